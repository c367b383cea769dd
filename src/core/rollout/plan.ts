import { isError, type Problem } from '../problem.ts';
import { planDrift } from '../drift/plan-drift.ts';
import { planRequests } from '../request/plan-requests.ts';
import type { Network } from '../network/network.ts';
import type { Action, NewEntry } from './action.ts';
import { courseOf, type Course } from './course.ts';
import { planBaseCheck, planConfigPulls } from './plan-checks.ts';
import { planDeployments } from './plan-deployments.ts';
import { planEnded } from './plan-ended.ts';
import { planFront } from './plan-front.ts';
import { planNoting } from './plan-noting.ts';
import { planOutdated } from './plan-outdated.ts';
import { planOvertaken } from './plan-overtaken.ts';
import { planPersonPulls } from './plan-person-pulls.ts';
import { planPullRules } from './plan-pull-rules.ts';
import { planRefreshes } from './plan-refreshes.ts';
import { planReplies } from './plan-replies.ts';
import { planRollback } from './plan-rollback.ts';
import { planSettling } from './plan-settling.ts';
import { planSpared } from './plan-spared.ts';
import { planTakenBack } from './plan-taken-back.ts';
import type { OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, soonest, type BlobId, type Step } from './step.ts';

export type Plan = {
  /** In the order in which they are to be performed. */
  readonly actions: readonly Action[];
  /** Everything a person must be told, for metrics and the log; it also stands in checks and pull requests. */
  readonly problems: readonly Problem[];
  /** When to look again though nothing may have happened; milliseconds. */
  readonly lookAgainMs: number | undefined;
};

/**
 * The next step of every rollout of a network, from what was observed. Pure: the same snapshot gives the same plan,
 * and a world in which the plan was performed gives a plan without actions.
 */
export const planRollouts = (snapshot: Snapshot, blobId: BlobId): Plan => {
  // A journal that cannot be trusted may hold a pause: nothing moves until somebody has looked at it.
  const trusted = !snapshot.journalProblems.some(isError);
  const steps = snapshot.network && trusted ? planSteps(snapshot, snapshot.network, blobId) : [];
  const actions = steps.flatMap((step) => step.actions);
  const ofSteps = steps.flatMap((step) => step.problems);
  const told = eachOnce([
    ...snapshot.config.problems,
    ...(snapshot.network?.problems ?? []),
    ...snapshot.parameterProblems,
    ...snapshot.journalProblems,
    ...snapshot.releases.flatMap(({ problem }) => problem ?? []),
    ...ofSteps,
  ]);
  return {
    actions: [
      ...actions.filter(({ kind }) => kind === 'react'),
      ...keepDecisions(steps),
      ...actions.filter(({ kind }) => kind !== 'react'),
      ...planBaseCheck(snapshot, told, ofSteps.length > 0 || told.some(isError)),
      ...planConfigPulls(snapshot),
    ],
    problems: [...told, ...steps.flatMap((step) => step.quiet ?? [])],
    lookAgainMs: soonest(steps.map((step) => step.lookAgainMs)),
  };
};

const planSteps = (snapshot: Snapshot, network: Network, blobId: BlobId): readonly Step[] => {
  const courses = snapshot.prospects.map(({ draft }) => courseOf(snapshot, network, draft));
  // What people asked for and what was merged is written down before anything is judged by it.
  for (const first of [planRequests(snapshot, network, courses), planNoting(snapshot, courses)]) {
    if (first.decisions && first.decisions.length > 0) return [first];
  }
  return [
    planReplies(snapshot, network, courses),
    ...courses.map((course) => planSettling(snapshot, network, course)),
    ...snapshot.prospects.map((prospect) => planFront(snapshot, network, prospect, courses, blobId)),
    ...snapshot.restores.map((restore) => planRollback(snapshot, network, restore, blobId)),
    ...snapshot.ownPulls.map((own) => planOther(snapshot, network, own, courses)),
    planOvertaken(snapshot, courses),
    planDeployments(snapshot, courses),
    planPersonPulls(snapshot, network),
    planPullRules(snapshot, network),
    planSpared(snapshot, network),
    planDrift(snapshot, network),
    planRefreshes(snapshot),
  ];
};

/** Pull requests that are no front: those that ended, and those that nothing needs any more. */
const planOther = (snapshot: Snapshot, network: Network, own: OwnPull, courses: readonly Course[]): Step => {
  if (own.request !== undefined) return own.pull.state === 'open' ? NOTHING : planTakenBack(snapshot, own);
  return own.pull.state === 'open' ? planOutdated(snapshot, own) : planEnded(snapshot, network, own, courses);
};

/**
 * Every decision of a pass is one append, ahead of what follows from it and behind the sign that a comment was seen. Of decisions to merge the first alone: each must
 * be the newest word when it is carried out.
 */
const keepDecisions = (steps: readonly Step[]): readonly Action[] => {
  const all = steps.flatMap((step) => step.decisions ?? []);
  const merge = all.find(({ decision }) => decision.kind === 'merge');
  const entries: readonly NewEntry[] = all.filter((entry) => entry.decision.kind !== 'merge' || entry === merge);
  const ordered = [...entries.filter((entry) => entry !== merge), ...(merge ? [merge] : [])];
  return ordered.length === 0 ? [] : [{ kind: 'append-journal', entries: ordered }];
};

/** A pin that is shared with another ring is a problem of the network and of each rollout that needs it. */
const eachOnce = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];
