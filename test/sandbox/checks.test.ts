import { afterEach, beforeEach, expect, test } from 'vitest';
import { octokitWith, PERMISSIONS, refusalOf, startStage, type Stage } from './start.ts';

let stage: Stage;
let head_sha: string;
beforeEach(async () => {
  stage = await startStage();
  head_sha = await stage.sandbox.seed.commit('acme/net', 'main', { 'a.txt': 'a' }, 'A', 'ada');
});
afterEach(() => stage.sandbox.close());

const repo = { owner: 'acme', repo: 'net' };
const annotation = { path: 'a.txt', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'no' } as const;
const output = (count: number) => ({
  title: 't',
  summary: 's',
  annotations: Array.from({ length: count }, () => annotation),
});

test('a run goes from queued to completed, and a conclusion completes it', async () => {
  const { octokit } = stage;
  const { data: run } = await octokit.rest.checks.create({ ...repo, name: 'rules', head_sha });
  expect(run).toMatchObject({ status: 'queued', conclusion: null, completed_at: null, app: { slug: 'cordage' } });
  const id = { ...repo, check_run_id: run.id };
  expect(
    await refusalOf(
      octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...id, status: 'completed' } as never),
    ),
  ).toMatch(/^422 .*"conclusion" wasn't supplied/s);
  const { data: done } = await octokit.rest.checks.update({ ...id, conclusion: 'failure', output: output(50) });
  expect(done).toMatchObject({ status: 'completed', conclusion: 'failure', output: { annotations_count: 50 } });
  await octokit.rest.checks.update({ ...id, output: output(1) });
  expect(await octokit.paginate(octokit.rest.checks.listAnnotations, id)).toHaveLength(51);
});

test('at most 50 annotations at once, on a commit that exists', async () => {
  const create = (more: Record<string, unknown>) =>
    refusalOf(stage.octokit.rest.checks.create({ ...repo, name: 'rules', head_sha, ...more }));
  expect(await create({ output: output(51) })).toMatch(/^422 .*No more than 50 items are allowed; 51 were supplied/s);
  expect(await create({ output: { title: 't', summary: 'x'.repeat(65_536) } })).toMatch(/^422/);
  expect(await create({ head_sha: 'f'.repeat(40) })).toBe(`422 No commit found for SHA: ${'f'.repeat(40)}`);
});

test('the newest run of a name counts, and all are kept', async () => {
  const { octokit } = stage;
  for (const conclusion of ['failure', 'success'] as const) {
    await octokit.rest.checks.create({ ...repo, name: 'rules', head_sha, conclusion });
  }
  const list = async (query: Record<string, unknown>) =>
    (await octokit.rest.checks.listForRef({ ...repo, ref: 'main', ...query })).data.check_runs.map(
      (run) => run.conclusion,
    );
  expect(await list({})).toEqual(['success']);
  expect(await list({ filter: 'all' })).toEqual(['success', 'failure']);
  expect(await list({ check_name: 'other' })).toEqual([]);
  expect(await list({ app_id: stage.appId })).toEqual(['success']);
  const { data } = await octokit.rest.checks.listSuitesForRef({ ...repo, ref: head_sha });
  expect(data).toMatchObject({ total_count: 1, check_suites: [{ status: 'completed', conclusion: 'success' }] });
});

test('runs belong to the App that made them; people have none', async () => {
  const { sandbox, octokit } = stage;
  const { data: run } = await octokit.rest.checks.create({ ...repo, name: 'rules', head_sha });
  const other = sandbox.seed.app({ slug: 'other', permissions: PERMISSIONS, events: [], webhookSecret: 's' });
  const installationId = sandbox.seed.install(other.appId, 'acme', 'all');
  const stranger = octokitWith(sandbox.apiUrl, { appId: other.appId, privateKey: other.privateKey, installationId });
  const update = { ...repo, check_run_id: run.id, conclusion: 'success' } as const;
  expect(await refusalOf(stranger.rest.checks.update(update))).toMatch(/^403 Invalid app_id/);
  const person = stage.as(stage.ada).rest.checks.create({ ...repo, name: 'rules', head_sha });
  expect(await refusalOf(person)).toBe('403 You must authenticate via a GitHub App.');
});

test('statuses combine by their newest per context', async () => {
  const { octokit } = stage;
  const combined = async () => (await octokit.rest.repos.getCombinedStatusForRef({ ...repo, ref: 'main' })).data;
  const set = (context: string, state: 'success' | 'failure' | 'pending') =>
    octokit.rest.repos.createCommitStatus({ ...repo, sha: head_sha, context, state });
  expect((await combined()).state).toBe('pending');
  await set('build', 'failure');
  expect((await combined()).state).toBe('failure');
  await set('build', 'success');
  await set('lint', 'pending');
  expect(await combined()).toMatchObject({ state: 'pending', total_count: 2, sha: head_sha });
  await set('lint', 'success');
  expect((await combined()).state).toBe('success');
});

test('a deployment waits for green checks, and keeps its states', async () => {
  const { octokit } = stage;
  await octokit.rest.checks.create({ ...repo, name: 'rules', head_sha, conclusion: 'failure' });
  const create = (more: Record<string, unknown> = {}) =>
    octokit.rest.repos.createDeployment({ ...repo, ref: 'main', environment: 'canary', auto_merge: false, ...more });
  expect(await refusalOf(create())).toMatch(/^409 Conflict: Commit status checks failed/);
  const { data } = await create({ required_contexts: [] });
  if (!('id' in data)) throw new Error('no deployment');
  for (const state of ['in_progress', 'success'] as const) {
    await octokit.rest.repos.createDeploymentStatus({ ...repo, deployment_id: data.id, state });
  }
  const { data: states } = await octokit.rest.repos.listDeploymentStatuses({ ...repo, deployment_id: data.id });
  expect(states.map(({ state }) => state)).toEqual(['success', 'in_progress']);
  const { data: found } = await octokit.rest.repos.listDeployments({ ...repo, environment: 'canary' });
  expect(found.map(({ sha }) => sha)).toEqual([head_sha]);
});
