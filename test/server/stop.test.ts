import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { setStage } from '../scenarios/stage.ts';
import { environmentOf, makeFolder, startServer, type Server } from './start-server.ts';

/** Sends SIGTERM, as Kubernetes does. @returns how it ended and after how many milliseconds */
const stop = async (server: Server) => {
  const started = performance.now();
  server.signal('SIGTERM');
  const [status] = await server.ended;
  return { status, ms: performance.now() - started };
};

const portOf = async (server: Server): Promise<number> =>
  Number(new URL(String((await server.line('listening'))['url'])).port);

it('starts and stops without noise, whoever holds connections open', async () => {
  const stage = await setStage();
  const server = await startServer(environmentOf(stage.settings));
  const port = await portOf(server);
  const atRest = () => server.log().some(({ msg, written }) => msg === 'pass' && written === 0);
  await expect.poll(atRest, { timeout: 15_000 }).toBe(true);
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: 'keep-alive' } });
  expect(await answer.text()).toBe('ok\n');
  for (const words of [
    '',
    'GET /healthz HTTP/1.1\r\nhost: x\r\n',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{',
  ]) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(words);
  }
  await server.line('webhook refused: not signed, or not a webhook');
  const { status, ms } = await stop(server);
  expect(status).toBe(0);
  expect(ms).toBeLessThan(3000);
  expect(server.output.stderr).toBe('');
  // When the clusters are first seen is their own affair.
  const lines = server.log().filter(({ msg }) => !String(msg).startsWith('Argo CD is'));
  const told = lines.map(({ level, name, msg }) => `${String(level)} ${String(name)} ${String(msg)}`);
  expect(told).toMatchInlineSnapshot(`
    [
      "30 cordage listening",
      "30 cordage swept",
      "30 cordage wrote",
      "30 cordage pass",
      "30 cordage pass",
      "40 cordage webhook refused: not signed, or not a webhook",
      "30 cordage stopping: no new work, passes in hand end",
      "30 cordage stopped",
    ]
  `);
});

it('ends with 0 within 10 s while GitHub hangs, not ready meanwhile, though told twice', async () => {
  const stage = await setStage();
  stage.sandbox.faults.add({ delayMs: 60_000, times: Infinity });
  const server = await startServer(environmentOf(stage.settings));
  const url = `http://127.0.0.1:${await portOf(server)}`;
  const readiness = async () => {
    const answer = await fetch(`${url}/readyz`);
    return { status: answer.status, body: await answer.json() };
  };
  expect(await readiness()).toEqual({ status: 503, body: { ready: false, waitingFor: ['the first sweep'] } });
  const ended = stop(server);
  await server.line('stopping: no new work, passes in hand end');
  server.signal('SIGTERM');
  server.signal('SIGINT');
  expect(await readiness()).toEqual({
    status: 503,
    body: { ready: false, waitingFor: ['the end of passes in hand', 'the first sweep'] },
  });
  const { status, ms } = await ended;
  expect(status).toBe(0);
  expect(ms).toBeLessThan(10_000);
  const left = server.log().find(({ msg }) => String(msg).includes('left for the next start'));
  expect(left).toMatchObject({ network: '*', level: 40 });
  expect(server.log().at(-1)).toMatchObject({ msg: 'stopped' });
});

/** Ids of the git processes that work on mirrors in this cache; see src/git/ownership.ts. */
const gitProcesses = (cache: string): readonly number[] =>
  readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split('/').at(-1)?.split('-') ?? [])
    .filter((parts) => parts.length === 6)
    .map(([pid]) => Number(pid));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('takes git with it', async () => {
  const stage = await setStage();
  stage.sandbox.faults.add({ path: /\.git\//, delayMs: 60_000, times: Infinity });
  const server = await startServer(environmentOf(stage.settings));
  const running = (): readonly number[] => gitProcesses(stage.settings.cacheDir).filter(isAlive);
  await expect.poll(() => running().length, { timeout: 15_000 }).toBeGreaterThan(0);
  // The one that waits for GitHub, not a short one before it.
  await expect.poll(() => stage.sandbox.faults.list()[0]?.hits, { timeout: 15_000 }).toBe(1);
  const children = running();
  const { status, ms } = await stop(server);
  expect(status).toBe(0);
  expect(ms).toBeLessThan(10_000);
  expect(children.filter(isAlive)).toEqual([]);
  expect(running()).toEqual([]);
});

it('lets the work in hand end', async () => {
  const stage = await setStage();
  await stage.release('v1.4.0');
  // The pull request is being opened when the signal comes.
  const opening = stage.sandbox.faults.add({ method: 'POST', path: '/repos/{owner}/{repo}/pulls', delayMs: 1500 });
  const server = await startServer(environmentOf(stage.settings));
  await expect.poll(opening.hits, { timeout: 15_000 }).toBe(1);
  expect((await stop(server)).status).toBe(0);
  expect(stage.pulls()).toHaveLength(1);
  expect(
    server
      .log()
      .filter(({ msg }) => msg === 'wrote')
      .map(({ action }) => action),
  ).toContain('open-pull');
});

it.each([
  [
    'a port that is taken',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      onTestFinished(() => void other.close());
      await once(other, 'listening');
      const address = other.address();
      return { PORT: String(typeof address === 'object' ? address?.port : '') };
    },
    /something listens on 127\.0\.0\.1:\d+ already\. Set PORT/,
  ],
  [
    'a cache that is a file',
    async () => {
      const path = join(await makeFolder(), 'cache');
      await writeFile(path, '');
      return { CORDAGE_CACHE_DIR: path };
    },
    /cache cannot be used as a folder \(EEXIST\)\. Set CORDAGE_CACHE_DIR/,
  ],
])('%s is told in a sentence, with status 1', async (_name, prepare, sentence) => {
  const stage = await setStage();
  const server = await startServer({ ...environmentOf(stage.settings), ...(await prepare()) });
  expect(await server.ended).toEqual([1, null]);
  expect(server.output.stderr).toMatch(sentence);
  expect(server.output.stderr.split('\n')).toHaveLength(2);
});
