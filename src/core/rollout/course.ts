import { whoMay } from '../authority/authorize.ts';
import { judgeBudget } from '../gates/budget.ts';
import type { GateVerdict } from '../gates/gate.ts';
import { allPass, applyOverrides } from '../gates/judge.ts';
import { judgeLive } from '../gates/live.ts';
import { judgeSoak } from '../gates/soak.ts';
import type { RolloutRecord } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import type { Progress } from '../text/pull-view.ts';
import { begunAt, type Draft, type RingStand } from './draft.ts';
import { progressOf, shareOf } from './progress.ts';
import type { NodeVerdict } from '../argo/verdict.ts';
import type { Snapshot } from './snapshot.ts';

/** A ring with what the clusters say of the nodes that have moved. */
export type RingCourse = RingStand & {
  /** Undefined when no node has moved. */
  readonly progress: Progress | undefined;
  /** Whether the nodes that moved are live, within the budget: then the next batch may come. */
  readonly live: readonly GateVerdict[];
  /** Whether the ring has soaked besides: then the next ring may come. */
  readonly soaked: readonly GateVerdict[];
};

/** A rollout on its way through the rings. */
export type Course = {
  readonly draft: Draft;
  readonly id: string;
  readonly record: RolloutRecord | undefined;
  readonly rings: readonly RingCourse[];
};

export const courseOf = (snapshot: Snapshot, network: Network, draft: Draft): Course => {
  const { id, record } = draft.rollout;
  const verdicts = snapshot.verdicts.get(id) ?? new Map<string, NodeVerdict>();
  return {
    draft,
    id,
    record,
    rings: draft.rings.map((stand) => judgeRing(snapshot, network, stand, verdicts, record, begunAt(draft))),
  };
};

const judgeRing = (
  snapshot: Snapshot,
  network: Network,
  stand: RingStand,
  verdicts: ReadonlyMap<string, NodeVerdict>,
  record: RolloutRecord | undefined,
  begun: number,
): RingCourse => {
  const { ring, moved } = stand;
  if (moved.length === 0) return { ...stand, progress: undefined, live: [], soaked: [] };
  const { now } = snapshot;
  const name = ring.name;
  const parts = record?.merged.filter((part) => part.ring === name) ?? [];
  // Nodes that somebody moved by hand count from the beginning of the rollout; a retry gives all their time once more.
  const from = Math.max(begun, record?.retry?.at ?? 0, ...parts.map(({ at }) => at));
  const { liveWithin, maxUnhealthy, soak } = ring;
  const progress = progressOf(verdicts, moved, { mergedAt: from, liveWithin, now });
  const budget = shareOf(maxUnhealthy, ring.members.length);
  const who = whoMay(network.policy, network, 'retry', name);
  const live = [
    judgeBudget({ ring: name, nodes: ring.members.length, maxUnhealthy, progress }),
    judgeLive({ ring: name, progress, budget, mergedAt: from, liveWithin, now, who }),
  ];
  const overrides = record?.overrides.filter((override) => override.ring === name) ?? [];
  return {
    ...stand,
    progress,
    live: applyOverrides(live, overrides),
    soaked: applyOverrides([...live, judgeSoak({ verdicts, nodes: moved, budget, soak, now })], overrides),
  };
};

/** How many nodes of a ring are live, of all that the rollout is for; undefined while none has moved. */
export const shareLive = ({ progress, nodes, moved }: RingCourse): { live: number; nodes: number } | undefined =>
  progress && { live: progress.live, nodes: nodes.length + moved.length };

/** Whether a later ring may come: it passed, or the rollout is for none of its nodes. */
export const isBehind = ({ state }: RingStand): boolean => state === 'passed' || state === 'idle';

/** Whether all nodes that moved so far are live and the ring has soaked, and none is left to move. */
export const hasSettled = ({ state, soaked }: RingCourse): boolean => state === 'moved' && allPass(soaked);
