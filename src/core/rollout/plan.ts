import { isError, type Problem } from '../problem.ts';
import type { Action } from './action.ts';
import { planBaseCheck, planConfigPulls } from './plan-checks.ts';
import { planEnded } from './plan-ended.ts';
import { planOutdated } from './plan-outdated.ts';
import { planProspect } from './plan-prospect.ts';
import type { Snapshot } from './snapshot.ts';
import type { BlobId } from './step.ts';

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
  const steps = snapshot.network
    ? [
        ...snapshot.prospects.map((prospect) => planProspect(snapshot, prospect, blobId)),
        ...snapshot.ownPulls.map((own) =>
          own.pull.state === 'open' ? planOutdated(snapshot, own) : planEnded(snapshot, own),
        ),
      ]
    : [];
  const ofSteps = steps.flatMap((step) => step.problems);
  const told = eachOnce([
    ...snapshot.config.problems,
    ...(snapshot.network?.problems ?? []),
    ...snapshot.releases.flatMap(({ problem }) => problem ?? []),
    ...ofSteps,
  ]);
  const looks = steps.flatMap((step) => step.lookAgainMs ?? []);
  return {
    actions: [
      ...steps.flatMap((step) => step.actions),
      ...planBaseCheck(snapshot, told, ofSteps.length > 0 || told.some(isError)),
      ...planConfigPulls(snapshot),
    ],
    problems: [...told, ...steps.flatMap((step) => step.quiet ?? [])],
    lookAgainMs: looks.length > 0 ? Math.min(...looks) : undefined,
  };
};

/** A pin that is shared with another ring is a problem of the network and of each rollout that needs it. */
const eachOnce = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];
