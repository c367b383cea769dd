import type { Progress } from './pull-view.ts';

type Counts = Partial<Omit<Progress, 'groups'>> & {
  readonly groups?: readonly (Partial<Progress['groups'][number]> & Omit<Progress['groups'][number], 'kind'>)[];
};

/** Twelve nodes, all live but for what is said; its states are those of the counts, and what is told is of degraded nodes. */
export const progressWith = ({ groups = [], ...more }: Counts = {}): Progress => {
  const none = { unproven: 0, syncing: 0, degraded: 0, unknown: 0, unseen: 0, late: 0, alike: 0, slowest: [] };
  const counts = { nodes: 12, live: 12, ...none, ...more };
  const kinds = ['live', 'syncing', 'degraded', 'unknown'] as const;
  return {
    states: kinds.flatMap((kind) => (counts[kind] > 0 ? [{ kind, nodes: counts[kind] }] : [])),
    ...counts,
    groups: groups.map((group) => ({ kind: 'degraded' as const, ...group })),
  };
};
