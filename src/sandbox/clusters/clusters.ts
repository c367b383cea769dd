import { readRef } from '../github/git-repository.ts';
import { findRepository, type World } from '../github/world.ts';
import { followBranch, type Followed, type FollowedNode } from './follow-branch.ts';
import { createReader } from './read-nodes.ts';

/** A node as its cluster shows it. */
type NodeState = {
  /** By artifact. */
  readonly versions: Readonly<Record<string, string>>;
  readonly state: 'live' | 'syncing' | 'degraded';
  /** When it came into this state with these versions; milliseconds. */
  readonly since: number;
  readonly message?: string;
};

type ClusterView = {
  readonly at: number;
  readonly revision: string;
  readonly nodes: Readonly<Record<string, NodeState>>;
};

/** Argo CD and its clusters in one: nodes follow the default branch, and do badly on demand. */
export type Clusters = {
  /** How long a node takes to be live after a commit changed what it runs; milliseconds. */
  syncMs: number;
  /** Makes nodes unwell, whatever they run. */
  readonly degrade: (nodes: readonly string[], message: string) => void;
  /** Keeps nodes that are on their way, or set out later, from arriving. */
  readonly stall: (nodes: readonly string[]) => void;
  /** Makes nodes well again and lets them arrive; they are live from then on at the earliest. */
  readonly recover: (nodes: readonly string[]) => void;
  /** From now on nobody can ask. */
  readonly away: () => void;
  readonly back: () => void;
  readonly isAway: () => boolean;
  /** All that is on its way arrives now, but what was stalled or made unwell. */
  readonly settleNow: () => void;
  /** What the clusters of a manifests repository show now; undefined for a repository that is none. */
  readonly look: (repository: string) => Promise<ClusterView | undefined>;
};

type Ills = {
  readonly degraded: Map<string, { readonly since: number; readonly message: string }>;
  readonly stalled: Map<string, number>;
  readonly recovered: Map<string, number>;
};

export const createClusters = (world: World): Clusters => {
  const followed = new Map<string, Promise<Followed>>();
  const read = createReader();
  const ills: Ills = { degraded: new Map(), stalled: new Map(), recovered: new Map() };
  let away = false;
  let settledAt = 0;
  const clusters: Clusters = {
    syncMs: 60_000,
    degrade: (nodes, message) => {
      for (const node of nodes) ills.degraded.set(node, { since: world.now(), message });
    },
    stall: (nodes) => {
      for (const node of nodes) ills.stalled.set(node, world.now());
    },
    recover: (nodes) => {
      for (const node of nodes) {
        const wasIll = [ills.degraded.delete(node), ills.stalled.delete(node)].includes(true);
        if (wasIll) ills.recovered.set(node, world.now());
      }
    },
    away: () => {
      away = true;
    },
    back: () => {
      away = false;
    },
    isAway: () => away,
    settleNow: () => {
      settledAt = world.now();
    },
    look: async (name) => {
      const repository = findRepository(world, name);
      const revision = repository && (await readRef(repository.dir, `refs/heads/${repository.defaultBranch}`));
      if (!repository || revision === undefined) return undefined;
      const key = name.toLowerCase();
      // Kept before it is known, so that two who ask at once do not both walk through the commits.
      const last = Promise.resolve(followed.get(key)).catch(() => undefined);
      const known = last.then((last) => followBranch(repository, revision, last, read));
      followed.set(key, known);
      const { nodes } = await known;
      const at = world.now();
      const show = stateOf(ills, { at, begun: repository.createdAt, syncMs: clusters.syncMs, settledAt });
      return { at, revision, nodes: Object.fromEntries([...nodes].map(([node, runs]) => [node, show(node, runs)])) };
    },
  };
  return clusters;
};

type Moment = { readonly at: number; readonly begun: number; readonly syncMs: number; readonly settledAt: number };

const stateOf =
  ({ degraded, stalled, recovered }: Ills, { at, begun, syncMs, settledAt }: Moment) =>
  (node: string, { versions, changedAt }: FollowedNode): NodeState => {
    const from = changedAt ?? begun;
    const ill = degraded.get(node);
    if (ill) return { versions, state: 'degraded', since: Math.max(ill.since, from), message: ill.message };
    const due = changedAt === undefined ? begun : changedAt + syncMs;
    const liveAt = settledAt >= from ? Math.min(due, settledAt) : due;
    const isStalled = (stalled.get(node) ?? Infinity) < liveAt;
    if (isStalled || at < liveAt) return { versions, state: 'syncing', since: from };
    return { versions, state: 'live', since: Math.max(liveAt, recovered.get(node) ?? 0) };
  };
