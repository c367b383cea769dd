import { expect, it } from 'vitest';
import { createCheck, listHeadChecks, listOwnChecks } from '../../src/github/checks.ts';
import { sameCheck, type Check } from '../../src/core/rollout/check.ts';
import { octokitWith, PERMISSIONS } from '../sandbox/start.ts';
import { connect, connectTo, NET, REPO } from './connect.ts';

const check = (conclusion: Check['conclusion'], more: Partial<Check> = {}): Check => ({
  name: 'cordage/rollout',
  conclusion,
  title: 'waiting for approval',
  summary: 'since 14:02 UTC',
  annotations: [],
  startedAt: undefined,
  ...more,
});

it.each(['success', 'failure', 'neutral', 'action_required', 'pending'] as const)(
  'reads back what it put: %s',
  async (conclusion) => {
    const { cordage, commit, appId } = await connect();
    const head = await commit('main');
    const wanted = check(conclusion, { startedAt: Date.parse('2026-11-22T14:00:00Z') });
    await createCheck(cordage, NET, head, wanted);
    const own = await listOwnChecks(cordage, NET, head, appId);
    expect([...own.values()]).toEqual([wanted]);
    expect(sameCheck(own.get(wanted.name), { ...wanted, startedAt: undefined })).toBe(true);
  },
);

it('GitHub dates the first run of a check, and the runs after it carry that on', async () => {
  const { cordage, commit, appId, octokit } = await connect();
  const head = await commit('main');
  const read = async () => (await listOwnChecks(cordage, NET, head, appId)).get('cordage/rollout');
  await createCheck(cordage, NET, head, check('pending'));
  const first = await read();
  const { data } = await octokit.rest.checks.listForRef({ ...REPO, ref: head });
  expect(first?.startedAt).toBe(Date.parse(data.check_runs[0]?.started_at ?? ''));
  await createCheck(cordage, NET, head, check('success', { startedAt: 1_000_000 }));
  await createCheck(cordage, NET, head, check('pending', { startedAt: 1_000_000, title: 'again' }));
  expect(await read()).toMatchObject({ conclusion: 'pending', title: 'again', startedAt: 1_000_000 });
});

it('a run that GitHub gave up on is put anew', async () => {
  const run = {
    id: 1,
    name: 'cordage/rollout',
    status: 'completed',
    conclusion: 'stale',
    output: {},
    started_at: null,
  };
  const { octokit } = await connectTo(() => ({ body: { total_count: 1, check_runs: [run] } }));
  const own = await listOwnChecks(octokit, NET, 'c1', 7);
  expect(own.get('cordage/rollout')).toMatchObject({ conclusion: 'neutral', startedAt: undefined });
});

it("the checks of a head are everybody's but its own", async () => {
  const { cordage, sandbox, commit, appId, as, ada, octokit } = await connect();
  const head = await commit('main');
  const other = sandbox.seed.app({ slug: 'ci', permissions: PERMISSIONS, events: [], webhookSecret: 's' });
  const installationId = sandbox.seed.install(other.appId, 'acme', 'all');
  const ci = octokitWith(sandbox.apiUrl, { appId: other.appId, privateKey: other.privateKey, installationId });
  const run = (name: string, how: object) => ci.rest.checks.create({ ...REPO, head_sha: head, name, ...how });
  await run('build', { conclusion: 'failure' });
  await run('build', { conclusion: 'success' });
  await run('lint', { status: 'in_progress' });
  await octokit.rest.checks.create({ ...REPO, head_sha: head, name: 'lint', conclusion: 'failure' });
  const set = (context: string, state: 'success' | 'failure' | 'pending' | 'error') =>
    as(ada).rest.repos.createCommitStatus({ ...REPO, sha: head, context, state });
  await set('deploy', 'pending');
  await set('deploy', 'success');
  await set('build', 'error');
  await set('scan', 'pending');
  await set('rules', 'failure');
  const told = (await listHeadChecks(cordage, NET, head, appId)).map(({ name, state }) => `${name} ${state}`);
  expect(told.toSorted()).toEqual([
    'build failure',
    'build success',
    'deploy success',
    'lint pending',
    'rules failure',
    'scan pending',
  ]);
});

it.each([
  ['queued', null, 'pending'],
  ['in_progress', null, 'pending'],
  ['waiting', null, 'pending'],
  ['requested', null, 'pending'],
  ['pending', null, 'pending'],
  ['completed', 'success', 'success'],
  ['completed', 'neutral', 'success'],
  ['completed', 'skipped', 'success'],
  ['completed', 'failure', 'failure'],
  ['completed', 'cancelled', 'failure'],
  ['completed', 'timed_out', 'failure'],
  ['completed', 'action_required', 'failure'],
  ['completed', 'stale', 'failure'],
  ['completed', null, 'failure'],
  ['completed', 'something new', 'failure'],
])('a run that is %s, %s, is a %s', async (status, conclusion, state) => {
  const run = { id: 1, name: 'build', status, conclusion, app: null };
  const { octokit } = await connectTo((path) => ({
    body: path.includes('/check-runs')
      ? { total_count: 1, check_runs: [run] }
      : { total_count: 0, statuses: [], url: '' },
  }));
  expect(await listHeadChecks(octokit, NET, 'c1', 7)).toEqual([{ name: 'build', state }]);
});

it('reads all pages of runs and of statuses; one name of two Apps stands there twice', async () => {
  const run = (id: number, app: number) => ({
    id,
    name: `run ${id % 150}`,
    status: 'completed',
    conclusion: 'success',
    app: { id: app },
  });
  const runs = [...Array.from({ length: 150 }, (_, id) => run(id, 1)), run(150, 2), run(151, 7)];
  const statuses = Array.from({ length: 230 }, (_, n) => ({ context: `status ${n}`, state: 'success' }));
  const { octokit } = await connectTo((path) => {
    const url = new URL(path, 'http://x');
    const page = Number(url.searchParams.get('page') ?? 1);
    const cut = <T>(all: readonly T[]): readonly T[] => all.slice((page - 1) * 100, page * 100);
    return path.includes('/check-runs')
      ? {
          body: { total_count: runs.length, check_runs: cut(runs) },
          next: page * 100 < runs.length ? `${url.pathname}?page=${page + 1}` : undefined,
        }
      : { body: { total_count: statuses.length, statuses: cut(statuses), url: '' } };
  });
  const names = (await listHeadChecks(octokit, NET, 'c1', 7)).map(({ name }) => name);
  expect(names).toHaveLength(150 + 1 + 230);
  expect(names.filter((name) => name === 'run 0')).toHaveLength(2);
});
