import type { Entry } from '../core/manifests/manifest.ts';
import type { Draft, Front } from '../core/rollout/draft.ts';
import type { Pull } from '../core/rollout/pull.ts';
import type { Prospect } from '../core/rollout/snapshot.ts';
import { listPullsOfBranch } from '../github/pulls.ts';
import { commitOfTag } from '../github/releases.ts';
import type { Eyes } from './eyes.ts';
import { inspectAssets } from './observe-releases.ts';
import { isFromHere, isOwn } from './observe-own-pulls.ts';
import { readFiles } from './read-files.ts';

/** Reads for each draft what deciding on its front takes: its pull requests, its release's bytes, the files it would change. */
export const observeProspects = async (
  eyes: Eyes,
  drafts: readonly Draft[],
  listed: readonly Pull[],
  entries: ReadonlyMap<string, Entry>,
): Promise<readonly Prospect[]> => {
  const found: Prospect[] = [];
  for (const draft of drafts) {
    const { front } = draft;
    found.push(front ? await observeFront(eyes, draft, front, listed, entries) : { ...NOTHING_READ, draft });
  }
  return found;
};

const NOTHING_READ = {
  tagCommit: undefined,
  assets: [],
  assetProblems: [],
  files: new Map(),
  pulls: [],
  foreign: undefined,
} as const;

const observeFront = async (
  eyes: Eyes,
  draft: Draft,
  front: Front,
  listed: readonly Pull[],
  entries: ReadonlyMap<string, Entry>,
): Promise<Prospect> => {
  const { artifact, release, version, line } = draft.rollout;
  const pulls = await pullsOf(eyes, front.branch, listed);
  const { assets, problems } = release
    ? await inspectAssets(eyes, artifact, { release, version, line })
    : { assets: [], problems: [] };
  return {
    draft,
    tagCommit: release && (await commitOfTag(eyes.octokit, release.repository, release.tag)),
    assets,
    assetProblems: problems,
    files: await readFiles(
      eyes.mirror,
      front.moves.map((pin) => pin.file),
      entries,
    ),
    pulls,
    foreign: listed.find((pull) => isForeign(eyes, pull, front.branch))?.number,
  };
};

/** Where none is listed the branch itself is asked for, because it is the lock: a list may lag, or be too short. */
export const pullsOf = async (eyes: Eyes, branch: string, listed: readonly Pull[]): Promise<readonly Pull[]> => {
  const known = listed.filter((pull) => pull.branch === branch && isOwn(eyes, pull));
  if (known.length > 0) return known.toSorted((a, b) => b.number - a.number);
  const here = await listPullsOfBranch(eyes.octokit, eyes.repository, branch);
  return here.filter((pull) => isOwn(eyes, pull));
};

const isForeign = (eyes: Eyes, pull: Pull, branch: string): boolean =>
  pull.state === 'open' && pull.branch === branch && isFromHere(eyes, pull) && !isOwn(eyes, pull);
