import type { SyncWindow } from '../../core/argo/application.ts';
import type { App } from './app.ts';
import type { Surroundings } from './behave.ts';

/** What goes wrong, by name of the node where it is a node's own. */
export type Faults = {
  /** What images contain that cannot be pulled. */
  readonly badImages: Set<string>;
  /** What a check of health says, by what images contain that it refuses. */
  readonly failingChecks: Map<string, string>;
  readonly failingHooks: Map<string, string>;
  readonly hookMs: Map<string, number>;
  readonly onDelete: Set<string>;
  readonly ignoredPaths: Set<string>;
  readonly removed: Set<string>;
  readonly windows: SyncWindow[];
  drops: number;
};

export const createFaults = (): Faults => ({
  badImages: new Set(),
  failingChecks: new Map(),
  failingHooks: new Map(),
  hookMs: new Map(),
  onDelete: new Set(),
  ignoredPaths: new Set(),
  removed: new Set(),
  windows: [],
  drops: 0,
});

/** What an Application meets because of them. */
export const surround = (
  faults: Faults,
  resolve: Surroundings['resolve'],
  { syncMs, version }: Pick<Surroundings, 'syncMs' | 'version'>,
): Surroundings => ({
  resolve,
  syncMs,
  version,
  windows: faults.windows,
  hookMs: ({ name }) => faults.hookMs.get(name),
  hookFailure: ({ name }) => faults.failingHooks.get(name),
  badImage: (images) => [...faults.badImages].some((part) => contain(images, part)),
  failedCheck: (images) => [...faults.failingChecks].find(([part]) => contain(images, part))?.[1],
  dropsRefresh: () => {
    if (faults.drops === 0) return false;
    faults.drops -= 1;
    return true;
  },
  onDelete: ({ name }: App) => faults.onDelete.has(name),
  ignoresPaths: ({ name }: App) => faults.ignoredPaths.has(name),
});

const contain = (images: readonly string[], part: string): boolean => images.some((image) => image.includes(part));
