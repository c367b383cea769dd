import type { FileChange, FileStep } from '../core/rollback/file-step.ts';
import { gitMirrorCorrupt } from '../core/text/git-problems.ts';
import { GitError } from './git-error.ts';
import { withHealing } from './heal.ts';
import type { Mirror } from './mirror.ts';
import { requireObjectId } from './names.ts';
import { runGit } from './run-git.ts';

/**
 * What happened to these files from `commit` back along the first parents, newest first, by one process. A merge counts as
 * one step, against its first parent; a rename is a deletion and an addition. Reads no file's bytes. Throws GitError,
 * `retry` for an unknown commit.
 * @param limit most commits to look at that touch these files or, where there are many files, the folders around them
 */
export const listFileHistory = (
  mirror: Mirror,
  commit: string,
  paths: readonly string[],
  limit: number,
): Promise<readonly FileStep[]> =>
  withHealing(mirror, async () => {
    if (paths.length === 0) return [];
    const args = [
      'log',
      '--first-parent',
      '-m',
      '--raw',
      '--no-renames',
      '--no-abbrev',
      '-z',
      '--format=%H%x00%P%x00%ct%x00%an%x00%B%x00',
      `--max-count=${limit}`,
      requireObjectId(commit),
      '--',
      ...coverPaths(paths),
    ];
    const { stdout } = await runGit(mirror, { args });
    return parseLog(stdout.toString('utf8'), new Set(paths));
  });

/** Git compares every entry of a changed folder with every path it is given: thousands of them would take it minutes. */
const MOST_PATHS = 32;

/** The paths, or few enough of the folders around them. None means everything: the answer is sifted anyhow. */
export const coverPaths = (paths: readonly string[]): readonly string[] => {
  let cover = [...new Set(paths)];
  while (cover.length > MOST_PATHS) {
    const deepest = Math.max(...cover.map(depthOf));
    if (deepest === 0) return [];
    cover = [
      ...new Set(cover.map((path) => (depthOf(path) === deepest ? path.slice(0, path.lastIndexOf('/')) : path))),
    ];
  }
  return cover;
};

const depthOf = (path: string): number => path.split('/').length - 1;

const ID = /^[0-9a-f]{40,64}$/;
/** `:<mode> <mode> <blob> <blob> <status>`, see git-diff-tree(1); git puts an empty line before the first. */
const RAW = /^\n?:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/;

/** Fields between NULs: five of a commit, then two of each file. What people wrote is taken by its place alone. */
const parseLog = (answer: string, wanted: ReadonlySet<string>): readonly FileStep[] => {
  const fields = answer.split('\0');
  const steps: (FileStep & { readonly changes: FileChange[] })[] = [];
  for (let at = 0; at < fields.length;) {
    const field = fields[at] ?? '';
    const raw = RAW.exec(field);
    if (ID.test(field)) {
      const [parents = '', seconds = '', author = '', message = ''] = fields.slice(at + 1, at + 5);
      const known = { commit: field, parents: parents.split(' ').filter(Boolean), at: Number(seconds) * 1000 };
      steps.push({ ...known, author, message: message.trim(), changes: [] });
      at += 5;
    } else if (raw) {
      const [, modeFrom, modeTo, from, to] = raw;
      const path = fields[at + 1] ?? '';
      if (wanted.has(path)) steps.at(-1)?.changes.push({ path, from: blobOf(modeFrom, from), to: blobOf(modeTo, to) });
      at += 2;
    } else if (field.trim() === '') at += 1;
    else throw new GitError('retry', gitMirrorCorrupt('log', 'its answer is not understood'));
  }
  return steps.filter(({ changes }) => changes.length > 0);
};

/** Links and submodules are no files, and a mode of zeros says that nothing is there. */
const blobOf = (mode: string | undefined, id: string | undefined): string | undefined =>
  mode?.startsWith('100') ? id : undefined;
