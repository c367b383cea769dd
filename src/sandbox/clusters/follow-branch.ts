import { gitText } from '../github/git.ts';
import { readCommits } from '../github/git-objects.ts';
import type { Repository } from '../github/world.ts';
import type { NodeVersions, ReadNodes } from './read-nodes.ts';

/** What a node is to run, and when a commit changed it; undefined: as it was in the beginning. Milliseconds. */
export type FollowedNode = {
  readonly versions: Readonly<Record<string, string>>;
  readonly changedAt: number | undefined;
};

export type Followed = { readonly revision: string; readonly nodes: ReadonlyMap<string, FollowedNode> };

/** Commits looked at one by one when nobody has asked for long; what was before them is how it began. */
const MOST_COMMITS = 50;

/**
 * Goes on from what was known, commit by commit, so that a node is on its way since the commit that changed it and not
 * since a later one that has nothing to do with it.
 */
export const followBranch = async (
  { dir }: Repository,
  revision: string,
  last: Followed | undefined,
  read: ReadNodes,
): Promise<Followed> => {
  if (last?.revision === revision) return last;
  const range = last ? [revision, `^${last.revision}`] : [revision];
  const listed = await gitText(dir, ['rev-list', '--first-parent', '--reverse', `-${MOST_COMMITS}`, ...range]);
  // A branch that was put back has no new commits: then what it is put back to is the change.
  const commits = await readCommits(dir, listed === '' ? [revision] : listed.split('\n'));
  let nodes = last?.nodes;
  for (const { sha, committer } of commits) {
    const now = await read(dir, sha);
    if (now) nodes = advance(nodes, now, committer.at);
  }
  return { revision, nodes: nodes ?? new Map() };
};

const advance = (
  former: ReadonlyMap<string, FollowedNode> | undefined,
  now: NodeVersions,
  at: number,
): ReadonlyMap<string, FollowedNode> =>
  new Map(
    [...now].map(([name, versions]) => {
      const before = former?.get(name);
      const isSame = before !== undefined && JSON.stringify(before.versions) === JSON.stringify(versions);
      if (isSame) return [name, before];
      return [name, { versions, changedAt: former === undefined ? undefined : at }];
    }),
  );
