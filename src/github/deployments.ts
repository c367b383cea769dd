import type { DeploymentState } from '../core/rollout/action.ts';
import type { RingDeployment } from '../core/rollout/snapshot.ts';
import type { Octokit } from './client.ts';
import { splitName } from './installations.ts';

type Where = { readonly environment: string; readonly task: string };

/** The newest Deployment of a task in an environment, with its newest status. */
export const loadDeployment = async (
  octokit: Octokit,
  repository: string,
  { environment, task }: Where,
): Promise<RingDeployment | undefined> => {
  const names = splitName(repository);
  const { data } = await octokit.rest.repos.listDeployments({ ...names, environment, task, per_page: 1 });
  const [deployment] = data;
  if (!deployment) return undefined;
  const { data: statuses } = await octokit.rest.repos.listDeploymentStatuses({
    ...names,
    deployment_id: deployment.id,
    per_page: 1,
  });
  const [newest] = statuses;
  return {
    id: deployment.id,
    state: newest?.state ?? 'pending',
    description: newest?.description ?? '',
    at: Date.parse((newest ?? deployment).created_at),
  };
};

/**
 * Notes that a commit goes to an environment. Cordage has judged it, so GitHub's own conditions are switched off. A ring
 * is always production: GitHub calls former deployments inactive in other environments by itself.
 */
export const createDeployment = async (
  octokit: Octokit,
  repository: string,
  { commit, description, ...where }: Where & { readonly commit: string; readonly description: string },
): Promise<number> => {
  const { data } = await octokit.rest.repos.createDeployment({
    ...splitName(repository),
    ...where,
    ref: commit,
    description,
    auto_merge: false,
    required_contexts: [],
    production_environment: true,
  });
  if (!('id' in data)) throw new Error(`GitHub did not make a deployment: ${data.message ?? 'no reason given'}`);
  return data.id;
};

/**
 * Says how it stands with this one, and leaves the others of the environment alone: a ring runs many artifacts, and if
 * one artifact's success made another's inactive, both would be set right for ever.
 */
export const setDeploymentStatus = async (
  octokit: Octokit,
  repository: string,
  id: number,
  { state, description }: { readonly state: DeploymentState; readonly description: string },
): Promise<void> => {
  await octokit.rest.repos.createDeploymentStatus({
    ...splitName(repository),
    deployment_id: id,
    state,
    description,
    auto_inactive: false,
  });
};
