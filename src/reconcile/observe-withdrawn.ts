import type { ArtifactReleases } from '../core/release/select.ts';
import { rolloutId } from '../core/rollout/rollout.ts';
import type { Snapshot } from '../core/rollout/snapshot.ts';
import { isPublished } from '../github/releases.ts';
import type { Eyes } from './eyes.ts';

/**
 * Versions with an open or a merged pull request whose release is gone. Two witnesses, the list and the release by its
 * tag, for closing a pull request on one stale answer could not be taken back. A version that a person asked for needs
 * no release.
 */
export const observeWithdrawn = async (
  { octokit, journal }: Eyes,
  releases: readonly ArtifactReleases[],
  ownPulls: Snapshot['ownPulls'],
): Promise<ReadonlySet<string>> => {
  const withdrawn = new Set<string>();
  for (const { artifact, version, pull } of ownPulls) {
    const id = rolloutId({ artifact, version });
    const known = releases.find((candidate) => candidate.artifact.name === artifact);
    const source = known?.artifact.releases;
    if (pull.state === 'closed' || !known || !source || known.problem) continue;
    if (journal.decisions.rollouts[id]?.start) continue;
    const tag = source.tag.replaceAll('{version}', version);
    const listed = [...known.offered, ...known.passed].some(({ release }) => release.tag === tag);
    if (!listed && !(await isPublished(octokit, source.repository, tag))) withdrawn.add(id);
  }
  return withdrawn;
};
