import type { Reply, Route } from '../http/route.ts';
import { canRead, canWrite } from './access.ts';
import { missing } from './body.ts';
import { latestRuns } from './protection-rules.ts';
import { resolveCommit } from './git-repository.ts';
import { renderDeployment, renderDeploymentStatus } from './payloads/deployment.ts';
import { conflict, unprocessable } from './refuse.ts';
import { created, listOf, ok, onRepository, orNotFound, type Visit } from './visit.ts';
import { emit } from './webhooks.ts';
import { DEPLOYMENT_STATES, type Deployment, type DeploymentStatus } from './world-code.ts';
import type { Repository, World } from './world.ts';

/** GitHub refuses to deploy what has failing or unfinished checks, unless told which contexts matter: none, say. */
const refuseUnready = (repository: Repository, { body }: Visit, sha: string): void => {
  const contexts = body.texts('required_contexts');
  const states = [
    ...latestRuns(repository, sha).map((run) => ({ name: run.name, passed: run.conclusion === 'success' })),
    ...repository.statuses
      .filter((one) => one.sha === sha)
      .map((one) => ({ name: one.context, passed: one.state === 'success' })),
  ];
  const latest = new Map(states.map(({ name, passed }) => [name, passed]));
  const wanted = contexts ?? [...latest.keys()];
  if (wanted.some((name) => latest.get(name) !== true))
    throw conflict('Conflict: Commit status checks failed for the ref.');
};

const createDeployment = async (world: World, visit: Visit): Promise<Reply> => {
  const { repository, body, actor } = visit;
  const ref = body.text('ref');
  const sha = await resolveCommit(repository.dir, ref);
  if (!sha) throw unprocessable(`No ref found for: ${ref}`);
  refuseUnready(repository, visit, sha);
  const payload = body.raw('payload') ?? {};
  const environment = body.optionalText('environment') ?? 'production';
  const now = world.now();
  const deployment: Deployment = {
    id: world.nextId(),
    sha,
    ref,
    task: body.optionalText('task') ?? 'deploy',
    payload: typeof payload === 'object' ? { ...payload } : JSON.stringify(payload),
    environment,
    description: body.nullableText('description') ?? null,
    login: actor().account.login,
    appId: actor().app?.id,
    transient: body.flag('transient_environment') ?? false,
    production: body.flag('production_environment') ?? environment === 'production',
    createdAt: now,
    updatedAt: now,
    statuses: [],
  };
  repository.deployments.set(deployment.id, deployment);
  const fields = { deployment: renderDeployment(world, repository, deployment), workflow: null, workflow_run: null };
  emit(world, repository, { name: 'deployment', action: 'created', actor: actor(), fields });
  return created(renderDeployment(world, repository, deployment));
};

const createStatus = (world: World, { repository, body, actor, id }: Visit): Reply => {
  const deployment = orNotFound(repository.deployments.get(id('deployment_id')));
  const state = body.choice('state', DEPLOYMENT_STATES);
  if (state === undefined) throw missing('state');
  const status: DeploymentStatus = {
    id: world.nextId(),
    login: actor().account.login,
    state,
    description: body.optionalText('description') ?? '',
    environment: body.optionalText('environment') ?? deployment.environment,
    environmentUrl: body.optionalText('environment_url') ?? '',
    logUrl: body.optionalText('log_url') ?? body.optionalText('target_url') ?? '',
    createdAt: world.now(),
  };
  if (state === 'success' && (body.flag('auto_inactive') ?? true)) retireOthers(world, repository, deployment);
  deployment.statuses.push(status);
  deployment.updatedAt = world.now();
  const rendered = renderDeploymentStatus(world, repository, deployment, status);
  const fields = { deployment_status: rendered, deployment: renderDeployment(world, repository, deployment) };
  emit(world, repository, { name: 'deployment_status', action: 'created', actor: actor(), fields });
  return created(rendered);
};

/** Documented: a success makes earlier successful deployments of the same lasting environment inactive. */
const retireOthers = (world: World, repository: Repository, current: Deployment): void => {
  for (const other of repository.deployments.values()) {
    const last = other.statuses.at(-1);
    const same =
      other !== current && other.environment === current.environment && !other.transient && !other.production;
    if (!same || last?.state !== 'success') continue;
    other.statuses.push({ ...last, id: world.nextId(), state: 'inactive', createdAt: world.now() });
  }
};

export const deploymentRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/deployments', canRead('deployments'), ({ repository, exchange: { query } }) => {
    const wanted = (name: 'sha' | 'ref' | 'task' | 'environment') => (deployment: Deployment) =>
      query.get(name) === null || deployment[name] === query.get(name);
    const found = [...repository.deployments.values()]
      .filter(wanted('sha'))
      .filter(wanted('ref'))
      .filter(wanted('task'))
      .filter(wanted('environment'))
      .toReversed();
    return listOf(found.map((deployment) => renderDeployment(world, repository, deployment)));
  }),
  onRepository(world, 'POST', '/deployments', canWrite('deployments'), (visit) => createDeployment(world, visit)),
  onRepository(world, 'GET', '/deployments/{deployment_id}', canRead('deployments'), ({ repository, id }) =>
    ok(renderDeployment(world, repository, orNotFound(repository.deployments.get(id('deployment_id'))))),
  ),
  onRepository(world, 'GET', '/deployments/{deployment_id}/statuses', canRead('deployments'), ({ repository, id }) => {
    const deployment = orNotFound(repository.deployments.get(id('deployment_id')));
    const newestFirst = deployment.statuses.toReversed();
    return listOf(newestFirst.map((status) => renderDeploymentStatus(world, repository, deployment, status)));
  }),
  onRepository(world, 'POST', '/deployments/{deployment_id}/statuses', canWrite('deployments'), (visit) =>
    createStatus(world, visit),
  ),
];
