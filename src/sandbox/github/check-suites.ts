import type { Route } from '../http/route.ts';
import { canRead, canWrite } from './access.ts';
import { installedRepositories } from './authenticate.ts';
import { readCommit } from './git-objects.ts';
import { resolveCommit } from './git-repository.ts';
import { renderCheckSuite } from './payloads/check.ts';
import type { RefChange } from './payloads/push.ts';
import { forbidden, unprocessable } from './refuse.ts';
import { created, onRepository, ok, orNotFound } from './visit.ts';
import { emit } from './webhooks.ts';
import type { CheckSuite } from './world-code.ts';
import { keyOf, type Actor, type App, type Repository, type World } from './world.ts';

/** The App's suite of a commit: there is one, made when first needed. */
export const suiteFor = (
  world: World,
  repository: Repository,
  app: App,
  headSha: string,
  branch: string | null,
): CheckSuite => {
  const suites = [...repository.checkSuites.values()];
  const known = suites.find((suite) => suite.appId === app.id && suite.headSha === headSha);
  if (known) return known;
  const now = world.now();
  const suite = { id: world.nextId(), appId: app.id, headSha, headBranch: branch, createdAt: now, updatedAt: now };
  repository.checkSuites.set(suite.id, suite);
  return suite;
};

/** A push asks every App that may write checks for a suite on the new commit. */
export const suitesForPush = async (
  world: World,
  repository: Repository,
  actor: Actor,
  change: RefChange,
): Promise<void> => {
  for (const installation of world.installations.values()) {
    const app = world.apps.get(installation.appId);
    if (!app || installation.suspendedAt !== undefined || installation.permissions['checks'] !== 'write') continue;
    if (!installedRepositories(world, installation).has(keyOf(repository))) continue;
    const suite = suiteFor(world, repository, app, change.after, change.ref.replace('refs/heads/', ''));
    await emitSuite(world, repository, actor, suite, 'requested');
  }
};

/** A request for a suite goes to the App whose suite it is; that one is complete, all may know. */
export const emitSuite = async (
  world: World,
  repository: Repository,
  actor: Actor,
  suite: CheckSuite,
  action: 'requested' | 'rerequested' | 'completed',
): Promise<void> => {
  const commit = await readCommit(repository.dir, suite.headSha);
  const fields = { check_suite: renderCheckSuite(world, repository, suite, commit) };
  const onlyApp = action === 'completed' ? {} : { onlyApp: suite.appId };
  emit(world, repository, { name: 'check_suite', action, actor, fields, ...onlyApp });
};

export const checkSuiteRoutes = (world: World): readonly Route[] => [
  onRepository(
    world,
    'GET',
    '/commits/{ref}/check-suites',
    canRead('checks'),
    async ({ repository, param, exchange }) => {
      const sha = orNotFound(await resolveCommit(repository.dir, param('ref')));
      const commit = await readCommit(repository.dir, sha);
      const appId = exchange.query.get('app_id');
      const suites = [...repository.checkSuites.values()].filter(
        (suite) => suite.headSha === sha && (appId === null || String(suite.appId) === appId),
      );
      const list = suites.map((suite) => renderCheckSuite(world, repository, suite, commit));
      return { status: 200, list, wrap: 'check_suites' };
    },
  ),
  onRepository(world, 'GET', '/check-suites/{check_suite_id}', canRead('checks'), async ({ repository, id }) => {
    const suite = orNotFound(repository.checkSuites.get(id('check_suite_id')));
    return ok(renderCheckSuite(world, repository, suite, await readCommit(repository.dir, suite.headSha)));
  }),
  onRepository(world, 'POST', '/check-suites', canWrite('checks'), async ({ repository, body, actor }) => {
    const { app } = actor();
    if (!app) throw forbidden('You must authenticate via a GitHub App.');
    const sha = body.text('head_sha');
    if ((await resolveCommit(repository.dir, sha)) === undefined)
      throw unprocessable(`No commit found for SHA: ${sha}`);
    const suite = suiteFor(world, repository, app, sha, null);
    return created(renderCheckSuite(world, repository, suite, await readCommit(repository.dir, sha)));
  }),
  onRepository(
    world,
    'POST',
    '/check-suites/{check_suite_id}/rerequest',
    canWrite('checks'),
    async ({ repository, id, actor }) => {
      const suite = orNotFound(repository.checkSuites.get(id('check_suite_id')));
      await emitSuite(world, repository, actor(), suite, 'rerequested');
      return created({});
    },
  ),
];
