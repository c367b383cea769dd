import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runGit } from './git-client.ts';
import { startStage, type Stage } from './start.ts';

let stage: Stage;
let dir: string;
let work: string;
let token: string;

beforeEach(async () => {
  stage = await startStage();
  dir = await mkdtemp(join(tmpdir(), 'cordage-test-'));
  work = join(dir, 'work');
  ({ token } = (await stage.octokit.auth({ type: 'installation' })) as { token: string });
  await runGit(dir, ['clone', '-q', `${stage.sandbox.url}/acme/net.git`, work], token);
});
afterEach(async () => {
  await stage.sandbox.close();
  await rm(dir, { recursive: true, force: true });
});

const repo = { owner: 'acme', repo: 'net' };
const push = (refspec: string, as = token, ...options: string[]) =>
  runGit(work, ['push', '-q', ...options, 'origin', refspec], as);

const commit = async (file: string, branch = 'main'): Promise<string> => {
  await runGit(work, ['checkout', '-q', '-B', branch]);
  await writeFile(join(work, file), file);
  await runGit(work, ['add', '.']);
  await runGit(work, ['commit', '-q', '-m', `Add ${file}`]);
  return (await runGit(work, ['rev-parse', 'HEAD'])).out;
};

test('who may fetch and push', async () => {
  const { sandbox } = stage;
  await sandbox.seed.repository({ owner: 'acme', name: 'secret', private: true, files: { a: '1' } });
  const secret = `${sandbox.url}/acme/secret.git`;
  const fetchAs = async (url: string, as?: string) => (await runGit(dir, ['ls-remote', url], as)).err;
  expect(await fetchAs(`${sandbox.url}/acme/net.git`)).toBe('');
  expect(await fetchAs(secret)).toMatch(/could not read Username/);
  expect(await fetchAs(secret, token)).toMatch(/not found/i);
  expect(await fetchAs(secret, 'ghs_wrong')).toMatch(/Authentication failed|could not read Username/);
  await commit('new.txt');
  const reader = await stage.app.rest.apps.createInstallationAccessToken({
    installation_id: stage.installationId,
    permissions: { contents: 'read' },
  });
  expect((await push('main', reader.data.token)).err).toMatch(/403/);
  expect((await push('main', sandbox.seed.user('bob'))).err).toMatch(/403/);
  expect(await push('main', stage.ada)).toMatchObject({ status: 0 });
  const write = sandbox.writes.list().at(-1);
  expect(write).toMatchObject({
    route: 'git-receive-pack',
    path: '/acme/net.git/git-receive-pack',
    caller: { login: 'ada' },
  });
});

test('a push that changes nothing is no write', async () => {
  expect(await push('main')).toMatchObject({ status: 0 });
  expect(stage.sandbox.writes.count()).toBe(0);
});

test("refs/pull is GitHub's own, other refs are everybody's", async () => {
  await commit('new.txt');
  expect((await push('HEAD:refs/pull/1/head')).err).toMatch(/deny updating a hidden ref/);
  expect(await push('HEAD:refs/cordage/journal')).toMatchObject({ status: 0 });
  const events = stage.sandbox.deliveries.list().map(({ event }) => event);
  expect(events).toEqual(['installation']);
});

test('a race is lost by who comes second', async () => {
  await stage.sandbox.seed.commit('acme/net', 'main', { 'first.txt': '1' }, 'First', 'ada');
  await commit('second.txt');
  expect((await push('main')).err).toMatch(/\[rejected\]/);
  expect((await push('main', token, '--force-with-lease=main')).err).toMatch(/stale info|rejected/);
});

test('a protected branch takes no push that its rules do not allow', async () => {
  const { sandbox, octokit } = stage;
  sandbox.seed.protection('acme/net', 'main', { approvals: 1 });
  await commit('new.txt');
  const refused = await push('main');
  expect(refused.err).toContain('GH006: Protected branch update failed for refs/heads/main.');
  expect(refused.err).toContain('Changes must be made through a pull request.');
  expect((await push(':main')).err).toContain('deletion of the current branch prohibited');
  expect(await push('main:stable')).toMatchObject({ status: 0 });
  sandbox.seed.protection('acme/net', 'stable', {});
  expect((await push(':stable')).err).toContain('Cannot delete this protected branch');
  sandbox.seed.rules('acme/net', 'main', { mergeQueue: true });
  expect((await push('main')).err).toContain('Changes must be made through the merge queue');
  sandbox.seed.rules('acme/net', 'main', null);

  sandbox.seed.protection('acme/net', 'main', { checks: ['build'] });
  expect((await push('main')).err).toContain('Required status checks are expected.');
  expect(await push('main:side')).toMatchObject({ status: 0 });
  const sha = (await runGit(work, ['rev-parse', 'HEAD'])).out;
  await octokit.rest.repos.createCommitStatus({ ...repo, sha, state: 'success', context: 'build' });
  expect(await push('main')).toMatchObject({ status: 0 });
  expect((await push('HEAD~1:main', token, '--force')).err).toContain('Cannot force-push to this protected branch');
  expect(await push(':side')).toMatchObject({ status: 0 });
});

test('one refused ref does not keep the others from being taken', async () => {
  stage.sandbox.seed.protection('acme/net', 'main', { approvals: 1 });
  const sha = await commit('new.txt');
  const mixed = await runGit(work, ['push', 'origin', 'main', 'HEAD:refs/heads/free'], token);
  expect(mixed.status).not.toBe(0);
  const { data } = await stage.octokit.rest.git.getRef({ ...repo, ref: 'heads/free' });
  expect(data.object.sha).toBe(sha);
});

test('the writer can be stopped between the push and its answer', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const done = new Promise<void>((resolve) => {
    stage.sandbox.onWrite(async () => {
      resolve();
      await held;
    });
  });
  const sha = await commit('new.txt');
  const pushed = push('main');
  await done;
  const { data } = await stage.octokit.rest.git.getRef({ ...repo, ref: 'heads/main' });
  expect(data.object.sha).toBe(sha);
  const first = await Promise.race([
    pushed.then(() => 'answered'),
    new Promise((resolve) => setTimeout(resolve, 50, 'waiting')),
  ]);
  expect(first).toBe('waiting');
  release();
  expect(await pushed).toMatchObject({ status: 0 });
});
