import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commitFiles } from '../../src/git/commit.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { pushRefs } from '../../src/git/push.ts';
import { resolveRef } from '../../src/git/read.ts';
import { startHttpBackend } from './http-backend.ts';
import { failureOf, git, makeWorld, request } from './world.ts';

/** A mirror that knows commit `first` on main and has made `next` on top of it. */
const makeReadyWorld = async (http = false) => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  const backend = await startHttpBackend(join(world.folder, 'remote'));
  onTestFinished(backend.close);
  const mirror = await world.open(http ? { remote: { url: `${backend.url}/net.git` } } : {});
  await fetchMirror(mirror);
  const next = await commitFiles(mirror, request(first, { 'a.yaml': 'a: 2\n' }));
  return { world, backend, mirror, first, next };
};

const MAIN = 'refs/heads/main';
const NEW = 'refs/heads/cordage/trade-1.4.0/canary';

test('a ref is made, moved, forced and deleted, and the mirror follows', async () => {
  const { world, mirror, first, next } = await makeReadyWorld();
  for (const [from, to] of [
    [undefined, first],
    [first, next],
    [next, first],
    [first, undefined],
  ]) {
    expect(await pushRefs(mirror, [{ ref: NEW, from, to }])).toBe('pushed');
    expect(git(world.remoteDir, 'for-each-ref', '--format=%(objectname)', NEW)).toBe(to ?? '');
    expect(await resolveRef(mirror, NEW)).toBe(to);
  }
});

test('a push that is repeated because its answer was lost is fine', async () => {
  const { mirror, first, next } = await makeReadyWorld();
  expect(await pushRefs(mirror, [{ ref: MAIN, from: first, to: next }])).toBe('pushed');
  expect(await pushRefs(mirror, [{ ref: MAIN, from: first, to: next }])).toBe('pushed');
});

test.each([
  ['it moved', (first: string, other: string) => ({ ref: MAIN, from: first, to: other })],
  ['it was made meanwhile', (_: string, other: string) => ({ ref: MAIN, from: undefined, to: other })],
  ['it is gone', (first: string, other: string) => ({ ref: 'refs/heads/gone', from: first, to: other })],
  ['it moved before the deletion', (first: string) => ({ ref: MAIN, from: first, to: undefined })],
  ['it is gone before the deletion', (first: string) => ({ ref: 'refs/heads/gone', from: first, to: undefined })],
])('a race is lost when %s', async (_, update) => {
  const { world, mirror, first, next } = await makeReadyWorld();
  const theirs = world.commit({ 'a.yaml': 'a: 3\n' });
  expect(await pushRefs(mirror, [update(first, next)])).toBe('lost');
  expect(git(world.remoteDir, 'for-each-ref', '--format=%(objectname) %(refname)')).toBe(`${theirs} ${MAIN}`);
});

test('of several refs all move or none', async () => {
  const { world, mirror, first, next } = await makeReadyWorld();
  const made = { ref: NEW, from: undefined, to: next };
  expect(await pushRefs(mirror, [made, { ref: MAIN, from: undefined, to: next }])).toBe('lost');
  expect(git(world.remoteDir, 'for-each-ref', '--format=%(refname)')).toBe(MAIN);
  expect(await pushRefs(mirror, [made, { ref: MAIN, from: first, to: next }])).toBe('pushed');
});

test.each(['made', 'moved', 'deleted'])(
  'the race is lost, too, when the ref is %s between the two halves of a push',
  async (how) => {
    const { world, backend, mirror, first, next } = await makeReadyWorld(true);
    const theirs = git(world.remoteDir, 'commit-tree', `${first}^{tree}`, '-p', first, '-m', 'theirs');
    const ref = how === 'made' ? NEW : MAIN;
    backend.intercept = ({ method, url }) => {
      if (method === 'POST' && url?.endsWith('git-receive-pack')) {
        if (how === 'deleted') git(world.remoteDir, 'update-ref', '-d', ref);
        else git(world.remoteDir, 'update-ref', ref, theirs);
      }
      return false;
    };
    const from = how === 'made' ? undefined : first;
    expect(await pushRefs(mirror, [{ ref, from, to: next }])).toBe('lost');
    expect(git(world.remoteDir, 'for-each-ref', '--format=%(objectname)', ref)).toBe(how === 'deleted' ? '' : theirs);
  },
);

test('a rule of the repository that rejects the push is told in its own words', async () => {
  const { world, mirror, first, next } = await makeReadyWorld();
  const hook = join(world.remoteDir, 'hooks', 'update');
  mkdirSync(join(world.remoteDir, 'hooks'), { recursive: true });
  writeFileSync(hook, '#!/bin/sh\necho "Changes must be made through a pull request." >&2\nexit 1\n');
  chmodSync(hook, 0o755);
  const failure = await failureOf(
    pushRefs(mirror, [
      { ref: MAIN, from: first, to: next },
      { ref: NEW, from: undefined, to: next },
    ]),
  );
  expect(failure).toMatchObject({
    kind: 'stop',
    problem: {
      code: 'git-push-rejected',
      message:
        'the repository rejected the push to refs/heads/main: [remote rejected] (hook declined); Changes must be made through a pull request.; error: hook declined to update refs/heads/main',
    },
  });
  expect(git(world.remoteDir, 'rev-parse', 'main')).toBe(first);
});

test('a hook in the mirror does not run', async () => {
  const { mirror, first, next } = await makeReadyWorld();
  const hook = join(mirror.dir, 'hooks', 'pre-push');
  mkdirSync(join(mirror.dir, 'hooks'));
  writeFileSync(hook, '#!/bin/sh\nexit 1\n');
  chmodSync(hook, 0o755);
  writeFileSync(join(mirror.dir, 'hooks', 'reference-transaction'), '#!/bin/sh\nexit 1\n');
  chmodSync(join(mirror.dir, 'hooks', 'reference-transaction'), 0o755);
  expect(await pushRefs(mirror, [{ ref: MAIN, from: first, to: next }])).toBe('pushed');
});

test('a server that breaks off in the middle of a push is tried again later', async () => {
  const { backend, mirror, first, next } = await makeReadyWorld(true);
  backend.intercept = (incoming) => {
    if (incoming.method !== 'POST') return false;
    incoming.socket.destroy();
    return true;
  };
  expect(await failureOf(pushRefs(mirror, [{ ref: MAIN, from: first, to: next }]))).toMatchObject({ kind: 'retry' });
});

test('refs and ids are checked before git sees them', async () => {
  const { mirror, first } = await makeReadyWorld();
  for (const update of [
    { ref: '--receive-pack=id', from: undefined, to: first },
    { ref: MAIN, from: first, to: '--exec=id' },
    { ref: MAIN, from: 'HEAD', to: first },
  ]) {
    expect(await failureOf(pushRefs(mirror, [update]))).toMatchObject({ problem: { code: 'git-name-unsafe' } });
  }
});
