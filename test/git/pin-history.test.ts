import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest } from '../../src/core/manifests/read.ts';
import { givenNetwork, overlay } from '../../src/core/network/network.test-data.ts';
import { editRestore } from '../../src/core/rollback/edit-restore.ts';
import { planRestore } from '../../src/core/rollback/restore.ts';
import { touchedFiles, wantedBlobs } from '../../src/core/rollback/wanted.ts';
import { commitFiles } from '../../src/git/commit.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { coverPaths, listFileHistory } from '../../src/git/history.ts';
import { readBlobs } from '../../src/git/read.ts';
import { failureOf, git, makeWorld, request } from './world.ts';

const LIMIT = 2000;
const fileOf = (node: string): string => `nodes/${node}/kustomization.yaml`;

test('what happened to some files, newest first: changes, merges, renames, links', async () => {
  const world = makeWorld();
  const work = join(world.folder, 'work');
  const first = world.commit({ 'a.yaml': 'a: 1\n', 'ö b.yaml': 'b: 1\n', 'c.yaml': 'c: 1\n' });
  world.commit({ 'c.yaml': 'c: 2\n' });
  git(work, 'checkout', '--quiet', '-b', 'side');
  world.commit({ 'a.yaml': 'a: 2\n' }, 'side');
  const side = world.commit({ 'a.yaml': 'a: 3\n', 'c.yaml': 'c: 3\n' }, 'side');
  git(work, 'checkout', '--quiet', '-');
  const message = `:100644 100644 ${'1'.repeat(40)} ${'2'.repeat(40)} M\n\n${'3'.repeat(40)}`;
  git(work, 'merge', '--quiet', '--no-ff', '--message', message, 'side');
  const merge = git(work, 'rev-parse', 'HEAD');
  const gone = world.commit({ 'ö b.yaml': undefined, 'd.yaml': 'b: 1\n' });
  symlinkSync('d.yaml', join(work, 'ö b.yaml'));
  const linked = world.commit({});
  const mirror = await world.open();
  await fetchMirror(mirror);
  const blob = (commit: string, path: string): string => git(mirror.dir, 'rev-parse', `${commit}:${path}`);
  const history = await listFileHistory(mirror, linked, ['a.yaml', 'ö b.yaml', 'none'], LIMIT);
  expect(history.map(({ commit, changes }) => ({ commit, changes }))).toEqual([
    { commit: linked, changes: [{ path: 'ö b.yaml', from: undefined, to: undefined }] },
    { commit: gone, changes: [{ path: 'ö b.yaml', from: blob(first, 'ö b.yaml'), to: undefined }] },
    { commit: merge, changes: [{ path: 'a.yaml', from: blob(first, 'a.yaml'), to: blob(side, 'a.yaml') }] },
    {
      commit: first,
      changes: [
        { path: 'a.yaml', from: undefined, to: blob(first, 'a.yaml') },
        { path: 'ö b.yaml', from: undefined, to: blob(first, 'ö b.yaml') },
      ],
    },
  ]);
  const parents = git(mirror.dir, 'show', '--no-patch', '--format=%P', merge).split(' ');
  expect(parents).toHaveLength(2);
  const at = Number(git(mirror.dir, 'show', '--no-patch', '--format=%ct', merge)) * 1000;
  expect(history[2]).toMatchObject({ parents, at, author: 'A Person', message });
  expect(history[3]?.parents).toEqual([]);
  expect((await listFileHistory(mirror, linked, ['a.yaml'], 1)).map(({ commit }) => commit)).toEqual([merge]);
  expect(await listFileHistory(mirror, linked, [], LIMIT)).toEqual([]);
  expect(await failureOf(listFileHistory(mirror, '1'.repeat(40), ['a.yaml'], LIMIT))).toMatchObject({ kind: 'retry' });
  expect(await failureOf(listFileHistory(mirror, '--all', ['a.yaml'], LIMIT))).toMatchObject({
    problem: { code: 'git-name-unsafe' },
  });
});

test('a path is a path, never a pattern or an option; a name that is not UTF-8 is none of ours', async () => {
  const world = makeWorld();
  const work = join(world.folder, 'work');
  const odd = world.commit({ '*.yaml': 'a: 1\n', '--all': 'b: 1\n', ':(glob)**': 'c: 1\n', 'a.yaml': 'd: 1\n' });
  const id = git(work, 'rev-parse', 'HEAD:a.yaml');
  const input = Buffer.concat([Buffer.from(`100644 ${id}\t`), Buffer.from([0xe9]), Buffer.from('.yaml\0')]);
  execFileSync('git', ['-C', work, 'update-index', '-z', '--index-info'], { input });
  git(work, 'commit', '--quiet', '--message', 'x');
  git(work, 'push', '--quiet', 'origin', 'HEAD:main');
  const mirror = await world.open();
  await fetchMirror(mirror);
  const head = git(work, 'rev-parse', 'HEAD');
  for (const path of ['*.yaml', '--all', ':(glob)**']) {
    const history = await listFileHistory(mirror, head, [path], LIMIT);
    expect(history.map(({ commit, changes }) => [commit, changes.map((change) => change.path)])).toEqual([
      [odd, [path]],
    ]);
  }
  expect(await listFileHistory(mirror, head, ['\uFFFD.yml'], LIMIT)).toEqual([]);
});

test('many paths become the folders around them, or none', () => {
  const many = (prefix: string): readonly string[] => Array.from({ length: 40 }, (_, n) => `${prefix}${n}`);
  expect(coverPaths(['b', 'a/c', 'b'])).toEqual(['b', 'a/c']);
  expect(coverPaths([...many('nodes/eu/'), 'shared/x/y.yaml', 'top.yaml'])).toEqual([
    'nodes/eu',
    'shared/x',
    'top.yaml',
  ]);
  expect(coverPaths(many('nodes/').flatMap((folder) => [`${folder}/a`, `${folder}/b`]))).toEqual(['nodes']);
  expect(coverPaths(many(''))).toEqual([]);
});

test('2,000 nodes in a ring with a partial second batch go back to their own versions, by 2 processes', async () => {
  const world = makeWorld();
  const mirror = await world.open();
  const nodes = Array.from({ length: 2000 }, (_, n) => `party-${n}`);
  const former = (n: number): string => (n % 3 === 0 ? '1.3.1' : '1.3.2');
  const textsAt = (count: number): Record<string, string> =>
    Object.fromEntries(nodes.map((node, n) => [fileOf(node), overlay(n < count ? '1.4.0' : former(n))]));
  let head = await commitFiles(mirror, request(undefined, textsAt(0)));
  for (const count of [1000, 1500]) head = await commitFiles(mirror, request(head, textsAt(count)));
  const now: Record<string, string> = { ...textsAt(1500), [fileOf('party-7')]: `# by hand\n${overlay('1.4.0')}` };
  head = await commitFiles(mirror, request(head, now));

  const network = givenNetwork(now);
  const asked = { artifact: 'trade', version: '1.4.0', nodes: new Set(nodes) };
  const ran = world.events.length;
  const history = await listFileHistory(mirror, head, touchedFiles(network, asked), LIMIT);
  const wanted = wantedBlobs(network, asked, history);
  const bytes = await readBlobs(
    mirror,
    wanted.map(({ blob }) => blob),
    100_000,
  );
  expect(world.events.length - ran).toBe(2);
  const plan = planRestore(network, asked, history, (path, blob) => {
    const found = bytes.get(blob);
    return found && readManifest(path, found);
  });
  expect([plan.nodes.length, plan.left.length, plan.problems]).toEqual([1500, 500, []]);
  expect(plan.left[0]?.why).toMatch(/^never moved \(1\.3\.[12]\)$/);
  const { files } = editRestore(plan.moves, (path) => Buffer.from(now[path] ?? ''));
  const back = Object.fromEntries(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
  expect({ ...now, ...back }).toEqual({
    ...textsAt(0),
    [fileOf('party-7')]: `# by hand\n${overlay(former(7))}`,
  });
});
