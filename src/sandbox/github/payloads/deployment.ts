import type { Deployment, DeploymentStatus } from '../world-code.ts';
import { isoTime, type Repository, type World } from '../world.ts';
import { renderLogin } from './account.ts';
import { renderAppById } from './app.ts';
import { apiOf } from './repository.ts';
import { nodeId, type Schemas } from './schemas.ts';

export const renderDeployment = (world: World, repository: Repository, deployment: Deployment) => {
  const url = `${apiOf(world, repository)}/deployments/${deployment.id}`;
  return {
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    url,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: renderLogin(world, deployment.login),
    created_at: isoTime(deployment.createdAt),
    updated_at: isoTime(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: apiOf(world, repository),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: renderAppById(world, deployment.appId),
  } satisfies Omit<Schemas['deployment'], 'payload'> & { payload: unknown };
};

export const renderDeploymentStatus = (
  world: World,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): Schemas['deployment-status'] => {
  const url = `${apiOf(world, repository)}/deployments/${deployment.id}`;
  return {
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    url: `${url}/statuses/${status.id}`,
    state: status.state,
    creator: renderLogin(world, status.login),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: isoTime(status.createdAt),
    updated_at: isoTime(status.createdAt),
    deployment_url: url,
    repository_url: apiOf(world, repository),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: renderAppById(world, deployment.appId),
  };
};
