import type { Route } from '../http/route.ts';
import { canRead, canWrite } from './access.ts';
import { readCommit } from './git-objects.ts';
import { listRefs, resolveCommit } from './git-repository.ts';
import { renderLogin } from './payloads/account.ts';
import { renderCommit } from './payloads/commit.ts';
import { apiOf, renderMinimalRepository } from './payloads/repository.ts';
import { nodeId, type Schemas } from './payloads/schemas.ts';
import { missing } from './body.ts';
import { renderShortBranch } from './branches.ts';
import { unprocessable } from './refuse.ts';
import { created, listOf, ok, onRepository, orNotFound } from './visit.ts';
import { emit } from './webhooks.ts';
import type { Status } from './world-code.ts';
import { fullName, isoTime, type Actor, type Repository, type World } from './world.ts';

/** Documented: "there is a limit of 1000 statuses per sha and context". */
const MOST_PER_CONTEXT = 1000;

const STATES = ['error', 'failure', 'pending', 'success'] as const;

const renderSimple = (world: World, repository: Repository, status: Status): Schemas['simple-commit-status'] => ({
  id: status.id,
  node_id: nodeId('StatusContext', status.id),
  url: `${apiOf(world, repository)}/statuses/${status.sha}`,
  avatar_url: renderLogin(world, status.login).avatar_url,
  state: status.state,
  description: status.description,
  target_url: status.targetUrl,
  context: status.context,
  created_at: isoTime(status.createdAt),
  updated_at: isoTime(status.createdAt),
});

const renderStatus = (world: World, repository: Repository, status: Status): Schemas['status'] => ({
  ...renderSimple(world, repository, status),
  creator: renderLogin(world, status.login),
});

const announce = async (world: World, repository: Repository, actor: Actor, status: Status): Promise<void> => {
  const { url: _url, node_id: _node, ...told } = renderSimple(world, repository, status);
  const heads = await listRefs(repository.dir, 'refs/heads/');
  const fields = {
    ...told,
    sha: status.sha,
    name: fullName(repository),
    commit: renderCommit(world, repository, await readCommit(repository.dir, status.sha)),
    // GitHub names those that contain the commit, at most ten; here only those that end with it.
    branches: [...heads].flatMap(([ref, sha]) =>
      sha === status.sha ? [renderShortBranch(world, repository, ref, sha)] : [],
    ),
  };
  emit(world, repository, { name: 'status', actor, fields });
};

/** Failure over waiting over success; nothing at all is waiting. */
const combine = (statuses: readonly Status[]): 'failure' | 'pending' | 'success' => {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure';
  return statuses.length === 0 || statuses.some(({ state }) => state === 'pending') ? 'pending' : 'success';
};

export const statusRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'POST', '/statuses/{sha}', canWrite('statuses'), async ({ repository, body, param, actor }) => {
    const sha = await resolveCommit(repository.dir, param('sha'));
    if (sha === undefined || sha !== param('sha')) throw unprocessable(`No commit found for SHA: ${param('sha')}`);
    const state = body.choice('state', STATES);
    if (state === undefined) throw missing('state');
    const context = body.optionalText('context') ?? 'default';
    const before = repository.statuses.filter((known) => known.sha === sha && known.context === context);
    if (before.length >= MOST_PER_CONTEXT) {
      throw unprocessable('Validation failed: This SHA and context has reached the maximum number of statuses.');
    }
    const status: Status = {
      id: world.nextId(),
      sha,
      context,
      state,
      description: body.nullableText('description') ?? null,
      targetUrl: body.nullableText('target_url') ?? null,
      login: actor().account.login,
      createdAt: world.now(),
    };
    repository.statuses.push(status);
    await announce(world, repository, actor(), status);
    return created(renderStatus(world, repository, status));
  }),
  onRepository(world, 'GET', '/commits/{ref}/statuses', canRead('statuses'), async ({ repository, param }) => {
    const sha = orNotFound(await resolveCommit(repository.dir, param('ref')));
    const newestFirst = repository.statuses.filter((status) => status.sha === sha).toReversed();
    return listOf(newestFirst.map((status) => renderStatus(world, repository, status)));
  }),
  onRepository(world, 'GET', '/commits/{ref}/status', canRead('statuses'), async ({ repository, param }) => {
    const sha = orNotFound(await resolveCommit(repository.dir, param('ref')));
    const all = repository.statuses.filter((status) => status.sha === sha);
    const latest = [...new Map(all.map((status) => [status.context, status])).values()];
    const api = apiOf(world, repository);
    return ok({
      state: combine(latest),
      statuses: latest.map((status) => renderSimple(world, repository, status)),
      sha,
      total_count: latest.length,
      repository: renderMinimalRepository(world, repository),
      commit_url: `${api}/commits/${sha}`,
      url: `${api}/commits/${sha}/status`,
    } satisfies Schemas['combined-commit-status']);
  }),
];
