import type { Reply, Route } from '../http/route.ts';
import { canRead, canWrite } from './access.ts';
import { readOutput, readRunChanges } from './check-input.ts';
import { emitSuite, suiteFor } from './check-suites.ts';
import { readRef, resolveCommit } from './git-repository.ts';
import { readCommit } from './git-objects.ts';
import { renderCheckRun, renderCheckSuite, suiteState } from './payloads/check.ts';
import { forbidden, unprocessable } from './refuse.ts';
import { created, listOf, onRepository, ok, orNotFound, type Visit } from './visit.ts';
import { emit } from './webhooks.ts';
import type { CheckRun } from './world-code.ts';
import type { Actor, App, Repository, World } from './world.ts';

const ownApp = (actor: Actor): App => {
  if (!actor.app) throw forbidden('You must authenticate via a GitHub App.');
  return actor.app;
};

/** Tells of a run, and of its suite when that was the last run to complete. */
const announce = async (
  world: World,
  repository: Repository,
  actor: Actor,
  run: CheckRun,
  action: 'created' | 'completed' | 'rerequested',
): Promise<void> => {
  const suite = repository.checkSuites.get(run.suiteId);
  const head = await readCommit(repository.dir, run.headSha);
  // Webhooks tell all of the suite, where the API gives its id alone.
  const check_suite = suite && renderCheckSuite(world, repository, suite, head);
  const fields = { check_run: { ...renderCheckRun(world, repository, run), check_suite } };
  const onlyApp = action === 'rerequested' ? { onlyApp: run.appId } : {};
  emit(world, repository, { name: 'check_run', action, actor, fields, ...onlyApp });
  if (suite && action === 'completed' && suiteState(repository, suite).status === 'completed') {
    suite.updatedAt = world.now();
    await emitSuite(world, repository, actor, suite, 'completed');
  }
};

const createRun = async (world: World, { repository, body, actor }: Visit): Promise<Reply> => {
  const by = actor();
  const app = ownApp(by);
  const name = body.text('name');
  const headSha = body.text('head_sha');
  const known = /^[0-9a-f]{40}$/.test(headSha) && (await readRef(repository.dir, `${headSha}^{commit}`));
  if (!known) throw unprocessable(`No commit found for SHA: ${headSha}`);
  const suite = suiteFor(world, repository, app, headSha, null);
  const empty = { title: null, summary: null, text: null, annotations: [] };
  const run: CheckRun = {
    id: world.nextId(),
    suiteId: suite.id,
    appId: app.id,
    headSha,
    name,
    externalId: '',
    detailsUrl: `${world.url}/apps/${app.slug}`,
    status: 'queued',
    conclusion: null,
    startedAt: world.now(),
    completedAt: undefined,
    ...empty,
    ...readOutput(body, empty),
  };
  Object.assign(run, readRunChanges(body, run, world.now()));
  repository.checkRuns.set(run.id, run);
  await announce(world, repository, by, run, 'created');
  if (run.status === 'completed') await announce(world, repository, by, run, 'completed');
  return created(renderCheckRun(world, repository, run));
};

const updateRun = async (world: World, { repository, body, actor, id }: Visit): Promise<Reply> => {
  const by = actor();
  const app = ownApp(by);
  const run = orNotFound(repository.checkRuns.get(id('check_run_id')));
  if (run.appId !== app.id)
    throw forbidden(
      `Invalid app_id \`${run.appId}\` - check run can only be modified by the GitHub App that created it.`,
    );
  const before = run.status;
  Object.assign(run, readRunChanges(body, run, world.now()), readOutput(body, run));
  run.name = body.optionalText('name') ?? run.name;
  if (before !== 'completed' && run.status === 'completed') await announce(world, repository, by, run, 'completed');
  return ok(renderCheckRun(world, repository, run));
};

/** The newest run of each name of each App unless all are asked for, newest first. */
const selectRuns = ({ exchange: { query } }: Visit, runs: readonly CheckRun[]): readonly CheckRun[] => {
  const name = query.get('check_name');
  const status = query.get('status');
  const appId = query.get('app_id');
  const latest = new Map(runs.map((run) => [`${run.appId}/${run.suiteId}/${run.name}`, run]));
  return (query.get('filter') === 'all' ? [...runs] : [...latest.values()])
    .filter((run) => name === null || run.name === name)
    .filter((run) => status === null || run.status === status)
    .filter((run) => appId === null || String(run.appId) === appId)
    .toSorted((a, b) => b.id - a.id);
};

const wrapRuns = (world: World, repository: Repository, runs: readonly CheckRun[]): Reply => ({
  status: 200,
  list: runs.map((run) => renderCheckRun(world, repository, run)),
  wrap: 'check_runs',
});

export const checkRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'POST', '/check-runs', canWrite('checks'), (visit) => createRun(world, visit)),
  onRepository(world, 'PATCH', '/check-runs/{check_run_id}', canWrite('checks'), (visit) => updateRun(world, visit)),
  onRepository(world, 'GET', '/check-runs/{check_run_id}', canRead('checks'), ({ repository, id }) =>
    ok(renderCheckRun(world, repository, orNotFound(repository.checkRuns.get(id('check_run_id'))))),
  ),
  onRepository(world, 'GET', '/check-runs/{check_run_id}/annotations', canRead('checks'), ({ repository, id }) => {
    const { annotations } = orNotFound(repository.checkRuns.get(id('check_run_id')));
    return listOf(annotations.map((annotation) => ({ ...annotation, blob_href: '' })));
  }),
  onRepository(world, 'POST', '/check-runs/{check_run_id}/rerequest', canWrite('checks'), async (visit) => {
    const run = orNotFound(visit.repository.checkRuns.get(visit.id('check_run_id')));
    await announce(world, visit.repository, visit.actor(), run, 'rerequested');
    return created({});
  }),
  onRepository(world, 'GET', '/commits/{ref}/check-runs', canRead('checks'), async (visit) => {
    const { repository, param } = visit;
    const sha = await resolveCommit(repository.dir, param('ref'));
    if (!sha) throw unprocessable(`No commit found for SHA: ${param('ref')}`);
    const runs = [...repository.checkRuns.values()].filter((run) => run.headSha === sha);
    return wrapRuns(world, repository, selectRuns(visit, runs));
  }),
  onRepository(world, 'GET', '/check-suites/{check_suite_id}/check-runs', canRead('checks'), (visit) => {
    const suite = orNotFound(visit.repository.checkSuites.get(visit.id('check_suite_id')));
    const runs = [...visit.repository.checkRuns.values()].filter((run) => run.suiteId === suite.id);
    return wrapRuns(world, visit.repository, selectRuns(visit, runs));
  }),
];
