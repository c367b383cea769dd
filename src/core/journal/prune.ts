import type { Decisions, RolloutRecord } from './decisions.ts';

const DAY_MS = 24 * 3_600_000;

/** How long a comment is remembered that was dealt with; older ones are not looked at. */
const REQUESTS_MS = 3 * DAY_MS;
/** How long what has ended is remembered. */
const ENDED_MS = 90 * DAY_MS;

/**
 * Drops what later decisions cannot depend on, so that the state, and with it every snapshot, stays as large as what is
 * going on. By the entries' own times, so that everybody who folds the same journal drops the same.
 */
export const prune = (state: Decisions, at: number): Decisions => ({
  ...state,
  holds: state.holds.filter(({ until }) => until > at),
  requests: state.requests.filter((request) => request.at > at - REQUESTS_MS),
  rollbacks: state.rollbacks.filter((rollback) => rollback.at > at - ENDED_MS),
  rollouts: pruneRollouts(state.rollouts, at),
});

const pruneRollouts = (rollouts: Decisions['rollouts'], at: number): Decisions['rollouts'] => {
  const isOld = ({ ended }: RolloutRecord): boolean => ended !== undefined && ended.at <= at - ENDED_MS;
  const records = Object.values(rollouts);
  if (!records.some(isOld)) return rollouts;
  const kept = records.flatMap((record) => (isOld(record) ? keepRefusal(record) : [record]));
  return Object.fromEntries(kept.map((record) => [record.id, record]));
};

/** The release may still be the newest: what a person has ended must not come up again because time went by. */
const keepRefusal = ({ id, ended }: RolloutRecord): readonly RolloutRecord[] =>
  ended?.how === 'aborted' || ended?.how === 'rolled-back'
    ? [{ id, grants: [], overrides: [], merged: [], passed: [], ended }]
    : [];
