import { allPass } from '../gates/judge.ts';
import type { GateVerdict } from '../gates/gate.ts';
import type { NewEntry } from './action.ts';
import { parseMarker } from '../text/marker.ts';
import { renderPullBody } from '../text/pull-body.ts';
import { renderPullTitle } from '../text/pull-title.ts';
import type { PullStatus } from '../text/pull-status.ts';
import type { PullView } from '../text/pull-view.ts';
import type { Action } from './action.ts';
import type { Course } from './course.ts';
import { judgeMerge } from './judge-front.ts';
import { planClosing } from './plan-closing.ts';
import { subjectOf } from './plan-front.ts';
import { planPush } from './plan-push.ts';
import { planComment, planLabels, planRolloutCheck, toldOf } from './plan-told.ts';
import { stateOf } from './pull-state.ts';
import type { OwnPull, Pull, Snapshot } from './snapshot.ts';
import type { Step } from './step.ts';
import type { Case } from './study-prospect.ts';
import { ringRows } from './view.ts';

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
  const verdicts = judgeMerge(snapshot, network, course, own, courses);
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
  const text = steady ? planText(pull, view) : [];
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
      ...(push.length === 0 ? planRolloutCheck(own, status) : []),
      ...merge.actions,
    ],
    problems: [],
    quiet: view.problems,
    decisions: [...(comment.decisions ?? []), ...merge.decisions],
    lookAgainMs: soonest([comment.lookAgainMs, nextChange(verdicts, snapshot.now)]),
  };
};

/**
 * Two steps. First the decision goes to the journal, where a pause that came before makes it fail. In the next pass, which
 * read everything anew and judged every gate again, it is carried out, if it is still the newest word.
 */
export const planMerge = (
  { decisions, merging, self }: Snapshot,
  { pull, ring, batch }: OwnPull,
  rollout: string,
  verdicts: readonly GateVerdict[],
): { readonly actions: readonly Action[]; readonly decisions: readonly NewEntry[] } => {
  if (verdicts.length === 0 || !allPass(verdicts) || merging.methods.length === 0)
    return { actions: [], decisions: [] };
  const decided = decisions.merging;
  if (decided?.seq === decisions.seq && decided.pull === pull.number && decided.head === pull.head) {
    const { number, head } = pull;
    return { actions: [{ kind: 'merge-pull', number, head, methods: merging.methods }], decisions: [] };
  }
  const decision = {
    kind: 'merge',
    rollout,
    ...(ring === '' ? {} : { ring }),
    ...(batch === undefined ? {} : { batch }),
    pull: pull.number,
    head: pull.head,
  } as const;
  return { actions: [], decisions: [{ by: self, decision }] };
};

/** When a verdict may become another without anything happening: a freeze ends, a soak, a deadline. Milliseconds from now. */
export const nextChange = (verdicts: readonly GateVerdict[], now: number): number | undefined =>
  soonest(verdicts.map((verdict) => (verdict.kind === 'wait' ? Math.max(1000, verdict.until - now) : undefined)));

export const soonest = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.flatMap((time) => time ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
};

/** Rewrites title and body when the plan in them is another; what a person wrote around the same plan stays. */
const planText = (pull: Pull, view: PullView): readonly Action[] => {
  const told = parseMarker('pull', pull.body);
  if (told.ok && told.value.plan === view.marker.plan) return [];
  return [
    { kind: 'update-pull', number: pull.number, title: renderPullTitle(subjectOf(view)), body: renderPullBody(view) },
  ];
};
