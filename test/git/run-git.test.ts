import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { gitEnvironment, redact, secretsIn } from '../../src/git/environment.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { runGit } from '../../src/git/run-git.ts';
import { failureOf, makeWorld } from './world.ts';

/** A server that takes connections and never says a word. */
const startSilentServer = async (): Promise<string> => {
  const sockets = new Set<{ destroy: () => void }>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
};

test('a server that never answers is given up at the deadline, with all of git', async () => {
  const url = await startSilentServer();
  const mirror = await makeWorld().open({ remote: { url: `${url}/net.git` }, timeouts: { remoteMs: 300 } });
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({
    kind: 'retry',
    problem: { code: 'git-timeout', message: 'git fetch did not end within 0.3 s and was stopped' },
  });
  expect(readdirSync(`${mirror.dir}.owners`)).toHaveLength(1);
});

test('an abort stops git at once, and whatever is asked afterwards', async () => {
  const url = await startSilentServer();
  const controller = new AbortController();
  const mirror = await makeWorld().open({ remote: { url: `${url}/net.git` }, signal: controller.signal });
  const failure = failureOf(fetchMirror(mirror));
  await sleep(200);
  const asked = performance.now();
  controller.abort(new Error('stopping'));
  expect(await failure).toMatchObject({
    kind: 'retry',
    problem: { code: 'git-aborted' },
    cause: controller.signal.reason,
  });
  expect(performance.now() - asked).toBeLessThan(5000);
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ problem: { code: 'git-aborted' } });
});

test('a reader that throws stops git and its error comes through', async () => {
  const mirror = await makeWorld().open();
  const onOutput = (): never => {
    throw new RangeError('enough');
  };
  await expect(runGit(mirror, { args: ['cat-file', '--batch'], stdin: lines(), onOutput })).rejects.toThrow('enough');
});

/** More than any pipe holds, so that it only ends when git does. */
function* lines(): Generator<string> {
  for (let n = 0; n < 1_000_000; n += 1) yield `${'1'.repeat(40)}\n`;
}

test('a machine without git is told so', async () => {
  const world = makeWorld();
  vi.stubEnv('PATH', join(world.folder, 'nothing-here'));
  const failure = await failureOf(world.open());
  vi.unstubAllEnvs();
  expect(failure).toMatchObject({ kind: 'stop', problem: { code: 'git-missing' } });
});

test('git gets an environment of its own', () => {
  const inherited = { PATH: '/bin', GITHUB_TOKEN: 'x', GIT_TRACE: '1', GIT_SSH_COMMAND: 'id', HTTPS_PROXY: 'http://p' };
  const env = gitEnvironment({ dir: '/d', scheme: 'https', config: [['a.b', 'c']] }, inherited);
  expect(Object.keys(env).filter((name) => name in inherited)).toEqual(['PATH', 'HTTPS_PROXY']);
  expect(env).toMatchObject({ GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'https', GIT_CONFIG_GLOBAL: '/dev/null' });
  const last = Number(env['GIT_CONFIG_COUNT']) - 1;
  expect([env[`GIT_CONFIG_KEY_${last}`], env[`GIT_CONFIG_VALUE_${last}`]]).toEqual(['a.b', 'c']);
});

test('credentials are taken out of text in every form', () => {
  const header = `Basic ${Buffer.from('x-access-token:ghs_token').toString('base64')}`;
  const text = `a ${header} b ghs_token c https://u:p@host/x d\nAuthorization: Bearer else\nhttps://host/y`;
  expect(redact(text, secretsIn(header))).toBe(
    'a *** b *** c https://***@host/x d\nAuthorization: ***\nhttps://host/y',
  );
});
