import type { Decisions } from '../journal/decisions.ts';
import { describeDeployment, environmentOf, taskOf } from '../text/deployment-text.ts';
import type { Action, DeploymentState } from './action.ts';
import type { Course } from './course.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

type RingOfRollout = { readonly key: string; readonly rollout: string; readonly ring: string };

/** How long after the last change of a rollout its Deployments are still brought up to date; milliseconds. */
const AFTERCARE_MS = 24 * 3_600_000;

/** Rings that something was merged in, of rollouts that are under way or ended lately. */
export const ringsDeployed = ({ rollouts }: Decisions, now: number): readonly RingOfRollout[] =>
  Object.values(rollouts)
    .filter(({ ended }) => ended === undefined || now - ended.at < AFTERCARE_MS)
    .flatMap(({ id, merged }) =>
      [...new Set(merged.map(({ ring }) => ring))].map((ring) => ({ key: `${id} ${ring}`, rollout: id, ring })),
    );

/** One GitHub Deployment per ring and rollout, never per node; its state changes a few times in all. */
export const planDeployments = (snapshot: Snapshot, courses: readonly Course[]): Step => {
  const { decisions, deployments, now } = snapshot;
  const actions = ringsDeployed(decisions, now).flatMap(({ key, rollout, ring }): readonly Action[] => {
    const there = deployments.get(key);
    const state = stateOf(decisions, courses, rollout, ring);
    const description = describeDeployment(rollout, ring, state);
    if (!there) {
      const commit = decisions.rollouts[rollout]?.merged.find((part) => part.ring === ring)?.commit;
      return commit === undefined || state === 'inactive'
        ? []
        : [
            {
              kind: 'create-deployment',
              commit,
              environment: environmentOf(ring),
              task: taskOf(rollout),
              description,
              state,
            },
          ];
    }
    return there.state === state ? [] : [{ kind: 'set-deployment', id: there.id, state, description }];
  });
  return { ...NOTHING, actions };
};

const stateOf = (
  { rollouts }: Decisions,
  courses: readonly Course[],
  rollout: string,
  ring: string,
): DeploymentState => {
  const record = rollouts[rollout];
  if (record?.passed.some((one) => one.ring === ring)) return 'success';
  if (record?.ended) return 'inactive';
  const course = courses.find(({ id }) => id === rollout)?.rings.find((one) => one.ring.name === ring);
  return course?.soaked.some(({ kind }) => kind === 'block') ? 'failure' : 'in_progress';
};
