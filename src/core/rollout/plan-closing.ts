import type { Outdated } from '../text/status-comment.ts';
import type { Action } from './action.ts';
import { planComment, planRolloutCheck, subjectOfPull } from './plan-told.ts';
import type { OwnPull, Snapshot } from './snapshot.ts';
import type { Step } from './step.ts';

/**
 * First it is said why, then the branch goes, and GitHub closes the pull request with it: one write, so there is no
 * moment in which a closed pull request leaves a branch behind that nobody looks at any more. A branch with a person's
 * commit stays, and so does its pull request.
 */
export const planClosing = (snapshot: Snapshot, own: OwnPull, state: Outdated): Step => {
  const branch = snapshot.branches.get(own.pull.branch);
  const subject = subjectOfPull(own);
  if (branch?.person) {
    const { commit, name: author } = branch.person;
    const taken = { ...subject, state: { kind: 'taken-over', commit, author, outdated: state } as const };
    return { actions: [...planComment(own, taken), ...planRolloutCheck(own, taken)], problems: [] };
  }
  const close: Action = branch
    ? { kind: 'delete-branch', branch: own.pull.branch, from: branch.head }
    : { kind: 'close-pull', number: own.pull.number };
  const status = { ...subject, state };
  return { actions: [...planComment(own, status), ...planRolloutCheck(own, status), close], problems: [] };
};
