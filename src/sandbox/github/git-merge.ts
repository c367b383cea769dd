import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, gitText, tryGit } from './git.ts';
import { listCommits, mergeBase } from './git-repository.ts';
import { readCommit, readCommits, writeCommit, type Person } from './git-objects.ts';

/**
 * Merges two trees on their base without a work tree, by an index of its own. This runs on every git, where
 * `merge-tree --write-tree` needs 2.38 and with `--merge-base` 2.40; the price is that a file renamed on one side and
 * changed on the other is a conflict here.
 * @returns the merged tree, or undefined on conflict
 */
const mergeTrees = async (dir: string, base: string, ours: string, theirs: string): Promise<string | undefined> => {
  const scratch = await mkdtemp(join(tmpdir(), 'cordage-merge-'));
  const options = {
    cwd: scratch,
    env: { GIT_INDEX_FILE: join(scratch, 'index'), GIT_DIR: dir, GIT_WORK_TREE: scratch },
  };
  try {
    await git(dir, ['read-tree', '-i', '-m', '--aggressive', base, ours, theirs], options);
    const merged = await tryGit(dir, ['merge-index', '-o', '-q', 'git-merge-one-file', '-a'], options);
    return merged.status === 0 ? await gitText(dir, ['write-tree'], options) : undefined;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/** The tree of merging `head` into `base`, or undefined on conflict or without common history. */
const mergeHeads = async (dir: string, base: string, head: string): Promise<string | undefined> => {
  const common = await mergeBase(dir, base, head);
  return common === undefined ? undefined : mergeTrees(dir, common, base, head);
};

/** A merge commit on both heads; undefined on conflict. */
export const createMerge = async (
  dir: string,
  heads: { readonly base: string; readonly head: string },
  commit: { readonly author: Person; readonly committer: Person; readonly message: string },
): Promise<string | undefined> => {
  const tree = await mergeHeads(dir, heads.base, heads.head);
  return tree === undefined ? undefined : writeCommit(dir, { ...commit, tree, parents: [heads.base, heads.head] });
};

/** All of the head's changes as one commit on the base; undefined on conflict. */
export const createSquash = async (
  dir: string,
  heads: { readonly base: string; readonly head: string },
  commit: { readonly author: Person; readonly committer: Person; readonly message: string },
): Promise<string | undefined> => {
  const tree = await mergeHeads(dir, heads.base, heads.head);
  return tree === undefined ? undefined : writeCommit(dir, { ...commit, tree, parents: [heads.base] });
};

/** The head's commits, merges left out, written again on the base one by one; undefined on the first conflict. */
export const createRebase = async (
  dir: string,
  heads: { readonly base: string; readonly head: string },
  committer: Person,
): Promise<string | undefined> => {
  const commits = await readCommits(dir, await listCommits(dir, heads.base, heads.head));
  let tip = heads.base;
  for (const commit of commits) {
    const [parent, ...others] = commit.parents;
    if (parent === undefined || others.length > 0) continue;
    const tree = await mergeTrees(dir, parent, tip, commit.sha);
    if (tree === undefined) return undefined;
    if (tree === (await readCommit(dir, tip)).tree) continue;
    tip = await writeCommit(dir, { tree, parents: [tip], author: commit.author, committer, message: commit.message });
  }
  return tip;
};
