import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fetchMirror } from '../../src/git/fetch.ts';
import { listRefs, resolveRef } from '../../src/git/read.ts';
import { startHttpBackend } from './http-backend.ts';
import { failureOf, git, makeWorld } from './world.ts';

test('a new mirror has what the remote has: branches and refs of Cordage, nothing else', async () => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  git(world.remoteDir, 'update-ref', 'refs/cordage/journal', first);
  git(world.remoteDir, 'update-ref', 'refs/pull/7/head', first);
  git(world.remoteDir, 'tag', 'v1', first);
  const mirror = await world.open();
  expect(await listRefs(mirror, 'refs/heads')).toEqual(new Map());
  await fetchMirror(mirror);
  expect(git(mirror.dir, 'for-each-ref', '--format=%(refname)').split('\n')).toEqual([
    'refs/cordage/journal',
    'refs/heads/main',
  ]);
  expect(await resolveRef(mirror, 'refs/heads/main')).toBe(first);
  expect(await resolveRef(mirror, 'refs/heads/mai')).toBeUndefined();
});

test('a ref asked for by name is kept under its name; one that is not there is tried again later', async () => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  git(world.remoteDir, 'update-ref', 'refs/pull/7/head', first);
  const mirror = await world.open();
  await fetchMirror(mirror, ['refs/pull/7/head']);
  expect(await resolveRef(mirror, 'refs/pull/7/head')).toBe(first);
  await fetchMirror(mirror);
  expect(await resolveRef(mirror, 'refs/pull/7/head')).toBe(first);
  expect(await failureOf(fetchMirror(mirror, ['refs/pull/8/head']))).toMatchObject({
    kind: 'retry',
    problem: { code: 'git-ref-missing' },
  });
});

test('an empty repository is one without refs', async () => {
  const mirror = await makeWorld().open();
  await fetchMirror(mirror);
  expect(await listRefs(mirror, 'refs/heads/')).toEqual(new Map());
});

test('the default branch may be forced, renamed, deleted, and take the place of a folder', async () => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  world.commit({ 'a.yaml': 'a: 2\n' });
  const mirror = await world.open();
  await fetchMirror(mirror);
  git(world.remoteDir, 'update-ref', 'refs/heads/main', first);
  await fetchMirror(mirror);
  expect(await listRefs(mirror, 'refs/heads/')).toEqual(new Map([['refs/heads/main', first]]));

  git(world.remoteDir, 'branch', '--move', 'main', 'trunk/main');
  await fetchMirror(mirror);
  expect(await listRefs(mirror, 'refs/heads/')).toEqual(new Map([['refs/heads/trunk/main', first]]));

  git(world.remoteDir, 'update-ref', '-d', 'refs/heads/trunk/main');
  git(world.remoteDir, 'update-ref', 'refs/heads/trunk', first);
  await fetchMirror(mirror);
  expect(await listRefs(mirror, 'refs/heads/')).toEqual(new Map([['refs/heads/trunk', first]]));

  mirror[Symbol.dispose]();
  await world.open();
  expect(world.events.filter(({ event }) => event === 'mirror-discarded')).toEqual([]);
});

test('a remote that shows no branch any more is not believed: nothing is dropped', async () => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  const backend = await startHttpBackend(join(world.folder, 'remote'));
  onTestFinished(backend.close);
  const mirror = await world.open({ remote: { url: `${backend.url}/net.git` } });
  await fetchMirror(mirror);
  backend.intercept = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
    return true;
  };
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ kind: 'retry', problem: { code: 'git-remote-empty' } });
  expect(await resolveRef(mirror, 'refs/heads/main')).toBe(first);
  backend.intercept = () => false;
  await fetchMirror(mirror);
  git(world.remoteDir, 'update-ref', '-d', 'refs/heads/main');
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ kind: 'retry', problem: { code: 'git-remote-empty' } });
});

test('nothing about the remote is written into the mirror', async () => {
  const world = makeWorld();
  world.commit({ 'a.yaml': 'a: 1\n' });
  const mirror = await world.open();
  await fetchMirror(mirror);
  expect(git(mirror.dir, 'config', '--local', '--list')).not.toMatch(/remote|url/);
  expect(existsSync(join(mirror.dir, 'FETCH_HEAD'))).toBe(false);
  expect(existsSync(join(mirror.dir, 'hooks'))).toBe(false);
});

test.each(['main', '--upload-pack=x', 'refs/heads/../x', 'refs/heads/a b', 'refs/heads/a.lock', 'refs/heads/'])(
  '%j is no ref name to fetch',
  async (name) => {
    const mirror = await makeWorld().open();
    expect(await failureOf(fetchMirror(mirror, [name]))).toMatchObject({ problem: { code: 'git-name-unsafe' } });
  },
);
