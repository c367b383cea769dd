import type { Outdated, PullStatus } from '../text/pull-status.ts';
import type { Action } from './action.ts';
import { planComment, planRolloutCheck, subjectOfPull, toldOf } from './plan-told.ts';
import type { OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';
import type { Step } from './step.ts';

/**
 * First it is said why, then the branch goes, and GitHub closes the pull request with it: one write, so there is no
 * moment in which a closed pull request leaves a branch behind that nobody looks at any more. A branch with a person's
 * commit stays, and so does its pull request.
 */
export const planClosing = (snapshot: Snapshot, own: OwnPull, state: Outdated): Step => {
  const branch = snapshot.branches.get(own.pull.branch);
  const common = { ...subjectOfPull(own), rings: [], ...toldOf(snapshot, own) };
  if (branch?.person) {
    const { commit, name: author } = branch.person;
    const taken: PullStatus = { ...common, state: { kind: 'taken-over', commit, author, outdated: state } };
    const comment = planComment(snapshot, own, taken);
    return {
      actions: [...comment.actions, ...planRolloutCheck(own, taken)],
      problems: [],
      lookAgainMs: comment.lookAgainMs,
    };
  }
  const close: Action = branch
    ? { kind: 'delete-branch', branch: own.pull.branch, from: branch.head }
    : { kind: 'close-pull', number: own.pull.number };
  const status: PullStatus = { ...common, state };
  const comment = planComment(snapshot, own, status);
  // The last word is said before the end: whoever reads the closed pull request finds why.
  if (comment.lookAgainMs !== undefined) return { actions: [], problems: [], lookAgainMs: comment.lookAgainMs };
  return { actions: [...comment.actions, ...planRolloutCheck(own, status), close], problems: [] };
};
