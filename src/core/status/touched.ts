import type { Row } from './rows.ts';

/** One commit of the checkout's first parents, newest first, with the files that it changed. */
export type Step = { readonly commit: string; readonly at: number; readonly files: readonly string[] };

/** The commit that a row is judged against, and its time in milliseconds. */
export type Touched = Pick<Step, 'commit' | 'at'>;

/**
 * The newest commit that changed a file with a pin of each row. Files hold more than one pin, so it may be a later one than
 * moved the nodes, never an earlier one: a node at it has the move as well.
 * @param isWhole whether the history ends with these steps; where it goes on, a row that none of them touched is judged
 * against the oldest of them, and where it does not, its pins were never committed
 */
export const findTouched = (
  rows: readonly Row[],
  steps: readonly Step[],
  isWhole: boolean,
): ReadonlyMap<Row, Touched> => {
  const rowsOf = new Map<string, Row[]>();
  for (const row of rows) {
    for (const file of row.files) {
      const known = rowsOf.get(file);
      if (known) known.push(row);
      else rowsOf.set(file, [row]);
    }
  }
  const found = new Map<Row, Touched>();
  for (const { commit, at, files } of steps) {
    for (const row of files.flatMap((file) => rowsOf.get(file) ?? []))
      if (!found.has(row)) found.set(row, { commit, at });
    if (found.size === rows.length) return found;
  }
  const oldest = steps.at(-1);
  if (!isWhole && oldest)
    for (const row of rows) if (!found.has(row)) found.set(row, { commit: oldest.commit, at: oldest.at });
  return found;
};
