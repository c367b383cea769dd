import type { Entry } from '../core/manifests/manifest.ts';
import type { Draft } from '../core/rollout/draft.ts';
import type { Prospect, Pull } from '../core/rollout/snapshot.ts';
import { renderBranch } from '../core/text/branch.ts';
import { readBlobs } from '../git/read.ts';
import { listPullsOfBranch } from '../github/pulls.ts';
import { commitOfTag } from '../github/releases.ts';
import type { Eyes } from './eyes.ts';
import { inspectAssets } from './observe-releases.ts';
import { isFromHere, isOwn } from './observe-own-pulls.ts';

/** Largest file whose pins are moved; `core/manifests` has the same ceiling and its sentence. */
const FILE_LIMIT = 16 * 1024 * 1024;

/** Reads for each draft what deciding on it takes: its pull requests, its release's bytes, the files it would change. */
export const observeProspects = async (
  eyes: Eyes,
  drafts: readonly Draft[],
  listed: readonly Pull[],
  entries: ReadonlyMap<string, Entry>,
): Promise<readonly Prospect[]> => {
  const found: Prospect[] = [];
  for (const draft of drafts) {
    const pulls = await pullsOf(eyes, draft, listed);
    const settled = pulls.length > 0 && !pulls.some((pull) => pull.state === 'open');
    const { assets, problems } = settled
      ? { assets: [], problems: [] }
      : await inspectAssets(eyes, draft.artifact, draft.offer);
    const { release } = draft.offer;
    found.push({
      draft,
      tagCommit: settled ? undefined : await commitOfTag(eyes.octokit, release.repository, release.tag),
      assets,
      assetProblems: problems,
      files: settled ? new Map() : await readFiles(eyes, draft, entries),
      pulls,
      foreign: listed.find((pull) => isForeign(eyes, pull, draft.branch))?.number,
    });
  }
  return found;
};

/**
 * A release gets one pull request, so one of the same version in another ring or batch counts as well. Where none is
 * listed the branch itself is asked for, because it is the lock: a list may lag, or be too short.
 */
const pullsOf = async (eyes: Eyes, draft: Draft, listed: readonly Pull[]): Promise<readonly Pull[]> => {
  const prefix = renderBranch({ artifact: draft.artifact.name, version: draft.offer.version, ring: '' });
  const known = listed.filter((pull) => pull.branch.startsWith(prefix) && isOwn(eyes, pull));
  if (known.length > 0) return known.toSorted((a, b) => b.number - a.number);
  const here = await listPullsOfBranch(eyes.octokit, eyes.repository, draft.branch);
  return here.filter((pull) => isOwn(eyes, pull));
};

const isForeign = (eyes: Eyes, pull: Pull, branch: string): boolean =>
  pull.state === 'open' && pull.branch === branch && isFromHere(eyes, pull) && !isOwn(eyes, pull);

const readFiles = async (eyes: Eyes, draft: Draft, entries: ReadonlyMap<string, Entry>): Promise<Prospect['files']> => {
  const paths = [...new Set(draft.moves.map((pin) => pin.file))];
  const blobs = paths.flatMap((path) => entries.get(path)?.blob ?? []);
  const bytes = await readBlobs(eyes.mirror, [...new Set(blobs)], FILE_LIMIT);
  return new Map(
    paths.flatMap((path) => {
      const blob = entries.get(path)?.blob;
      const found = blob === undefined ? undefined : bytes.get(blob);
      return blob !== undefined && found ? [[path, { blob, bytes: found }] as const] : [];
    }),
  );
};
