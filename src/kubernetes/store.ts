/** The records of one collection, by name. Its methods return whether what changed is worth a look. */
export type Store<T> = {
  readonly get: (name: string) => T | undefined;
  readonly values: () => Iterable<T>;
  readonly size: () => number;
  readonly set: (name: string, record: T) => boolean;
  readonly delete: (name: string) => boolean;
  /** What is not among these is gone. */
  readonly replace: (records: ReadonlyMap<string, T>) => boolean;
};

/** @param isWorth whether one record in place of another is worth a look; that one comes or goes always is */
export const createStore = <T>(isWorth: (name: string, before: T, after: T) => boolean): Store<T> => {
  const kept = new Map<string, T>();
  const set = (name: string, record: T): boolean => {
    const before = kept.get(name);
    kept.set(name, record);
    return before === undefined || isWorth(name, before, record);
  };
  return {
    get: (name) => kept.get(name),
    values: () => kept.values(),
    size: () => kept.size,
    set,
    delete: (name) => kept.delete(name),
    replace: (records) => {
      let worth = false;
      for (const name of kept.keys()) if (!records.has(name)) worth = kept.delete(name) || worth;
      for (const [name, record] of records) worth = set(name, record) || worth;
      return worth;
    },
  };
};
