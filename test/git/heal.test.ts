import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitFiles } from '../../src/git/commit.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import type { Mirror } from '../../src/git/mirror.ts';
import { pushRefs } from '../../src/git/push.ts';
import { listTree, readBlobs, resolveRef } from '../../src/git/read.ts';
import { failureOf, git, makeWorld, request, type World } from './world.ts';

const MAIN = 'refs/heads/main';

/** What every pass does with a mirror; the text of all files. */
const pass = async (mirror: Mirror): Promise<string> => {
  await fetchMirror(mirror);
  const entries = await listTree(mirror, (await resolveRef(mirror, MAIN)) ?? '');
  const blobs = await readBlobs(
    mirror,
    entries.map(({ blob }) => blob),
    1000,
  );
  return entries.map(({ blob }) => Buffer.from(blobs.get(blob) ?? []).toString()).join('');
};

/** A mirror that has been used, with its objects in one pack, and is closed. */
const makeUsedWorld = async (): Promise<World> => {
  const world = makeWorld();
  world.commit({ 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' });
  const mirror = await world.open();
  expect(await pass(mirror)).toBe('a: 1\nb: 1\n');
  git(mirror.dir, 'gc', '--quiet');
  mirror[Symbol.dispose]();
  world.events.length = 0;
  return world;
};

const discards = (world: World): number => world.events.filter(({ event }) => event === 'mirror-discarded').length;

const inPacks = (dir: string, end: string, act: (file: string) => void): void => {
  const folder = join(dir, 'objects', 'pack');
  for (const name of readdirSync(folder).filter((file) => file.endsWith(end))) {
    chmodSync(join(folder, name), 0o644);
    act(join(folder, name));
  }
};

const DAMAGES: Readonly<Record<string, (dir: string) => void>> = {
  'garbage in HEAD': (dir) => writeFileSync(join(dir, 'HEAD'), 'garbage\n'),
  'no HEAD: cut off while it was made': (dir) => rmSync(join(dir, 'HEAD')),
  'garbage in config': (dir) => writeFileSync(join(dir, 'config'), '[garbage'),
  'a config from another git': (dir) => appendFileSync(join(dir, 'config'), '[core]\n\tbare = perhaps\n'),
  'garbage in packed-refs': (dir) => appendFileSync(join(dir, 'packed-refs'), 'garbage\n'),
  'packed-refs cut off': (dir) => truncateSync(join(dir, 'packed-refs'), statSync(join(dir, 'packed-refs')).size - 5),
  'an empty ref': (dir) => writeFileSync(join(dir, MAIN), ''),
  'a ref to nowhere': (dir) => writeFileSync(join(dir, MAIN), `${'1'.repeat(40)}\n`),
  'a truncated pack': (dir) => inPacks(dir, '.pack', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))),
  'an empty pack': (dir) => inPacks(dir, '.pack', (file) => truncateSync(file, 0)),
  'a truncated index': (dir) => inPacks(dir, '.idx', (file) => truncateSync(file, 100)),
  'a lost pack': (dir) => inPacks(dir, '.pack', (file) => rmSync(file)),
  'no objects folder': (dir) => rmSync(join(dir, 'objects'), { recursive: true }),
  'nothing in it': (dir) => {
    rmSync(dir, { recursive: true });
    mkdirSync(dir);
  },
  'a file in its place': (dir) => {
    rmSync(dir, { recursive: true });
    writeFileSync(dir, 'x');
  },
};

test.each(Object.entries(DAMAGES))('a mirror heals from %s', async (_, damage) => {
  const world = await makeUsedWorld();
  damage(world.mirrorDir);
  world.commit({ 'b.yaml': 'b: 2\n' });
  const mirror = await world.open();
  expect(await pass(mirror)).toBe('a: 1\nb: 2\n');
  expect(discards(world)).toBe(1);
  mirror[Symbol.dispose]();
  expect(await pass(await world.open())).toBe('a: 1\nb: 2\n');
  expect(discards(world)).toBe(1);
  expect(readdirSync(join(world.folder, 'cache')).toSorted()).toEqual(['net.git', 'net.git.owners']);
});

test.each([
  ['a file', 'a.yaml'],
  ['a folder', ''],
])('an open mirror heals when the object of %s turns out to be damaged', async (_, path) => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' });
  const mirror = await world.open();
  await fetchMirror(mirror);
  const id = git(mirror.dir, 'rev-parse', `${first}:${path}`);
  const file = join(mirror.dir, 'objects', id.slice(0, 2), id.slice(2));
  chmodSync(file, 0o644);
  truncateSync(file, 3);
  expect(await Promise.all([pass(mirror), pass(mirror)])).toEqual(['a: 1\nb: 1\n', 'a: 1\nb: 1\n']);
  expect(discards(world)).toBe(1);
});

test('a commit and a push on a damaged mirror: made anew, or told to make again', async () => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  const mirror = await world.open();
  await fetchMirror(mirror);
  const commit = await commitFiles(mirror, request(first, { 'a.yaml': 'a: 2\n' }));
  const id = git(mirror.dir, 'rev-parse', `${commit}:a.yaml`);
  chmodSync(join(mirror.dir, 'objects', id.slice(0, 2), id.slice(2)), 0o644);
  truncateSync(join(mirror.dir, 'objects', id.slice(0, 2), id.slice(2)), 3);
  const failure = await failureOf(pushRefs(mirror, [{ ref: MAIN, from: first, to: commit }]));
  expect(failure).toMatchObject({ kind: 'retry', problem: { code: 'git-mirror-corrupt' } });
  await fetchMirror(mirror);
  const again = await commitFiles(mirror, request(first, { 'a.yaml': 'a: 2\n' }));
  expect(await pushRefs(mirror, [{ ref: MAIN, from: first, to: again }])).toBe('pushed');
});

test('a mirror that is damaged again right after it was made anew is for a person to mend', async () => {
  const world = await makeUsedWorld();
  writeFileSync(join(world.mirrorDir, 'HEAD'), 'garbage');
  const mirror = await world.open();
  writeFileSync(join(mirror.dir, 'HEAD'), 'garbage');
  expect(await failureOf(pass(mirror))).toMatchObject({ kind: 'stop', problem: { code: 'git-mirror-corrupt' } });
  expect(discards(world)).toBe(1);
});

test('a mirror that cannot be cloned again says so, and not that nothing exists', async () => {
  const world = await makeUsedWorld();
  const mirror = await world.open();
  writeFileSync(join(mirror.dir, 'HEAD'), 'garbage');
  renameSync(world.remoteDir, `${world.remoteDir}.away`);
  for (let n = 0; n < 2; n += 1) {
    expect(await failureOf(resolveRef(mirror, MAIN))).toMatchObject({ problem: { code: 'git-not-found' } });
  }
  mirror[Symbol.dispose]();
  renameSync(`${world.remoteDir}.away`, world.remoteDir);
  expect(await pass(await world.open())).toBe('a: 1\nb: 1\n');
});

test('what a dead process left is removed, and nothing else', async () => {
  const world = await makeUsedWorld();
  const dir = world.mirrorDir;
  const leftovers = [
    'HEAD.lock',
    'config.lock',
    'index.lock',
    'packed-refs.lock',
    'packed-refs.new',
    'shallow.lock',
    'gc.pid',
    'refs/heads/main.lock',
    'refs/heads/cordage/x.lock',
    'objects/pack/tmp_pack_abc',
    `objects/pack/pack-${'0'.repeat(40)}.keep`,
    'objects/tmp_objdir-incoming-abc/x',
    'objects/info/commit-graphs/commit-graph-chain.lock',
    'fast_import_crash_123',
    '../net.git.trash-abc/x',
  ];
  for (const name of leftovers) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), '');
  }
  git(world.remoteDir, 'update-ref', 'refs/heads/cordage/x', 'main');
  world.commit({ 'a.yaml': 'a: 2\n' });
  expect(await pass(await world.open())).toBe('a: 2\nb: 1\n');
  expect(discards(world)).toBe(0);
  expect(world.events.filter(({ event }) => event === 'leftover-removed')).toHaveLength(leftovers.length);
});
