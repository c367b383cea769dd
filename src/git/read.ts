import type { Entry } from '../core/manifests/manifest.ts';
import { gitMirrorCorrupt } from '../core/text/git-problems.ts';
import { GitError, sortFailure } from './git-error.ts';
import { withHealing } from './heal.ts';
import { coverPaths } from './history.ts';
import type { Mirror } from './mirror.ts';
import { requireObjectId, requireRef } from './names.ts';
import { readObjects } from './objects.ts';
import { parseCommit, type Commit } from './parse-commit.ts';
import { readRefs } from './read-refs.ts';
import { runGit } from './run-git.ts';

/** The object a full ref name (`refs/heads/main`) points to in the mirror; undefined when there is none. */
export const resolveRef = async (mirror: Mirror, ref: string): Promise<string | undefined> =>
  (await listRefs(mirror, requireRef(ref))).get(ref);

/** Refs below a prefix of whole path segments (`refs/heads/cordage/`), each with the object it points to, by name. */
export const listRefs = (mirror: Mirror, prefix: string): Promise<Map<string, string>> =>
  withHealing(mirror, () => readRefs(mirror, requireRef(prefix.replace(/\/$/, ''))));

/** An entry with its mode as git writes it (`100644`, `100755`, `120000`, `160000`). */
export type ModedEntry = Entry & { readonly mode: string };

/**
 * Everything in a commit's tree, or at and below `under`, in git's order, by one process. A path that is not UTF-8 is
 * left out and told: no config can name it, and writing it back would make another file. Throws GitError, `retry` for
 * an unknown commit.
 */
export const listTree = (mirror: Mirror, commit: string, under?: string): Promise<readonly ModedEntry[]> =>
  withHealing(mirror, async () => {
    const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', requireObjectId(commit)];
    const { stdout } = await runGit(mirror, { args: under === undefined ? args : [...args, '--', under] });
    const records = stdout.toString('utf8').split('\0').slice(0, -1);
    return records.map(parseEntry).filter(({ path }) => {
      const isUtf8 = !path.includes('\uFFFD');
      if (!isUtf8) mirror.log({ event: 'path-left-out', path, commit });
      return isUtf8;
    });
  });

const KINDS: Readonly<Record<string, Entry['kind']>> = { '120000': 'symlink', '160000': 'submodule' };

/** `<mode> SP <type> SP <object> SP+ <size> TAB <path>`, see git-ls-tree(1); the size of a submodule is `-`. */
const parseEntry = (record: string): ModedEntry => {
  const tab = record.indexOf('\t');
  const [mode = '', , blob = '', size] = record.slice(0, tab).split(/ +/);
  return { path: record.slice(tab + 1), kind: KINDS[mode] ?? 'file', blob, size: Number(size) || 0, mode };
};

/**
 * The contents of blobs that `listTree` named, by one process, in memory no larger than themselves. A blob of more than
 * `limitBytes` is left out and told. Throws GitError; a blob that is missing means a damaged mirror.
 */
export const readBlobs = (
  mirror: Mirror,
  blobs: readonly string[],
  limitBytes: number,
): Promise<Map<string, Uint8Array>> =>
  withHealing(mirror, async () => {
    const found = new Map<string, Uint8Array>();
    await readObjects(mirror, [...new Set(blobs)], limitBytes, (object) => {
      if (object.type !== 'blob' || !('size' in object)) {
        throw new GitError('retry', gitMirrorCorrupt('cat-file', `${object.id} ${object.type}`));
      }
      if (object.bytes === undefined) mirror.log({ event: 'blob-left-out', blob: object.id, size: object.size });
      else found.set(object.id, object.bytes);
    });
    return found;
  });

/** A commit message is a person's or a program's text; one of more is not read. */
const MAX_COMMIT_BYTES = 1024 * 1024;

/** What a commit says; undefined when the mirror has no such commit. */
export const readCommit = (mirror: Mirror, id: string): Promise<Commit | undefined> =>
  withHealing(mirror, async () => {
    let commit: Commit | undefined;
    await readObjects(mirror, [id], MAX_COMMIT_BYTES, (object) => {
      if (object.type === 'commit' && 'bytes' in object && object.bytes !== undefined)
        commit = parseCommit(object.bytes);
    });
    return commit;
  });

/** Whether `ancestor` is `commit` or comes before it. False, too, when the mirror lacks one of them. */
export const isAncestor = (mirror: Mirror, ancestor: string, commit: string): Promise<boolean> =>
  withHealing(mirror, async () => {
    const args = ['merge-base', '--is-ancestor', requireObjectId(ancestor), requireObjectId(commit)];
    const { status, stderr } = await runGit(mirror, { args, answers: [0, 1, 128] });
    if (status === 128 && !UNKNOWN_COMMIT.test(stderr)) throw sortFailure('merge-base', stderr);
    return status === 0;
  });

/** The newest commit that both come from; undefined when there is none, or the mirror lacks one of them. */
export const findMergeBase = (mirror: Mirror, one: string, other: string): Promise<string | undefined> =>
  withHealing(mirror, async () => {
    const args = ['merge-base', requireObjectId(one), requireObjectId(other)];
    const { stdout } = await runGit(mirror, { args, answers: [0, 1, 128] });
    return stdout.toString().trim() || undefined;
  });

const UNKNOWN_COMMIT = /^fatal: Not a valid commit name/m;

/** One path that differs: its blobs before and after, `undefined` where it is not there. */
export type Difference = { readonly path: string; readonly from: string | undefined; readonly to: string | undefined };

/** What differs between two commits, by path and whole blob; a rename is a deletion and an addition. */
export const diffTrees = (mirror: Mirror, from: string, to: string): Promise<readonly Difference[]> =>
  withHealing(mirror, async () => {
    const args = [
      'diff-tree',
      '-r',
      '-z',
      '--raw',
      '--no-renames',
      '--no-abbrev',
      requireObjectId(from),
      requireObjectId(to),
    ];
    const { stdout } = await runGit(mirror, { args });
    const fields = stdout.toString('utf8').split('\0').slice(0, -1);
    // `:<mode> <mode> <blob> <blob> <status> NUL <path> NUL`
    return fields.flatMap((record, index) => {
      if (index % 2 === 1) return [];
      const [, , before = '', after = ''] = record.split(' ');
      return [{ path: fields[index + 1] ?? '', from: blobOrNothing(before), to: blobOrNothing(after) }];
    });
  });

const blobOrNothing = (id: string): string | undefined => (/^0+$/.test(id) ? undefined : id);

/**
 * The newest commit, from `commit` back, that changed one of these files or folders; undefined when none did. Of very
 * many paths the folders around them count.
 * @param line `first-parent`: a commit of the branch itself, which of what was merged is the merge
 */
export const lastCommitTouching = (
  mirror: Mirror,
  commit: string,
  paths: readonly string[],
  line: 'any' | 'first-parent' = 'any',
): Promise<string | undefined> =>
  withHealing(mirror, async () => {
    const follow = line === 'any' ? [] : ['--first-parent'];
    const args = ['rev-list', '--max-count=1', ...follow, requireObjectId(commit), '--', ...coverPaths(paths)];
    const { stdout } = await runGit(mirror, { args });
    return stdout.toString().trim() || undefined;
  });
