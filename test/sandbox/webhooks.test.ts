import { afterEach, beforeEach, expect, test } from 'vitest';
import { startReceiver, startStage, SECRET, type Stage } from './start.ts';

let stage: Stage;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  receiver = await startReceiver();
  stage = await startStage({ webhookUrl: receiver.url });
  await stage.sandbox.deliveries.settled();
  receiver.received.splice(0);
});
afterEach(async () => {
  await stage.sandbox.close();
  await receiver.close();
});

const repo = { owner: 'acme', repo: 'net' };
const issue = (title: string) => stage.octokit.rest.issues.create({ ...repo, title });

const received = async (): Promise<readonly string[]> => {
  await stage.sandbox.deliveries.settled();
  return receiver.received.map(({ body }) => (JSON.parse(body) as { issue: { title: string } }).issue.title);
};

test('held webhooks are let go in any order, none, once or more often', async () => {
  const { deliveries } = stage.sandbox;
  deliveries.hold();
  for (const title of ['a', 'b', 'c']) await issue(title);
  expect(await received()).toEqual([]);
  deliveries.release(([a, , c]) => [c, a, c, c].flatMap((one) => one ?? []));
  expect(await received()).toEqual(['c', 'a', 'c', 'c']);
  const guids = receiver.received.map(({ headers }) => headers['x-github-delivery']);
  expect(new Set([guids[0], guids[2], guids[3]]).size).toBe(1);
  await issue('d');
  expect(await received()).toEqual(['c', 'a', 'c', 'c', 'd']);
});

test('webhooks are lost while a rule says so', async () => {
  const stop = stage.sandbox.deliveries.drop(({ event }) => event === 'issues');
  await issue('lost');
  stop();
  await issue('kept');
  expect(await received()).toEqual(['kept']);
});

test('the App reads its log and asks for one again', async () => {
  await issue('a');
  await received();
  const { data: log } = await stage.app.rest.apps.listWebhookDeliveries({ per_page: 1 });
  expect(log).toMatchObject([{ event: 'issues', action: 'opened', status: 'OK', status_code: 200, redelivery: false }]);
  const delivery_id = Number(log[0]?.id);
  await stage.app.rest.apps.redeliverWebhookDelivery({ delivery_id });
  expect(await received()).toEqual(['a', 'a']);
  const { data: one } = await stage.app.rest.apps.getWebhookDelivery({ delivery_id });
  expect(one.request.payload).toMatchObject({ action: 'opened', installation: { id: stage.installationId } });
  const pages = await stage.app.paginate(stage.app.rest.apps.listWebhookDeliveries, { per_page: 1 });
  expect(pages.map(({ redelivery, event }) => `${event} ${redelivery}`)).toEqual([
    'issues true',
    'issues false',
    'installation false',
  ]);
});

test('an App is told what it subscribed to and may read, where it is installed', async () => {
  const { seed, world } = stage.sandbox;
  await seed.repository({ owner: 'acme', name: 'elsewhere', files: { a: '1' } });
  await stage.as(stage.ada).rest.issues.create({ owner: 'acme', repo: 'elsewhere', title: 'foreign' });
  expect(await received()).toEqual([]);
  const installation = world.installations.get(stage.installationId);
  if (!installation) throw new Error('no installation');
  installation.permissions = { metadata: 'read', contents: 'read' };
  await stage.as(stage.ada).rest.issues.create({ ...repo, title: 'not permitted' });
  installation.permissions = { metadata: 'read', issues: 'read' };
  installation.events = ['push'];
  await stage.as(stage.ada).rest.issues.create({ ...repo, title: 'not subscribed' });
  expect(await received()).toEqual([]);
});

test('other Apps learn of checks that ended, and not of those that are asked for', async () => {
  const { seed, deliveries } = stage.sandbox;
  const events = ['check_run', 'check_suite', 'status'];
  const { appId } = seed.app({
    slug: 'ci',
    permissions: { checks: 'read', statuses: 'read' },
    events,
    webhookSecret: '',
  });
  seed.install(appId, 'acme', ['net']);
  const head_sha = await seed.commit('acme/net', 'main', { a: '1' }, 'Change', 'ada');
  const { checks, repos } = stage.octokit.rest;
  const { data: run } = await checks.create({ ...repo, name: 'rules', head_sha, conclusion: 'success' });
  await checks.rerequestRun({ ...repo, check_run_id: run.id });
  await repos.createCommitStatus({ ...repo, sha: head_sha, state: 'pending' });
  await deliveries.settled();
  const told = deliveries.list().filter((delivery) => delivery.appId === appId);
  expect(told.map(({ event, action }) => [event, action].filter(Boolean).join('.'))).toEqual([
    'installation.created',
    'check_run.created',
    'check_run.completed',
    'check_suite.completed',
    'status',
  ]);
});

test('an installation tells what it covers, when it is made, changed, suspended and removed', async () => {
  const { seed } = stage.sandbox;
  await seed.repository({ owner: 'acme', name: 'more', files: { a: '1' } });
  seed.select(stage.installationId, ['more'], 'ada');
  seed.select(stage.installationId, 'all', 'ada');
  await seed.repository({ owner: 'acme', name: 'new', files: { a: '1' } });
  const { apps } = stage.app.rest;
  const target = { installation_id: stage.installationId };
  await apps.suspendInstallation(target);
  await apps.unsuspendInstallation(target);
  await apps.deleteInstallation(target);
  const told = stage.sandbox.deliveries.list().map(({ event, action, payload }) => {
    const names = (list: unknown) => (list as readonly { name: string }[] | undefined)?.map(({ name }) => name) ?? [];
    const { repositories, repositories_added: added, repositories_removed: removed } = payload;
    return [`${event}.${action}`, ...names(repositories), ...names(added), ...names(removed)].join(' ');
  });
  expect(told).toEqual([
    'installation.created net',
    'installation_repositories.added more',
    'installation_repositories.removed net',
    'installation_repositories.added net',
    'installation.suspend',
    'installation.unsuspend',
    'installation.deleted',
  ]);
});

test('a receiver that is not there is noted, and nobody tries again', async () => {
  await receiver.close();
  await issue('a');
  await stage.sandbox.deliveries.settled();
  const last = stage.sandbox.deliveries.list().at(-1);
  expect(last).toMatchObject({ state: 'sent', statusCode: 0, status: 'failed to connect to host' });
  receiver = await startReceiver();
});

test('headers are those of GitHub', async () => {
  await issue('a');
  await received();
  const { headers } = receiver.received[0] ?? {};
  expect(SECRET).not.toBe('');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-github-event': 'issues',
    'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-github-hook-installation-target-type': 'integration',
    'x-github-hook-installation-target-id': String(stage.appId),
    'x-hub-signature-256': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
  });
});
