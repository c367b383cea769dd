import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { identityOf, takeOwnership } from '../../src/git/ownership.ts';
import { startHttpBackend } from './http-backend.ts';
import { failureOf, makeFolder, makeWorld } from './world.ts';

const nobody = { waitMs: 300, signal: undefined };

const startSleeper = () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return { pid: child.pid ?? 0, kill };
};

test('one at a time, in this process too; who waits gets it when it is free', async () => {
  const world = makeWorld();
  const first = await world.open();
  expect(await failureOf(world.open({ timeouts: { ownerMs: 100 } }))).toMatchObject({
    kind: 'retry',
    problem: { code: 'git-mirror-busy', message: expect.stringContaining(`process ${process.pid}`) },
  });
  const second = world.open();
  first[Symbol.dispose]();
  (await second)[Symbol.dispose]();
  expect(readdirSync(`${world.mirrorDir}.owners`)).toEqual([]);
});

test('of many who ask at once, never two have it, and each gets it', async () => {
  const dir = join(makeFolder(), 'net.git');
  let holders = 0;
  const turns = Array.from({ length: 8 }, async () => {
    const ownership = await takeOwnership(dir, { waitMs: 20_000, signal: undefined });
    holders += 1;
    expect(holders).toBe(1);
    await sleep(5);
    holders -= 1;
    ownership.release();
  });
  await Promise.all(turns);
});

test('a live owner is waited for, a killed one is not', async () => {
  const dir = join(makeFolder(), 'net.git');
  const { pid, kill } = startSleeper();
  mkdirSync(`${dir}.owners`);
  writeFileSync(join(`${dir}.owners`, `${pid}-${identityOf(pid)}-abc`), '');
  expect(await failureOf(takeOwnership(dir, nobody))).toMatchObject({ problem: { code: 'git-mirror-busy' } });
  await kill();
  (await takeOwnership(dir, nobody)).release();
  expect(readdirSync(`${dir}.owners`)).toEqual([]);
});

test('a pid that another program has now does not count', async () => {
  const dir = join(makeFolder(), 'net.git');
  mkdirSync(`${dir}.owners`);
  writeFileSync(join(`${dir}.owners`, `${process.pid}-0123456789abcdef-abc`), '');
  writeFileSync(join(`${dir}.owners`, 'garbage'), '');
  (await takeOwnership(dir, nobody)).release();
  expect(readdirSync(`${dir}.owners`)).toEqual([]);
});

test('a git process that outlives a live owner is waited for', async () => {
  const dir = join(makeFolder(), 'net.git');
  const owner = await takeOwnership(dir, nobody);
  const { pid, kill } = startSleeper();
  owner.claimChild(pid);
  owner.release();
  expect(await failureOf(takeOwnership(dir, nobody))).toMatchObject({ problem: { code: 'git-mirror-busy' } });
  await kill();
  (await takeOwnership(dir, nobody)).release();
});

/** Opens a mirror, fetches from a server that never answers, and waits to be killed in the middle of it. */
const VICTIM = `
  const { openMirror } = await import(process.argv[1] + '/open.ts');
  const { fetchMirror } = await import(process.argv[1] + '/fetch.ts');
  await fetchMirror(await openMirror({ dir: process.argv[2], remote: { url: process.argv[3] } }));`;

test('the git processes of a killed owner are ended, and its mirror is usable at once', async () => {
  const world = makeWorld();
  const backend = await startHttpBackend(join(world.folder, 'remote'));
  onTestFinished(backend.close);
  const asked = new Promise<void>((resolve) => {
    backend.intercept = () => {
      resolve();
      return true;
    };
  });
  const source = fileURLToPath(new URL('../../src/git', import.meta.url));
  const args = ['--input-type=module', '-e', VICTIM, source, world.mirrorDir, `${backend.url}/net.git`];
  const victim = spawn(process.execPath, args, { stdio: 'ignore' });
  onTestFinished(() => void victim.kill('SIGKILL'));
  await asked;
  const claims = readdirSync(`${world.mirrorDir}.owners`);
  expect(claims).toHaveLength(2);
  victim.kill('SIGKILL');
  await world.open({ timeouts: { ownerMs: 10_000 } });
  expect(readdirSync(`${world.mirrorDir}.owners`).filter((name) => claims.includes(name))).toEqual([]);
});

test('waiting can be given up', async () => {
  const dir = join(makeFolder(), 'net.git');
  const owner = await takeOwnership(dir, nobody);
  const failure = failureOf(takeOwnership(dir, { waitMs: 60_000, signal: AbortSignal.timeout(50) }));
  expect(await failure).toMatchObject({ kind: 'retry', problem: { code: 'git-aborted' } });
  owner.release();
});
