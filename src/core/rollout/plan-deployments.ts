import type { Decisions } from '../journal/decisions.ts';
import { describeDeployment, environmentOf, parseShare, taskOf, type Share } from '../text/deployment-text.ts';
import type { Action, DeploymentState } from './action.ts';
import { shareLive, type Course, type RingCourse } from './course.ts';
import { EDIT_MS } from './plan-told.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, soonest, type Step } from './step.ts';

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

/**
 * One GitHub Deployment per ring and rollout, never per node. It gets a status at once when its state changes, and one for
 * each quarter of its nodes that became live, no more often than a comment is edited.
 */
export const planDeployments = (snapshot: Snapshot, courses: readonly Course[]): Step => {
  const { decisions, deployments, now } = snapshot;
  const waits: (number | undefined)[] = [];
  const actions = ringsDeployed(decisions, now).flatMap(({ key, rollout, ring }): readonly Action[] => {
    const there = deployments.get(key);
    const stand = courses.find(({ id }) => id === rollout)?.rings.find((one) => one.ring.name === ring);
    const state = stateOf(decisions, stand, rollout, ring);
    const share = state === 'in_progress' || state === 'failure' ? stand && shareLive(stand) : undefined;
    const description = describeDeployment(rollout, ring, state, share);
    if (!there) {
      const commit = decisions.rollouts[rollout]?.merged.find((part) => part.ring === ring)?.commit;
      const where = { environment: environmentOf(ring), task: taskOf(rollout) };
      return commit === undefined || state === 'inactive'
        ? []
        : [{ kind: 'create-deployment', commit, ...where, description, state }];
    }
    const isSame = there.state === state;
    if (isSame && (!share || quarterOf(share) === quarterOf(parseShare(there.description)))) return [];
    const wait = isSame ? there.at + EDIT_MS - now : 0;
    if (wait <= 0) return [{ kind: 'set-deployment', id: there.id, state, description }];
    waits.push(wait);
    return [];
  });
  return { ...NOTHING, actions, lookAgainMs: soonest(waits) };
};

/** Full quarters: a write to GitHub is for news, and the comment has every count. */
const quarterOf = (share: Share | undefined): number | undefined =>
  share && Math.floor((4 * share.live) / Math.max(1, share.nodes));

const stateOf = (
  { rollouts }: Decisions,
  stand: RingCourse | undefined,
  rollout: string,
  ring: string,
): DeploymentState => {
  const record = rollouts[rollout];
  if (record?.passed.some((one) => one.ring === ring)) return 'success';
  if (record?.ended) return 'inactive';
  return stand?.soaked.some(({ kind }) => kind === 'block') ? 'failure' : 'in_progress';
};
