import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitFiles } from '../../src/git/commit.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { parseCommit } from '../../src/git/parse-commit.ts';
import { diffTrees, isAncestor, lastCommitTouching, listTree, readCommit } from '../../src/git/read.ts';
import { tidyMirror } from '../../src/git/tidy.ts';
import { failureOf, git, makeWorld, request } from './world.ts';

const UNKNOWN = '1'.repeat(40);

const makeReadyWorld = async () => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n', 'n/b.yaml': 'b: 1\n' });
  const second = world.commit({ 'a.yaml': 'a: 2\n' });
  const third = world.commit({ 'n/b.yaml': undefined, 'n/c.yaml': 'c: 1\n' });
  const mirror = await world.open();
  await fetchMirror(mirror);
  return { world, mirror, first, second, third };
};

test('who comes before whom', async () => {
  const { mirror, first, second, world } = await makeReadyWorld();
  expect(await isAncestor(mirror, first, second)).toBe(true);
  expect(await isAncestor(mirror, first, first)).toBe(true);
  expect(await isAncestor(mirror, second, first)).toBe(false);
  expect(await isAncestor(mirror, UNKNOWN, first)).toBe(false);
  expect(await isAncestor(mirror, first, UNKNOWN)).toBe(false);
  expect(world.events.filter(({ event }) => event === 'mirror-discarded')).toEqual([]);
});

test('what differs, by blob', async () => {
  const { mirror, first, third } = await makeReadyWorld();
  const at = (commit: string, path: string) => git(mirror.dir, 'rev-parse', `${commit}:${path}`);
  expect(await diffTrees(mirror, first, third)).toEqual([
    { path: 'a.yaml', from: at(first, 'a.yaml'), to: at(third, 'a.yaml') },
    { path: 'n/b.yaml', from: at(first, 'n/b.yaml'), to: undefined },
    { path: 'n/c.yaml', from: undefined, to: at(third, 'n/c.yaml') },
  ]);
  expect(await diffTrees(mirror, first, first)).toEqual([]);
  expect(await failureOf(diffTrees(mirror, first, UNKNOWN))).toMatchObject({ kind: 'retry' });
});

test('which commit touched a path last', async () => {
  const { mirror, first, second, third } = await makeReadyWorld();
  expect(await lastCommitTouching(mirror, third, ['a.yaml'])).toBe(second);
  expect(await lastCommitTouching(mirror, third, ['n'])).toBe(third);
  expect(await lastCommitTouching(mirror, second, ['n/b.yaml'])).toBe(first);
  expect(await lastCommitTouching(mirror, third, ['none'])).toBeUndefined();
  expect(await lastCommitTouching(mirror, third, [':(glob)**'])).toBeUndefined();
});

test('a commit that is not there, or is no commit, is undefined', async () => {
  const { mirror, first } = await makeReadyWorld();
  expect(await readCommit(mirror, UNKNOWN)).toBeUndefined();
  expect(await readCommit(mirror, git(mirror.dir, 'rev-parse', `${first}^{tree}`))).toBeUndefined();
});

test('odd commits of others are read: signed, merged, without a message or a name', () => {
  const text = [
    `tree ${UNKNOWN}`,
    `parent ${UNKNOWN}`,
    `parent ${UNKNOWN}`,
    'author <> 12 +0100',
    'committer A <B> C <a@b.c> 99999999999 -0000',
    'gpgsig -----BEGIN SSH SIGNATURE-----',
    ' author forged <x@y> 1 +0000',
    ' -----END SSH SIGNATURE-----',
  ].join('\n');
  expect(parseCommit(Buffer.from(text))).toEqual({
    tree: UNKNOWN,
    parents: [UNKNOWN, UNKNOWN],
    author: { name: '', email: '', time: 12_000 },
    committer: { name: 'A', email: 'B', time: 0 },
    message: '',
  });
  expect(parseCommit(Buffer.from(`${text}\n\nparent x\n\ny`)).message).toBe('parent x\n\ny');
});

test('tidying packs what is loose and loses nothing', async () => {
  const { mirror } = await makeReadyWorld();
  const packs = () => readdirSync(join(mirror.dir, 'objects', 'pack')).filter((name) => name.endsWith('.pack')).length;
  let parent: string | undefined;
  for (let n = 0; n < 22; n += 1) {
    // So many objects that fast-import keeps them as a pack.
    const files = Object.fromEntries(Array.from({ length: 110 }, (_, m) => [`${n}/${m}`, `${n} ${m}`]));
    parent = await commitFiles(mirror, request(parent, files));
    git(mirror.dir, 'update-ref', 'refs/heads/kept', parent);
  }
  expect(packs()).toBeGreaterThan(20);
  await tidyMirror(mirror);
  expect(packs()).toBe(1);
  expect(git(mirror.dir, 'fsck', '--strict', '--no-dangling')).toBe('');
  expect((await listTree(mirror, parent ?? '')).length).toBe(22 * 110);
});
