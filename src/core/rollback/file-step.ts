/** A file that a commit changed. Blobs as object ids; undefined where there is no ordinary file of that path. */
export type FileChange = { readonly path: string; readonly from: string | undefined; readonly to: string | undefined };

/** A commit of the default branch's first-parent chain, and what it did to the files asked for. */
export type FileStep = {
  readonly commit: string;
  readonly parents: readonly string[];
  /** When it was committed, in milliseconds since the epoch. */
  readonly at: number;
  /** Name of its author, as anybody may have written it. */
  readonly author: string;
  readonly message: string;
  readonly changes: readonly FileChange[];
};

/** One change of one file, with the commit that made it. */
export type PastChange = FileChange & { readonly step: FileStep };

/** The changes of each file, newest first. */
export const changesByFile = (history: readonly FileStep[]): ReadonlyMap<string, readonly PastChange[]> =>
  Map.groupBy(
    history.flatMap((step) => step.changes.map((change): PastChange => ({ ...change, step }))),
    ({ path }) => path,
  );
