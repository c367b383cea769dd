import type { Place, Problem } from '../problem.ts';
import * as say from '../text/manifest-problems.ts';
import type { Entry } from './manifest.ts';

/**
 * Why an entry of the repository's tree must be neither read nor written; undefined for an ordinary file inside the root.
 * `at` is the place that leads to it, where there is one.
 */
export const refuseEntry = (entry: Pick<Entry, 'path' | 'kind'>, at?: Place): Problem | undefined => {
  const place = at ?? { file: entry.path, line: 1, column: 1 };
  if (!isInside(entry.path)) return say.outsideRoot(place, entry.path);
  if (entry.kind === 'symlink') return say.symlinkEntry(place, entry.path);
  return entry.kind === 'submodule' ? say.submoduleEntry(place, entry.path) : undefined;
};

/**
 * Joins a path as a file writes it to the folder of that file (empty for the root), within the repository.
 * Undefined where it leads out of the root, or into `.git`.
 */
export const resolvePath = (folder: string, path: string): string | undefined => {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  const joined = steps.join('/');
  return path.startsWith('/') || (joined !== '' && !isInside(joined)) ? undefined : joined;
};

/** The names under which some file system finds `.git` are refused with it. */
const isInside = (path: string): boolean =>
  path !== '' &&
  !/[\\\u0000]/.test(path) &&
  path.split('/').every((step) => step !== '' && step !== '.' && step !== '..' && !/^(?:\.git|git~1)$/i.test(step));
