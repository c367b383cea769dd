import { parseStatus, type PullState } from '../text/status-comment.ts';
import { planComment, statusComments, subjectOfPull } from './plan-told.ts';
import type { OwnPull, Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/** States that Cordage itself ended a pull request with; they stay as they are told. */
const CLOSED_BY_US: ReadonlySet<string> = new Set(['superseded', 'withdrawn', 'nothing-left']);

/** Says the last word on a pull request that was merged or closed: once, in the comment that is there already. */
export const planEnded = (snapshot: Snapshot, own: OwnPull): Step => {
  const [comment] = statusComments(own);
  const told = comment && parseStatus(comment.body);
  if (!told?.ok) return NOTHING;
  const key = `${own.artifact}@${own.version}`;
  const state: PullState =
    own.pull.state === 'merged'
      ? snapshot.withdrawn.has(key)
        ? { kind: 'withdrawn', tag: key, merged: true }
        : { kind: 'merged', commit: own.pull.mergeCommit }
      : { kind: 'closed' };
  if (own.pull.state === 'closed' && CLOSED_BY_US.has(told.value.state)) return NOTHING;
  return { actions: planComment(own, { ...subjectOfPull(own), state }), problems: [] };
};
