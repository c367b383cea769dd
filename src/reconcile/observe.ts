import { CONFIG_FILE } from '../core/config/config.ts';
import { draftRollouts } from '../core/rollout/draft.ts';
import type { ArtifactReleases } from '../core/release/select.ts';
import type { Pull, Snapshot } from '../core/rollout/snapshot.ts';
import { lastCommitTouching } from '../git/read.ts';
import { listOwnChecks } from '../github/checks.ts';
import { listEndedPulls, listOpenPulls } from '../github/pulls.ts';
import { isPublished } from '../github/releases.ts';
import type { Eyes } from './eyes.ts';
import { observeBranches } from './observe-branches.ts';
import { observeConfigPulls } from './observe-config-pulls.ts';
import { observeOwnPulls } from './observe-own-pulls.ts';
import { observeProspects } from './observe-prospects.ts';
import { observeReleases } from './observe-releases.ts';
import { readNetwork } from './read-network.ts';

/**
 * Reads the world of one network, whole, before anything is decided. Git comes first, because it never lags; then
 * what git and the releases make worth asking GitHub about.
 * @returns undefined when there is no `cordage.yaml`: whoever takes it away has no network any more, which is no error
 */
export const observe = async (eyes: Eyes): Promise<Snapshot | undefined> => {
  const { mirror, octokit, repository, base, settings } = eyes;
  const reading = await readNetwork(mirror, base.commit, eyes.memory);
  if (!reading.entries.has(CONFIG_FILE)) return undefined;
  const releases = await observeReleases(eyes, reading.config?.artifacts ?? []);
  const drafts = reading.network ? draftRollouts(reading.network, releases) : [];
  // What ended is asked for after what is open, so that one which ends in between is seen twice and not missed.
  const open = await listOpenPulls(octokit, repository);
  const listed = latestOfEach([...open, ...(await listEndedPulls(octokit, repository))]);
  const prospects = await observeProspects(eyes, drafts, listed, reading.entries);
  const own = latestOfEach([...listed, ...prospects.flatMap(({ pulls }) => pulls)]);
  const configCommit = (await lastCommitTouching(mirror, base.commit, CONFIG_FILE)) ?? base.commit;
  const baseChecks = await listOwnChecks(octokit, repository, base.commit, settings.app.id);
  const ownPulls = await observeOwnPulls(eyes, own);
  return {
    now: eyes.now,
    repository,
    base,
    config: {
      file: CONFIG_FILE,
      problems: reading.configProblems,
      commit: configCommit,
      checks:
        configCommit === base.commit
          ? baseChecks
          : await listOwnChecks(octokit, repository, configCommit, settings.app.id),
    },
    network: reading.network,
    baseChecks,
    releases,
    prospects,
    ownPulls,
    configPulls: await observeConfigPulls(eyes, open, reading.entries.get(CONFIG_FILE)),
    branches: await observeBranches(eyes),
    withdrawn: await findWithdrawn(eyes, releases, ownPulls),
  };
};

/** Each pull request once, as it was read last. */
const latestOfEach = (pulls: readonly Pull[]): readonly Pull[] => [
  ...new Map(pulls.map((pull) => [pull.number, pull])).values(),
];

/**
 * Versions with an open or a merged pull request whose release is gone. Two witnesses, the list and the release by its
 * tag, for closing a pull request on one stale answer could not be taken back.
 */
const findWithdrawn = async (
  eyes: Eyes,
  releases: readonly ArtifactReleases[],
  ownPulls: Snapshot['ownPulls'],
): Promise<ReadonlySet<string>> => {
  const withdrawn = new Set<string>();
  for (const { artifact, version, pull } of ownPulls) {
    const known = releases.find((candidate) => candidate.artifact.name === artifact);
    const source = known?.artifact.releases;
    if (pull.state === 'closed' || !known || !source || known.problem) continue;
    const tag = source.tag.replaceAll('{version}', version);
    const listed = [...known.offered, ...known.passed].some(({ release }) => release.tag === tag);
    if (!listed && !(await isPublished(eyes.octokit, source.repository, tag))) withdrawn.add(`${artifact}@${version}`);
  }
  return withdrawn;
};
