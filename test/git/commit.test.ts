import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitFiles } from '../../src/git/commit.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { listTree, readCommit } from '../../src/git/read.ts';
import { failureOf, git, identity, makeWorld, request } from './world.ts';

const makeReadyWorld = async (files: Readonly<Record<string, string>> = { 'a.yaml': 'a: 1\n' }) => {
  const world = makeWorld();
  const first = world.commit(files);
  const mirror = await world.open();
  await fetchMirror(mirror);
  return { world, mirror, first };
};

const show = (dir: string, commit: string): string => git(dir, 'ls-tree', '-r', commit).replaceAll(/ blob \w+\t/g, ' ');

test('files are changed, added and deleted, the others stay, and no ref is left', async () => {
  const { mirror, first } = await makeReadyWorld({ 'a.yaml': 'a: 1\n', 'b/c.yaml': 'c: 1\n', 'b/d.yaml': 'd: 1\n' });
  const commit = await commitFiles(
    mirror,
    request(first, { 'a.yaml': 'a: 2\n', 'b/c.yaml': undefined, 'x/y/z.yaml': '' }),
  );
  expect(show(mirror.dir, commit)).toBe('100644 a.yaml\n100644 b/d.yaml\n100644 x/y/z.yaml');
  expect(git(mirror.dir, 'show', `${commit}:a.yaml`)).toBe('a: 2');
  expect(git(mirror.dir, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  expect(await readCommit(mirror, commit)).toEqual({
    tree: git(mirror.dir, 'rev-parse', `${commit}^{tree}`),
    parents: [first],
    author: { ...identity, time: 1_700_000_000_000 },
    committer: { ...identity, time: 1_700_000_000_000 },
    message: 'Upgrade trade to 1.4.0\n\non canary\n',
  });
  expect(git(mirror.dir, 'fsck', '--strict', '--no-dangling')).toBe('');
});

test('equal requests make equal commits, in a mirror of their own too', async () => {
  const { world, mirror, first } = await makeReadyWorld();
  const other = await world.open({ dir: join(world.folder, 'other.git') });
  await fetchMirror(other);
  const wanted = request(first, { 'a.yaml': 'a: 2\n', 'b.yaml': 'b' });
  const commits = [
    await commitFiles(mirror, wanted),
    await commitFiles(mirror, wanted),
    await commitFiles(other, wanted),
  ];
  expect(new Set(commits)).toHaveProperty('size', 1);
  expect(await commitFiles(mirror, { ...wanted, time: wanted.time + 1000 })).not.toBe(commits[0]);
});

test('no change, no commit; but a commit that asks for no change is made', async () => {
  const { mirror, first } = await makeReadyWorld();
  expect(await commitFiles(mirror, request(first, { 'a.yaml': 'a: 1\n', 'none.yaml': undefined }))).toBe(first);
  const decision = await commitFiles(mirror, request(first, {}));
  expect(decision).not.toBe(first);
  expect(git(mirror.dir, 'rev-parse', `${decision}^{tree}`)).toBe(git(mirror.dir, 'rev-parse', `${first}^{tree}`));
});

test('a history can be started', async () => {
  const { mirror } = await makeReadyWorld();
  const commit = await commitFiles(mirror, request(undefined, { 'entry.json': '{}' }));
  expect(await readCommit(mirror, commit)).toMatchObject({ parents: [] });
  expect(await readCommit(mirror, await commitFiles(mirror, request(undefined, {})))).toMatchObject({ parents: [] });
});

test('a file keeps its mode', async () => {
  const { world, mirror } = await makeReadyWorld();
  world.commit({ 'run.sh': 'echo 1\n' });
  git(join(world.folder, 'work'), 'update-index', '--chmod=+x', 'run.sh');
  git(join(world.folder, 'work'), 'commit', '--quiet', '--message', 'x');
  git(join(world.folder, 'work'), 'push', '--quiet', 'origin', 'HEAD:main');
  await fetchMirror(mirror);
  const parent = git(world.remoteDir, 'rev-parse', 'main');
  const commit = await commitFiles(mirror, request(parent, { 'run.sh': 'echo 2\n' }));
  expect(show(mirror.dir, commit)).toBe('100644 a.yaml\n100755 run.sh');
});

test.each([
  'with space.yaml',
  'quote".yaml',
  '"starts.yaml',
  'back\\slash.yaml',
  'line\nfeed.yaml',
  'tab\t.yaml',
  'ö/日本.yaml',
])('the name %j comes out as it went in', async (path) => {
  const { mirror, first } = await makeReadyWorld();
  const commit = await commitFiles(mirror, request(first, { [path]: 'x' }));
  expect((await listTree(mirror, commit)).map((entry) => entry.path)).toContain(path);
});

test('bytes and messages are data, whatever they look like', async () => {
  const { mirror, first } = await makeReadyWorld();
  const bytes = Uint8Array.from([0, 0xff, 10, 13, 10, 100, 111, 110, 101, 10]);
  const commit = await commitFiles(mirror, {
    ...request(first, {}),
    changes: [{ path: 'a.yaml', bytes }],
    message: 'done\nM 644 inline b\ndata 1\0\n',
    author: { name: 'Evil <e@x> 1 +0000\ncommitter X', email: 'a>b\n' },
  });
  expect(git(mirror.dir, 'cat-file', '-s', `${commit}:a.yaml`)).toBe('10');
  expect(await readCommit(mirror, commit)).toMatchObject({
    message: 'done\nM 644 inline b\ndata 1\n',
    author: { name: 'Evil e@x 1 +0000committer X', email: 'ab' },
  });
});

test.each([
  ['../a.yaml', 'it leaves its folder'],
  ['/etc/passwd', 'a segment is empty'],
  ['a//b', 'a segment is empty'],
  ['', 'it is no path'],
  ['x/.GIT/config', 'it goes through .git'],
  ['nul\0.yaml', 'it is no path'],
  ['link.yaml', 'it is a symlink'],
  ['module', 'it is a submodule'],
  ['dir', 'it is a folder'],
  ['a.yaml/b', 'a.yaml is not a folder'],
  ['link.yaml/b', 'link.yaml is not a folder'],
])('%j is not written: %s', async (path, why) => {
  const { world, mirror } = await makeReadyWorld();
  const work = join(world.folder, 'work');
  symlinkSync('a.yaml', join(work, 'link.yaml'));
  world.commit({ 'dir/f.yaml': '' });
  git(work, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
  git(work, 'commit', '--quiet', '--message', 'x');
  git(work, 'push', '--quiet', 'origin', 'HEAD:main');
  const parent = git(work, 'rev-parse', 'HEAD');
  await fetchMirror(mirror);
  const failure = await failureOf(commitFiles(mirror, request(parent, { [path]: 'x' })));
  expect(failure).toMatchObject({ kind: 'stop', problem: { code: 'git-path-unsafe' } });
  expect((failure as Error).message).toContain(why);
});

test('an unknown parent is asked for again later, and costs no mirror', async () => {
  const { world, mirror } = await makeReadyWorld();
  for (const files of [{}, { 'a.yaml': 'x' }]) {
    const failure = await failureOf(commitFiles(mirror, request('1'.repeat(40), files)));
    expect(failure).toMatchObject({ kind: 'retry', problem: { code: 'git-object-missing' } });
  }
  expect(world.events.filter(({ event }) => event === 'mirror-discarded')).toEqual([]);
});
