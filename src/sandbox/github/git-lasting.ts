import type { GitOptions, GitResult } from './git.ts';

/** Commands that only read, and answer the same for ever when every revision in them is a whole hash. */
const READING: ReadonlySet<string> = new Set([
  'cat-file',
  'diff',
  'diff-tree',
  'log',
  'ls-tree',
  'merge-base',
  'rev-parse',
]);
const NAMED = /^(?:blob|[0-9a-f]{40}(?:\^\{commit\})?|-[^:]*)$/;
const HASHES = /^(?:[0-9a-f]{40}\n)*$/;

/** So many answers are kept, of so many bytes at most each. */
const MOST = 2000;
const LARGEST = 65_536;

/** Asks once for what cannot change: starting a process costs more than most of its answers. */
export const keepLasting = (run: Run): Run => {
  const kept = new Map<string, GitResult>();
  return async (dir, args, options = {}) => {
    if (!isLasting(args, options)) return run(dir, args, options);
    const key = JSON.stringify([dir, args, options.input]);
    const known = kept.get(key);
    if (known) return known;
    const result = await run(dir, args, options);
    // What is not there yet may still come.
    if (result.status !== 0 || result.stdout.length > LARGEST) return result;
    const [oldest] = kept.keys();
    if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
    kept.set(key, result);
    return result;
  };
};

type Run = (dir: string, args: readonly string[], options?: GitOptions) => Promise<GitResult>;

const isLasting = ([command = '', ...rest]: readonly string[], { input = '', env, cwd }: GitOptions): boolean =>
  READING.has(command) &&
  env === undefined &&
  cwd === undefined &&
  typeof input === 'string' &&
  HASHES.test(input) &&
  rest.every((word) => NAMED.test(word));
