import { parseMarker } from '../text/marker.ts';
import { hideAround, hideNames, type Hide } from '../text/disclosure.ts';
import { renderPullBody } from '../text/pull-body.ts';
import { renderPullTitle } from '../text/pull-title.ts';
import type { PullStatus } from '../text/pull-status.ts';
import type { PullView } from '../text/pull-view.ts';
import type { Action } from './action.ts';
import type { Course } from './course.ts';
import { judgeMerge } from './judge-front.ts';
import { planClosing } from './plan-closing.ts';
import { planMerge } from './plan-merge.ts';
import { planPush } from './plan-push.ts';
import { planComment, planLabels, planRolloutCheck, planRulesCheck, toldOf } from './plan-told.ts';
import { stateOf } from './pull-state.ts';
import type { OwnPull, Pull } from './pull.ts';
import { nextChange, soonest, type Step } from './step.ts';
import type { Case } from './study-prospect.ts';
import { ringRows, subjectOf } from './view.ts';

/** When GitHub's list shows another head than git does, they agree within seconds. */
const LAG_LOOK_MS = 3000;

/** A pull request is open: keep branch, text and status right, and merge it when every gate passes. */
export const planOpen = (facts: Case, own: OwnPull, courses: readonly Course[]): Step => {
  const { view, branch, snapshot, network, course, front } = facts;
  const { pull } = own;
  if (front.moves.length === 0 && front.problems.length === 0) {
    return planClosing(snapshot, own, { kind: 'nothing-left' });
  }
  if (!branch || branch.head !== pull.head) return { actions: [], problems: [], lookAgainMs: LAG_LOOK_MS };
  const verdicts = judgeMerge(snapshot, network, course, own, courses, view.rules);
  const state = stateOf(facts, branch, pull, verdicts);
  const status: PullStatus = {
    ...subjectOf(view),
    state,
    rings: ringRows(snapshot, network, course, own.ring),
    ...toldOf(snapshot, own),
  };
  const steady = state.kind === 'waiting' || state.kind === 'blocked';
  const push =
    steady && facts.files.length > 0 && pull.base === snapshot.base.branch
      ? planPush(facts, own.facts?.mergeable === 'behind')
      : [];
  const text = steady ? planText(pull, view, hideNames(facts.network)) : [];
  const comment = planComment(snapshot, own, status);
  const ready = state.kind === 'waiting' && push.length === 0 && pull.base === snapshot.base.branch;
  const merge = ready ? planMerge(snapshot, own, course.id, verdicts) : { actions: [], decisions: [] };
  return {
    actions: [
      ...push,
      ...text,
      ...planLabels(own),
      ...comment.actions,
      // After a push the head is another; its check is put by the next pass.
      ...(push.length === 0 ? [...planRolloutCheck(own, status), ...planRulesCheck(own, view.rules, network)] : []),
      ...merge.actions,
    ],
    problems: [],
    quiet: view.problems,
    decisions: [...(comment.decisions ?? []), ...merge.decisions],
    lookAgainMs: soonest([comment.lookAgainMs, nextChange(verdicts, snapshot.now)]),
  };
};

/** Rewrites title and body when the plan in them is another; what a person wrote around the same plan stays. */
const planText = (pull: Pull, view: PullView, hide: Hide): readonly Action[] => {
  const told = parseMarker('pull', pull.body);
  if (told.ok && told.value.plan === view.marker.plan) return [];
  return [
    {
      kind: 'update-pull',
      number: pull.number,
      title: renderPullTitle(subjectOf(view)),
      body: hideAround(hide, renderPullBody(view)),
    },
  ];
};
