import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { octokitWith, PERMISSIONS } from './start.ts';

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

const PLAN = {
  users: ['ada'],
  organizations: ['acme'],
  repositories: [{ owner: 'acme', name: 'net', files: { 'README.md': 'one\n' } }],
  roles: [{ repository: 'acme/net', login: 'ada', role: 'write' }],
  app: { slug: 'cordage', permissions: PERMISSIONS, events: ['issues'], webhookSecret: 's' },
  installations: [{ owner: 'acme', repositories: 'all' }],
};

type Hello = {
  readonly url: string;
  readonly apiUrl: string;
  readonly dir: string;
  readonly app: { readonly appId: number; readonly privateKey: string };
  readonly installations: readonly [number];
  readonly tokens: { readonly ada: string };
};

const start = async (plan: unknown) => {
  const started = spawn(process.execPath, ['src/sandbox/main.ts', '--plan'], { stdio: ['pipe', 'pipe', 'pipe'] });
  child = started;
  started.stdin.end(JSON.stringify(plan));
  return started;
};

test('a process of its own: prints its addresses, is controlled over HTTP, and leaves nothing', async () => {
  const started = await start(PLAN);
  const [line] = (await once(createInterface(started.stdout), 'line')) as [string];
  const hello = JSON.parse(line) as Hello;
  const { appId, privateKey } = hello.app;
  const octokit = octokitWith(hello.apiUrl, { appId, privateKey, installationId: hello.installations[0] });
  await fetch(`${hello.url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method: 'GET', path: '/repos/acme/net', status: 502 }),
  });
  const first = octokit.rest.repos.get({ owner: 'acme', repo: 'net' });
  await expect(first).rejects.toMatchObject({ status: 502 });
  await octokit.rest.issues.create({ owner: 'acme', repo: 'net', title: 'x' });
  const writes: unknown = await (await fetch(`${hello.url}/sandbox/writes`)).json();
  expect(writes).toMatchObject([{ method: 'POST', route: '/repos/{owner}/{repo}/issues' }]);
  const deliveries: unknown = await (await fetch(`${hello.url}/sandbox/deliveries`)).json();
  expect(deliveries).toMatchObject([{ event: 'installation' }, { event: 'issues', action: 'opened' }]);

  started.kill('SIGTERM');
  expect(await once(started, 'exit')).toEqual([0, null]);
  await expect(access(hello.dir)).rejects.toThrow();
  await expect(fetch(hello.url)).rejects.toThrow();
});

test('a plan that is none is told and ends it', async () => {
  const started = await start({ repos: [] });
  expect(await once(started, 'exit')).toEqual([1, null]);
});
