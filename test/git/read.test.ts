import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitFiles } from '../../src/git/commit.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { createBatchParser } from '../../src/git/objects.ts';
import { listTree, readBlobs } from '../../src/git/read.ts';
import { failureOf, git, makeWorld, request } from './world.ts';

test('a tree lists files, symlinks and submodules with their sizes', async () => {
  const world = makeWorld();
  const work = join(world.folder, 'work');
  symlinkSync('a.yaml', join(work, 'link'));
  world.commit({ 'a.yaml': 'a: 1\n', 'b/ö.yaml': '' });
  git(work, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
  git(work, 'commit', '--quiet', '--message', 'x');
  git(work, 'push', '--quiet', 'origin', 'HEAD:main');
  const mirror = await world.open();
  await fetchMirror(mirror);
  const entries = await listTree(mirror, git(work, 'rev-parse', 'HEAD'));
  expect(entries.map(({ path, kind, size, mode }) => [path, kind, size, mode])).toEqual([
    ['a.yaml', 'file', 5, '100644'],
    ['b/ö.yaml', 'file', 0, '100644'],
    ['link', 'symlink', 6, '120000'],
    ['module', 'submodule', 0, '160000'],
  ]);
  expect((await listTree(mirror, git(work, 'rev-parse', 'HEAD'), 'b')).map(({ path }) => path)).toEqual(['b/ö.yaml']);
  const blobs = await readBlobs(
    mirror,
    entries.filter(({ kind }) => kind !== 'submodule').map(({ blob }) => blob),
    1000,
  );
  expect(entries.map(({ blob }) => Buffer.from(blobs.get(blob) ?? []).toString())).toEqual([
    'a: 1\n',
    '',
    'a.yaml',
    '',
  ]);
});

test('an empty tree and no blobs are nothing', async () => {
  const world = makeWorld();
  const mirror = await world.open();
  const commit = await commitFiles(mirror, request(undefined, {}));
  expect(await listTree(mirror, commit)).toEqual([]);
  expect(await readBlobs(mirror, [], 1)).toEqual(new Map());
});

test('a name that is not UTF-8 is left out and told', async () => {
  const world = makeWorld();
  const work = join(world.folder, 'work');
  const blob = execFileSync('git', ['-C', work, 'hash-object', '-w', '--stdin'], {
    input: 'x',
    encoding: 'utf8',
  }).trim();
  const input = Buffer.concat([
    Buffer.from(`100644 ${blob}\tcaf`),
    Buffer.from([0xe9, 0]),
    Buffer.from(`100644 ${blob}\tok\0`),
  ]);
  execFileSync('git', ['-C', work, 'update-index', '-z', '--index-info'], { input });
  git(work, 'commit', '--quiet', '--message', 'x');
  git(work, 'push', '--quiet', 'origin', 'HEAD:main');
  const mirror = await world.open();
  await fetchMirror(mirror);
  const entries = await listTree(mirror, git(work, 'rev-parse', 'HEAD'));
  expect(entries.map(({ path }) => path)).toEqual(['ok']);
  expect(world.events).toContainEqual(expect.objectContaining({ event: 'path-left-out', path: 'caf\uFFFD' }));
});

test('a blob over the limit is left out and told, those around it are read', async () => {
  const world = makeWorld();
  const large = randomBytes(3_000_000);
  const commit = world.commit({ 'a.yaml': 'a: 1\n', 'large.bin': large, 'z.yaml': 'z: 1\n' });
  const mirror = await world.open();
  await fetchMirror(mirror);
  const entries = await listTree(mirror, commit);
  const ids = entries.map(({ blob }) => blob);
  const few = await readBlobs(mirror, [...ids, ...ids], 5);
  expect([...few.values()].map((bytes) => Buffer.from(bytes).toString())).toEqual(['a: 1\n', 'z: 1\n']);
  expect(world.events).toContainEqual({ event: 'blob-left-out', blob: entries[1]?.blob, size: 3_000_000 });
  const all = await readBlobs(mirror, ids, 3_000_000);
  expect(large.equals(all.get(ids[1] ?? '') ?? new Uint8Array())).toBe(true);
});

test('an unknown commit is asked for again later, and costs no mirror', async () => {
  const world = makeWorld();
  const mirror = await world.open();
  expect(await failureOf(listTree(mirror, '1'.repeat(40)))).toMatchObject({
    kind: 'retry',
    problem: { code: 'git-object-missing' },
  });
  expect(await failureOf(listTree(mirror, 'HEAD'))).toMatchObject({ problem: { code: 'git-name-unsafe' } });
  expect(world.events.filter(({ event }) => event === 'mirror-discarded')).toEqual([]);
});

test("git's batch answer is understood wherever it is cut", () => {
  const objects = fc.array(fc.option(fc.uint8Array({ maxLength: 20 }), { nil: undefined }), { maxLength: 6 });
  fc.assert(
    fc.property(objects, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (contents, cuts) => {
      const parts = contents.flatMap((bytes, n) =>
        bytes === undefined
          ? [Buffer.from(`id${n} missing\n`)]
          : [Buffer.from(`id${n} blob ${bytes.length}\n`), bytes, Buffer.from('\n')],
      );
      const answer = Buffer.concat(parts);
      const seen: unknown[] = [];
      const parser = createBatchParser(10, (object) => seen.push('bytes' in object ? object.bytes : undefined));
      for (let at = 0, turn = 0; at < answer.length; turn += 1) {
        const size = cuts[turn % cuts.length] ?? 1;
        parser.take(answer.subarray(at, at + size));
        at += size;
      }
      expect(seen).toEqual(contents.map((bytes) => (bytes !== undefined && bytes.length <= 10 ? bytes : undefined)));
      expect(parser.atEnd()).toBe(true);
    }),
  );
});

test('3,000 nodes are read by 2 processes and changed by 2 more', async () => {
  const world = makeWorld();
  const mirror = await world.open();
  const names = Array.from({ length: 3000 }, (_, n) => `nodes/party-${n}/kustomization.yaml`);
  const filesAt = (version: string) =>
    Object.fromEntries(names.map((name) => [name, `# ${name}\nnewTag: ${version}\n`]));
  const base = await commitFiles(mirror, request(undefined, filesAt('1.3.2')));
  const ran = () => world.events.filter(({ event }) => event === 'git-ran').length;
  const start = ran();
  const entries = await listTree(mirror, base);
  const blobs = await readBlobs(
    mirror,
    entries.map(({ blob }) => blob),
    1000,
  );
  expect([entries.length, blobs.size, ran() - start]).toEqual([3000, 3000, 2]);
  const next = await commitFiles(mirror, request(base, filesAt('1.4.0')));
  expect(ran() - start).toBe(4);
  expect(git(mirror.dir, 'diff', '--shortstat', base, next)).toBe(
    '3000 files changed, 3000 insertions(+), 3000 deletions(-)',
  );
});
