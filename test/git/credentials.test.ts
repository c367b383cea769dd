import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { commitFiles } from '../../src/git/commit.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { pushRefs } from '../../src/git/push.ts';
import { startHttpBackend } from './http-backend.ts';
import { failureOf, git, makeWorld, request } from './world.ts';

const TOKEN = 'ghs_S3cretS3cretS3cret';
const HEADER = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`;
/** In every form it could leak. */
const SECRETS = [TOKEN, HEADER, HEADER.slice('Basic '.length)];

const makeGuardedWorld = async (authorization: () => Promise<string> = async () => HEADER) => {
  const world = makeWorld();
  const backend = await startHttpBackend(join(world.folder, 'remote'));
  onTestFinished(backend.close);
  backend.allowed.add(HEADER);
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  const mirror = await world.open({ remote: { url: `${backend.url}/net.git`, authorization } });
  return { world, backend, first, mirror };
};

const readIfThere = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const hasProc = existsSync('/proc/self/cmdline');

/** Command lines of all git processes, which are there while the server holds their request. */
const commandLines = (): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
    .filter((line) => /git/.test(line));

test('the token is on no command line while git talks to the server, and in no file of the mirror', async () => {
  const { world, backend, first, mirror } = await makeGuardedWorld();
  const seen: string[] = [];
  backend.intercept = () => {
    if (hasProc) seen.push(...commandLines());
    return false;
  };
  await fetchMirror(mirror);
  const commit = await commitFiles(mirror, request(first, { 'a.yaml': 'a: 2\n' }));
  expect(await pushRefs(mirror, [{ ref: 'refs/heads/main', from: first, to: commit }])).toBe('pushed');
  expect(git(world.remoteDir, 'rev-parse', 'main')).toBe(commit);
  const programs = ['git fetch', 'git push', 'remote-http'].filter((name) => seen.some((line) => line.includes(name)));
  expect(programs).toHaveLength(hasProc ? 3 : 0);
  const files = readdirSync(world.folder, { recursive: true, encoding: 'utf8' }).map((f) =>
    readIfThere(join(world.folder, f)),
  );
  for (const secret of SECRETS) {
    expect(seen.filter((line) => line.includes(secret))).toEqual([]);
    expect(files.filter((text) => text.includes(secret))).toEqual([]);
    expect(JSON.stringify(world.events)).not.toContain(secret);
  }
});

test('an error shows no credentials, whatever the server makes git say', async () => {
  const { world, backend, mirror } = await makeGuardedWorld();
  backend.intercept = (incoming, response) => {
    const echoed = String(incoming.headers.authorization);
    const text = `You sent ${echoed}, that is ${Buffer.from(echoed.slice(6), 'base64').toString()}`;
    response.writeHead(500, text.replaceAll(/[^ -~]/g, ''), { 'content-type': 'text/plain' }).end(text);
    return true;
  };
  const error = await failureOf(fetchMirror(mirror));
  expect(error).toMatchObject({ kind: 'retry', problem: { code: 'git-unreachable' } });
  const { message, stack } = error as Error;
  for (const secret of SECRETS) {
    expect(`${message} ${stack} ${JSON.stringify(error)} ${JSON.stringify(world.events)}`).not.toContain(secret);
  }
});

test('a refused authorization is asked for anew, once', async () => {
  const given = ['Basic b2xkOm9sZA==', HEADER];
  const { mirror, world } = await makeGuardedWorld(async () => given.shift() ?? 'none left');
  await fetchMirror(mirror);
  expect(given).toEqual([]);
  expect(world.events).toContainEqual({ event: 'authorization-renewed', command: 'fetch' });
});

test('an authorization that stays refused is for a person to mend; git never asks for a password', async () => {
  let asked = 0;
  const { mirror } = await makeGuardedWorld(async () => `Bearer wrong-${(asked += 1)}-wrong`);
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ kind: 'auth', problem: { code: 'git-refused' } });
  expect(asked).toBe(2);
});

test('without an authorization a guarded repository is refused at once', async () => {
  const { backend, world } = await makeGuardedWorld();
  const mirror = await world.open({ dir: join(world.folder, 'other.git'), remote: { url: `${backend.url}/net.git` } });
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ kind: 'auth' });
});

test('a redirection is not followed: the header would go along to the other host', async () => {
  const { backend, mirror, world } = await makeGuardedWorld();
  const thief = await startHttpBackend(join(world.folder, 'remote'));
  onTestFinished(thief.close);
  backend.intercept = (incoming, response) => {
    response.writeHead(301, { location: `${thief.url}${incoming.url}` }).end();
    return true;
  };
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ kind: 'stop', problem: { code: 'git-moved' } });
  expect(thief.requests).toEqual([]);
});

test.each(['https://user:secret@example.com/a.git', 'ssh://git@example.com/a.git', 'ext::sh -c id', '/tmp/a.git'])(
  'a remote %j is not opened',
  async (url) => {
    await expect(makeWorld().open({ remote: { url } })).rejects.toThrow(/URL/);
  },
);
