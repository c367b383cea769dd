/** What a watcher is told. */
export type Change = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: 'applications' | 'appprojects';
  readonly labels: Readonly<Record<string, string>>;
  /** Labels before a change: they say whether a selector took it then. */
  readonly former: Readonly<Record<string, string>>;
  readonly version: number;
  readonly object: unknown;
};

export type Kept = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Made when somebody reads it. */
  readonly render: () => unknown;
};

type Watcher = (change: Change) => void;

/** etcd, as far as a reflector sees it: objects by resource, one counter for all of them, and a log of what changed. */
export type Store = {
  readonly version: () => number;
  readonly list: (resource: Change['resource']) => readonly Kept[];
  readonly get: (resource: Change['resource'], name: string) => Kept | undefined;
  /** The next version, for an object that is about to be put. */
  readonly next: () => number;
  readonly put: (resource: Change['resource'], kept: Kept) => void;
  readonly remove: (resource: Change['resource'], name: string) => void;
  /** @returns undefined when the version is compacted; else what came since, told at once, and how to end */
  readonly watch: (from: number, watcher: Watcher) => (() => void) | undefined;
  /** Forgets every version up to now: watches from before it and continue tokens are answered 410. */
  readonly compact: () => void;
  readonly compacted: () => number;
};

/** Changes kept for those who reconnect. */
const LOG_KEPT = 5000;

export const createStore = (): Store => {
  const kept: Record<Change['resource'], Map<string, Kept>> = { applications: new Map(), appprojects: new Map() };
  const watchers = new Set<Watcher>();
  let log: Change[] = [];
  let isRead = false;
  let version = 1;
  let compacted = 0;
  const tell = (
    type: Change['type'],
    resource: Change['resource'],
    { labels, render }: Kept,
    former = labels,
  ): void => {
    // Nobody read a list yet, so nobody can ask what came after it.
    if (!isRead) {
      compacted = version;
      return;
    }
    const change: Change = { type, resource, labels, former, version, object: render() };
    log.push(change);
    if (log.length > LOG_KEPT) {
      compacted = log[LOG_KEPT / 2]?.version ?? version;
      log = log.filter((one) => one.version > compacted);
    }
    for (const watcher of watchers) watcher(change);
  };
  return {
    version: () => version,
    list: (resource) => {
      isRead = true;
      return [...kept[resource].values()];
    },
    get: (resource, name) => kept[resource].get(name),
    next: () => (version += 1),
    put: (resource, one) => {
      const before = kept[resource].get(one.name);
      kept[resource].set(one.name, one);
      tell(before ? 'MODIFIED' : 'ADDED', resource, one, before?.labels);
    },
    remove: (resource, name) => {
      const one = kept[resource].get(name);
      if (!one || !kept[resource].delete(name)) return;
      version += 1;
      tell('DELETED', resource, one);
    },
    watch: (from, watcher) => {
      isRead = true;
      if (from < compacted) return undefined;
      for (const change of log) if (change.version > from) watcher(change);
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    compact: () => {
      log = [];
      compacted = version;
    },
    compacted: () => compacted,
  };
};
