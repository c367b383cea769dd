import type { Decisions } from '../core/journal/decisions.ts';
import { ringsDeployed } from '../core/rollout/plan-deployments.ts';
import type { Snapshot } from '../core/rollout/snapshot.ts';
import { environmentOf, taskOf } from '../core/text/deployment-text.ts';
import { loadDeployment } from '../github/deployments.ts';
import type { Eyes } from './eyes.ts';

/** The Deployment of every ring that a rollout has reached and whose last word may not be said yet. */
export const observeDeployments = async (
  { octokit, repository, now }: Eyes,
  decisions: Decisions,
): Promise<Snapshot['deployments']> => {
  const found = new Map<string, NonNullable<Awaited<ReturnType<typeof loadDeployment>>>>();
  for (const { key, rollout, ring } of ringsDeployed(decisions, now)) {
    const deployment = await loadDeployment(octokit, repository, {
      environment: environmentOf(ring),
      task: taskOf(rollout),
    });
    if (deployment) found.set(key, deployment);
  }
  return found;
};
