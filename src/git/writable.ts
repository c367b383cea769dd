import { gitPathUnsafe } from '../core/text/git-problems.ts';
import type { FileChange } from './commit-request.ts';
import { GitError } from './git-error.ts';
import type { ModedEntry } from './read.ts';

/**
 * Refuses a change that would do something else than write a regular file below the root: git itself would turn a
 * symlink into a file, or replace a folder, without a word. Throws GitError for the first one.
 */
export const requireWritable = (changes: readonly FileChange[], entries: readonly ModedEntry[]): void => {
  const folders = new Set(entries.flatMap(({ path }) => parentsOf(path)));
  const present = new Map(entries.map((entry) => [entry.path, entry]));
  for (const { path } of changes) {
    const why = whyUnsafe(path) ?? whyOccupied(path, present, folders);
    if (why !== undefined) throw new GitError('stop', gitPathUnsafe(path, why));
  }
};

const whyUnsafe = (path: string): string | undefined => {
  const segments = path.split('/');
  if (path === '' || path.includes('\0')) return 'it is no path';
  if (segments.some((segment) => segment === '')) return 'a segment is empty';
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'it leaves its folder';
  if (segments.some((segment) => segment.toLowerCase() === '.git')) return 'it goes through .git';
  return undefined;
};

const whyOccupied = (
  path: string,
  present: ReadonlyMap<string, ModedEntry>,
  folders: ReadonlySet<string>,
): string | undefined => {
  const entry = present.get(path);
  if (entry !== undefined && entry.kind !== 'file') return `it is a ${entry.kind}`;
  if (folders.has(path)) return 'it is a folder';
  const blocking = parentsOf(path).find((parent) => present.has(parent));
  return blocking === undefined ? undefined : `${blocking} is not a folder`;
};

/** `a`, `a/b` of `a/b/c`. */
const parentsOf = (path: string): readonly string[] => {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
};
