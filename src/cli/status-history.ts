import { findTouched, type Step, type Touched } from '../core/status/touched.ts';
import type { Row } from '../core/status/rows.ts';
import { coverPaths } from '../git/history.ts';
import type { Mirror } from '../git/mirror.ts';
import { runGit } from '../git/run-git.ts';

/** Most rows were touched lately: a long history is read only where they were not. */
const LIMITS = [300, 20_000];

/** Undefined in a repository without a commit. */
export const readHead = async (checkout: Mirror): Promise<string | undefined> => {
  const args = ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'];
  const { stdout } = await runGit(checkout, { args, answers: [0, 1] });
  return stdout.toString().trim() || undefined;
};

/** The commit that each row is judged against, by two processes at most, however many nodes there are. */
export const readTouched = async (
  checkout: Mirror,
  head: string,
  rows: readonly Row[],
): Promise<ReadonlyMap<Row, Touched>> => {
  let found: ReadonlyMap<Row, Touched> = new Map();
  const paths = rows.flatMap(({ files }) => files);
  if (paths.length === 0) return found;
  for (const limit of LIMITS) {
    const steps = await readSteps(checkout, head, paths, limit);
    const isWhole = steps.length < limit;
    const isLast = isWhole || limit === LIMITS.at(-1);
    found = findTouched(rows, steps, isWhole || !isLast);
    if (isLast || found.size === rows.length) return found;
  }
  return found;
};

const COMMIT = /^\n?commit ([0-9a-f]{40,64}) (\d+)$/;

const readSteps = async (
  checkout: Mirror,
  head: string,
  paths: readonly string[],
  limit: number,
): Promise<readonly Step[]> => {
  const { stdout } = await runGit(checkout, {
    args: [
      'log',
      '--first-parent',
      '-m',
      '--name-only',
      '--no-renames',
      '--no-show-signature',
      '-z',
      '--format=commit %H %ct',
      `--max-count=${limit}`,
      head,
      '--',
      ...coverPaths(paths),
    ],
  });
  const steps: (Step & { readonly files: string[] })[] = [];
  // NUL, or a line's end behind a commit, parts everything; a file that is called like a commit is taken for one.
  for (const field of stdout.toString().split('\0').flatMap(cutHead)) {
    const [, commit, seconds] = COMMIT.exec(field) ?? [];
    if (commit !== undefined) steps.push({ commit, at: Number(seconds) * 1000, files: [] });
    else if (field !== '') steps.at(-1)?.files.push(field);
  }
  return steps;
};

/** Between a commit and its first file git writes a line's end and no NUL. */
const cutHead = (field: string): readonly string[] => {
  const end = field.indexOf('\n');
  return end > 0 && COMMIT.test(field.slice(0, end)) ? [field.slice(0, end), field.slice(end + 1)] : [field];
};
