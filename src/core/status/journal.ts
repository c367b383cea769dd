import type { Decisions, RolloutRecord } from '../journal/decisions.ts';
import { parseRolloutId } from '../rollout/rollout.ts';

/** A rollout that has not ended, as the journal tells of it. */
export type OpenRollout = {
  readonly artifact: string;
  readonly version: string;
  /** What it is a step to; `way` are the versions from where the network began. */
  readonly goal: { readonly version: string; readonly by: string; readonly way: readonly string[] } | undefined;
  /** Why it is paused, and by whom. */
  readonly paused: { readonly by: string; readonly reason: string } | undefined;
  /** Rings that passed, in the order in which they did. */
  readonly passed: readonly string[];
  /** Parts that were merged and of which the ring has not passed. */
  readonly merged: readonly { readonly ring: string; readonly nodes: number; readonly pull: number }[];
};

/** What a checkout's journal says. Nobody has checked the signatures. */
export type JournalStatus = {
  readonly ref: string;
  readonly paused: { readonly by: string; readonly reason: string } | undefined;
  readonly rollouts: readonly OpenRollout[];
};

export const readJournalStatus = (ref: string, { pause, rollouts }: Decisions): JournalStatus => ({
  ref,
  paused: pause && { by: pause.by, reason: pause.reason },
  rollouts: openRecords(rollouts).map((record) => ({
    ...parseRolloutId(record.id),
    goal: goalOf(record),
    paused: record.pause && { by: record.pause.by, reason: record.pause.reason },
    passed: record.passed.map(({ ring }) => ring),
    merged: openParts(record).map(({ ring, nodes, pull }) => ({ ring, nodes: nodes.length, pull })),
  })),
});

/** Nodes that a rollout has merged and whose ring has not passed: what is odd about them is the rollout's own affair. */
export const listAwaited = ({ rollouts }: Decisions): readonly string[] =>
  openRecords(rollouts).flatMap((record) => openParts(record).flatMap(({ nodes }) => nodes));

const openRecords = (rollouts: Decisions['rollouts']): readonly RolloutRecord[] =>
  Object.values(rollouts).filter(({ ended }) => ended === undefined);

const goalOf = ({ start }: RolloutRecord): OpenRollout['goal'] =>
  start?.goal && { version: start.goal.version, by: start.goal.by, way: start.goal.way };

const openParts = ({ merged, passed }: RolloutRecord): RolloutRecord['merged'] => {
  const rings = new Set(passed.map(({ ring }) => ring));
  return merged.filter(({ ring }) => !rings.has(ring));
};
