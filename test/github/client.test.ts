import { expect, it, onTestFinished } from 'vitest';
import { pino } from 'pino';
import { connectGitHub, type GitHub } from '../../src/github/client.ts';
import { RetryLater } from '../../src/github/errors.ts';
import { listInstalledRepositories } from '../../src/github/installations.ts';
import { startStage, type Stage } from '../sandbox/start.ts';

type Connected = Stage & {
  readonly github: GitHub;
  readonly calls: string[];
  readonly lines: Record<string, unknown>[];
  readonly halt: AbortController;
  /** Requests counted against the installation's hour. */
  readonly used: () => Promise<number>;
};

const connect = async (): Promise<Connected> => {
  const stage = await startStage();
  onTestFinished(stage.sandbox.close);
  const calls: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const halt = new AbortController();
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const settings = {
    app: { id: stage.appId, privateKey: stage.privateKey, webhookSecret: 'x', formerKeys: [] },
    github: { apiUrl: stage.sandbox.apiUrl, serverUrl: stage.sandbox.url },
    paceWrites: false,
  };
  const github = connectGitHub(settings, {
    log: () => log,
    onCall: (method, status) => calls.push(`${method} ${status}`),
    stop: halt.signal,
  });
  const used = async (): Promise<number> => {
    const { headers } = await stage.octokit.request('GET /repos/{owner}/{repo}', NET);
    return Number(headers['x-ratelimit-used']);
  };
  return { ...stage, github, calls, lines, halt, used };
};

const NET = { owner: 'acme', repo: 'net' };

it('a read asked for again costs nothing of the hour, and says the same', async () => {
  const { github, installationId, calls, used } = await connect();
  const octokit = github.installation(installationId);
  const first = await octokit.rest.repos.get(NET);
  const before = await used();
  for (let n = 0; n < 5; n += 1) {
    const again = await octokit.rest.repos.get(NET);
    expect(again.status).toBe(200);
    expect(again.data).toEqual(first.data);
  }
  expect(await used()).toBe(before + 1); // the question itself
  expect(calls).toEqual(['POST 201', 'GET 200', 'GET 304', 'GET 304', 'GET 304', 'GET 304', 'GET 304']);
});

it('sees a change at once, and lists stay whole however often they come from memory', async () => {
  const { github, sandbox, installationId, calls } = await connect();
  await sandbox.seed.repository({ owner: 'acme', name: 'two', files: { 'README.md': 'two\n' } });
  sandbox.seed.select(installationId, 'all', 'ada');
  const names = async () => (await listInstalledRepositories(github)).map(({ fullName }) => fullName);
  for (let n = 0; n < 3; n += 1) expect(await names()).toEqual(['acme/net', 'acme/two']);
  expect(calls.slice(-2)).toEqual(['GET 304', 'GET 304']);
  await sandbox.seed.repository({ owner: 'acme', name: 'three', files: { 'README.md': 'three\n' } });
  expect(await names()).toEqual(['acme/net', 'acme/two', 'acme/three']);
});

it('what a caller does to an answer is not in the next one', async () => {
  const { github, installationId } = await connect();
  const octokit = github.installation(installationId);
  const { data } = await octokit.rest.repos.get(NET);
  data.name = 'changed';
  expect((await octokit.rest.repos.get(NET)).data.name).toBe('net');
});

it.each([
  ['502', { status: 502 }, 'POST 502', 'GitHub to recover from 502 at POST /api/v3/repos/acme/net/issues'],
  ['a lost answer', { drop: 'after' as const }, 'POST 0', 'GitHub to answer POST /api/v3/repos/acme/net/issues'],
])('%s to a write: once, not again', async (_name, fault, call, message) => {
  const { github, sandbox, installationId, calls } = await connect();
  const octokit = github.installation(installationId);
  await octokit.rest.repos.get(NET);
  const armed = sandbox.faults.add({ method: 'POST', path: '/repos/{owner}/{repo}/issues', ...fault, times: Infinity });
  const failure = octokit.rest.issues.create({ ...NET, title: 'x' });
  await expect(failure).rejects.toThrow(RetryLater);
  await expect(failure).rejects.toThrow(message);
  expect(armed.hits()).toBe(1);
  expect(calls.at(-1)).toBe(call);
});

it.each([
  ['breaks off and closes', { trickle: { bytes: 64, everyMs: 0, cutAfter: 900, rest: 'closed' as const } }],
  ['is a page with status 200', { status: 200, body: '<html>We will be back</html>' }],
  ['is JSON that breaks off', { status: 200, body: '{"id": 7, "na', headers: { 'content-type': 'application/json' } }],
])('an answer that %s is none', async (_name, fault) => {
  const { github, sandbox, installationId } = await connect();
  const octokit = github.installation(installationId);
  sandbox.faults.add({ method: 'GET', path: '/repos/{owner}/{repo}', ...fault });
  await expect(octokit.rest.repos.get(NET)).rejects.toThrow(RetryLater);
  expect((await octokit.rest.repos.get(NET)).data.name).toBe('net');
});

it('a limit says how long to stay away', async () => {
  const { github, sandbox, installationId } = await connect();
  const octokit = github.installation(installationId);
  await octokit.rest.repos.get(NET);
  sandbox.server.limits.contentPerMinute = 0;
  const failure = await octokit.rest.issues.create({ ...NET, title: 'x' }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'RetryLater', retryAfterMs: 60_000 });
});

it('ends what is under way when it is told to stop, and begins nothing', async () => {
  const { github, sandbox, installationId, halt } = await connect();
  const octokit = github.installation(installationId);
  await octokit.rest.repos.get(NET);
  const armed = sandbox.faults.add({ path: '/repos/{owner}/{repo}/issues', delayMs: 60_000 });
  const hanging = octokit.rest.issues.create({ ...NET, title: 'x' });
  hanging.catch(() => undefined);
  await expect.poll(armed.hits, { timeout: 15_000 }).toBe(1);
  halt.abort(new Error('the server is stopping'));
  await expect(hanging).rejects.toThrow('the server is stopping');
  await expect(octokit.rest.repos.get(NET)).rejects.toThrow('the server is stopping');
});

it('tells each request at debug, without what is secret', async () => {
  const { github, installationId, lines } = await connect();
  await github.installation(installationId).rest.repos.get(NET);
  expect(lines.map(({ level, msg, method, path, status }) => ({ level, msg, method, path, status }))).toEqual([
    {
      level: 20,
      msg: 'github',
      method: 'POST',
      path: `/api/v3/app/installations/${installationId}/access_tokens`,
      status: 201,
    },
    { level: 20, msg: 'github', method: 'GET', path: '/api/v3/repos/acme/net', status: 200 },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/ghs_|eyJ|BEGIN/);
});
