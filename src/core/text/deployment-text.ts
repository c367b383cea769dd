import type { DeploymentState } from '../rollout/action.ts';
import { parseRolloutId } from '../rollout/rollout.ts';
import { cutText } from './fit.ts';

/** GitHub's limit for the description of a deployment and of its status. */
const LONGEST_DESCRIPTION = 140;

/** The environment of a ring: `canary`, or `trade/canary` where a repository has several networks. */
export const environmentOf = (ring: string, network?: string): string =>
  network === undefined ? ring : `${network}/${ring}`;

/** What a deployment is for: `cordage:trade@1.4.0`. Tells it from those that others make in the same environment. */
export const taskOf = (rollout: string): string => `cordage:${rollout}`;

/** How it stands with a ring, in at most 140 characters of plain text; the same for as long as the state is. */
export const describeDeployment = (rollout: string, ring: string, state: DeploymentState): string => {
  const { artifact, version } = parseRolloutId(rollout);
  return cutText(`${ring} ${STATES[state]}: ${artifact} ${version}`, LONGEST_DESCRIPTION);
};

const STATES: Readonly<Record<DeploymentState, string>> = {
  in_progress: 'on its way',
  success: 'done',
  failure: 'stopped',
  inactive: 'left before it was done',
};
