import type { DeploymentState } from '../rollout/action.ts';
import { parseRolloutId } from '../rollout/rollout.ts';
import { cutText } from './fit.ts';
import { renderLive } from './progress.ts';

/** GitHub's limit for the description of a deployment and of its status. */
const LONGEST_DESCRIPTION = 140;

/** The environment of a ring: `canary`, or `trade/canary` where a repository has several networks. */
export const environmentOf = (ring: string, network?: string): string =>
  network === undefined ? ring : `${network}/${ring}`;

/** What a deployment is for: `cordage:trade@1.4.0`. Tells it from those that others make in the same environment. */
export const taskOf = (rollout: string): string => `cordage:${rollout}`;

/** How many of a ring's nodes are live on the version, those that move later among them. */
export type Share = { readonly live: number; readonly nodes: number };

/** How it stands with a ring, in at most 140 characters of plain text: `canary on its way, 61 of 118 live: trade 1.4.0`. */
export const describeDeployment = (rollout: string, ring: string, state: DeploymentState, share?: Share): string => {
  const { artifact, version } = parseRolloutId(rollout);
  const live = share ? `, ${renderLive(share)}` : '';
  return cutText(`${ring} ${STATES[state]}${live}: ${artifact} ${version}`, LONGEST_DESCRIPTION);
};

/** What a description says of the share; undefined for one that says nothing of it. */
export const parseShare = (description: string): Share | undefined => {
  const told = /, ([\d,]+) of ([\d,]+) live: /.exec(description);
  const [live, nodes] = (told ?? []).slice(1).map((count) => Number(count.replaceAll(',', '')));
  return live === undefined || nodes === undefined ? undefined : { live, nodes };
};

const STATES: Readonly<Record<DeploymentState, string>> = {
  in_progress: 'on its way',
  success: 'done',
  failure: 'stopped',
  inactive: 'left before it was done',
};
