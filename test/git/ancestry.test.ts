import { expect, test } from 'vitest';
import { containedIn } from '../../src/git/ancestry.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { failureOf, makeWorld } from './world.ts';

const UNKNOWN = '1'.repeat(40);

test('tells in one answer which commits a revision contains', async () => {
  const world = makeWorld();
  const [first, second, third] = [1, 2, 3].map((a) => world.commit({ 'a.yaml': `a: ${a}\n` }));
  const other = world.commit({ 'b.yaml': 'b: 1\n' }, 'other');
  if (!first || !second || !third) throw new Error('a commit is missing');
  const mirror = await world.open();
  await fetchMirror(mirror);
  const all = [first, second, third, other];
  expect(await containedIn(mirror, third, all)).toEqual(new Set([first, second, third]));
  expect(await containedIn(mirror, first, all)).toEqual(new Set([first]));
  expect(await containedIn(mirror, other, [other])).toEqual(new Set([other]));
  expect(await containedIn(mirror, first, [third])).toEqual(new Set());
});

test('says nothing of a revision that is no commit here, and keeps the mirror', async () => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  const mirror = await world.open();
  await fetchMirror(mirror);
  for (const revision of [UNKNOWN, 'main', 'HEAD', '', '--all', `${first} --all`])
    expect(await containedIn(mirror, revision, [first])).toBeUndefined();
  expect(await failureOf(containedIn(mirror, first, ['--all']))).toMatchObject({ kind: 'stop' });
  expect(world.events.filter(({ event }) => event === 'mirror-discarded')).toEqual([]);
});
