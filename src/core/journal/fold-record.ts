import type { Decisions, RolloutRecord } from './decisions.ts';

/** A rollout of which nothing is decided. */
const blank = (id: string): RolloutRecord => ({ id, grants: [], overrides: [], merged: [], passed: [] });

/** Changes what is known of one rollout; the first word on it makes its record. */
export const changeRecord = (
  state: Decisions,
  id: string,
  change: (record: RolloutRecord) => RolloutRecord,
): Decisions => ({
  ...state,
  rollouts: { ...state.rollouts, [id]: change(state.rollouts[id] ?? blank(id)) },
});

/** Asked for once more after its end: what was decided of the first time counts no more, but what was merged is merged. */
export const beginAnew = (record: RolloutRecord): RolloutRecord =>
  record.ended === undefined ? record : { ...blank(record.id), merged: record.merged };
