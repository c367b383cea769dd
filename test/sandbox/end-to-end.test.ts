import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runGit } from './git-client.ts';
import { SECRET, startReceiver, startStage, type Stage } from './start.ts';

let stage: Stage;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let dir: string;

beforeEach(async () => {
  receiver = await startReceiver();
  stage = await startStage({ webhookUrl: receiver.url });
  dir = await mkdtemp(join(tmpdir(), 'cordage-test-'));
});

afterEach(async () => {
  await stage.sandbox.close();
  await receiver.close();
  await rm(dir, { recursive: true, force: true });
});

const repo = { owner: 'acme', repo: 'net' };

test('an App fetches, pushes a branch, opens a pull request, comments, labels, checks and merges it', async () => {
  const { sandbox, octokit } = stage;
  const { token } = (await octokit.auth({ type: 'installation' })) as { token: string };
  const work = join(dir, 'work');
  expect(await runGit(dir, ['clone', '-q', `${sandbox.url}/acme/net.git`, work], token)).toMatchObject({ status: 0 });
  await runGit(work, ['checkout', '-q', '-b', 'change']);
  await writeFile(join(work, 'README.md'), 'two\n');
  await runGit(work, ['commit', '-q', '-a', '-m', 'Two']);
  expect(await runGit(work, ['push', '-q', 'origin', 'change'], token)).toMatchObject({ status: 0, err: '' });
  const head = (await runGit(work, ['rev-parse', 'HEAD'])).out;

  const { data: pull } = await octokit.rest.pulls.create({
    ...repo,
    head: 'change',
    base: 'main',
    title: 'T',
    body: 'B',
  });
  expect(pull).toMatchObject({ number: 1, state: 'open', mergeable: null, commits: 1, changed_files: 1 });
  expect(pull.head.sha).toBe(head);
  const { data: comment } = await octokit.rest.issues.createComment({ ...repo, issue_number: 1, body: 'hello' });
  await octokit.rest.issues.updateComment({ ...repo, comment_id: comment.id, body: 'edited' });
  const { data: labels } = await octokit.rest.issues.addLabels({ ...repo, issue_number: 1, labels: ['canary'] });
  expect(labels.map(({ name }) => name)).toEqual(['canary']);
  await octokit.rest.checks.create({ ...repo, name: 'rules', head_sha: head, conclusion: 'success' });
  const { data: checks } = await octokit.rest.checks.listForRef({ ...repo, ref: 'change' });
  expect(checks).toMatchObject({ total_count: 1, check_runs: [{ name: 'rules', conclusion: 'success' }] });
  const { data: merged } = await octokit.rest.pulls.merge({ ...repo, pull_number: 1, sha: head });
  expect(merged.merged).toBe(true);
  const fetched = await runGit(work, ['fetch', '-q', 'origin', 'main', 'refs/pull/1/head'], token);
  expect(fetched).toMatchObject({ status: 0 });
  expect((await runGit(work, ['rev-parse', 'origin/main'])).out).toBe(merged.sha);

  await sandbox.deliveries.settled();
  const events = receiver.received.map(({ headers, body }) => {
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
    expect(headers['x-hub-signature-256']).toBe(signature);
    const { action } = JSON.parse(body) as { action?: string };
    return [headers['x-github-event'], action].filter(Boolean).join('.');
  });
  expect(events).toMatchInlineSnapshot(`
    [
      "installation.created",
      "create",
      "push",
      "check_suite.requested",
      "pull_request.opened",
      "issue_comment.created",
      "issue_comment.edited",
      "pull_request.labeled",
      "check_run.created",
      "check_run.completed",
      "check_suite.completed",
      "pull_request.closed",
      "push",
      "check_suite.requested",
    ]
  `);
  expect(sandbox.writes.list().map(({ method, route }) => `${method} ${route}`)).toMatchInlineSnapshot(`
    [
      "POST git-receive-pack",
      "POST /repos/{owner}/{repo}/pulls",
      "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
      "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
      "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
      "POST /repos/{owner}/{repo}/check-runs",
      "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge",
    ]
  `);
  expect(sandbox.server.crashes).toEqual([]);
});

test('a release with a real file is downloaded from another address without a token', async () => {
  const { sandbox, octokit } = stage;
  const bytes = Buffer.from('PK jar');
  const id = await sandbox.seed.release({
    repository: 'acme/net',
    tag: 'v1.4.0',
    login: 'ada',
    assets: { 'a.jar': bytes },
  });
  const { data: release } = await octokit.rest.repos.getReleaseByTag({ ...repo, tag: 'v1.4.0' });
  expect(release.id).toBe(id);
  const asset = release.assets[0];
  expect(asset).toMatchObject({ name: 'a.jar', size: 6, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
  const { token } = (await octokit.auth({ type: 'installation' })) as { token: string };
  const headers = { authorization: `Bearer ${token}`, accept: 'application/octet-stream', 'user-agent': 'test' };
  const first = await fetch(asset?.url ?? '', { headers, redirect: 'manual' });
  expect(first.status).toBe(302);
  const location = first.headers.get('location') ?? '';
  expect(new URL(location).host).not.toBe(new URL(sandbox.url).host);
  expect(Buffer.from(await (await fetch(location)).arrayBuffer())).toEqual(bytes);
  expect((await fetch(location, { headers })).status).toBe(400);
  expect((await fetch(location.replace(/sig=./, 'sig=_'))).status).toBe(403);
  await sandbox.deliveries.settled();
  const events = sandbox.deliveries.list().map(({ event, action }) => [event, action].filter(Boolean).join('.'));
  expect(events.slice(1)).toEqual(['create', 'push', 'release.created', 'release.published', 'release.released']);
});
