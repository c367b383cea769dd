import { chmod, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFiles } from '../../src/cli/write-files.ts';
import type { EditedFile } from '../../src/core/rollout/edit-pins.ts';
import { givenFolder } from './call.ts';

const FILES = { 'a/x.yaml': 'old a\n', 'b/x.yaml': 'old b\n', 'c/x.yaml': 'old c\n' };

const edits = (paths: readonly string[] = Object.keys(FILES)): readonly EditedFile[] =>
  paths.map((path) => ({
    path,
    before: Buffer.from(FILES[path as keyof typeof FILES]),
    bytes: Buffer.from(FILES[path as keyof typeof FILES].replace('old', 'new')),
  }));

const readAll = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
};

const codes = (problems: ReturnType<typeof writeFiles>) => problems.map(({ code, at }) => `${at?.file} ${code}`);

test('writes all, and leaves nothing else behind', async () => {
  const folder = await givenFolder(FILES);
  expect(writeFiles(folder, edits())).toEqual([]);
  expect(await readAll(folder)).toEqual({ 'a/x.yaml': 'new a\n', 'b/x.yaml': 'new b\n', 'c/x.yaml': 'new c\n' });
});

test.each([0o644, 0o600, 0o755, 0o664])('keeps the mode %o, whatever the umask', async (mode) => {
  const folder = await givenFolder(FILES);
  await chmod(join(folder, 'a/x.yaml'), mode);
  expect(writeFiles(folder, edits(['a/x.yaml']))).toEqual([]);
  expect((await stat(join(folder, 'a/x.yaml'))).mode & 0o7777).toBe(mode);
});

test('a file that was changed meanwhile stops all', async () => {
  const folder = await givenFolder({ ...FILES, 'c/x.yaml': 'a person was faster\n' });
  expect(codes(writeFiles(folder, edits()))).toEqual(['c/x.yaml file-changed']);
  expect(await readAll(folder)).toEqual({ ...FILES, 'c/x.yaml': 'a person was faster\n' });
});

test('a link that took the place of a file is neither followed nor replaced', async () => {
  const elsewhere = await givenFolder({ 'x.yaml': 'old b\n' });
  const folder = await givenFolder(FILES);
  await rename(join(folder, 'b/x.yaml'), join(folder, 'b/y.yaml'));
  await symlink(join(elsewhere, 'x.yaml'), join(folder, 'b/x.yaml'));
  expect(writeFiles(folder, edits())).toMatchObject([
    { code: 'file-unwritable', message: expect.stringContaining('is a symbolic link') },
  ]);
  expect(await readAll(elsewhere)).toEqual({ 'x.yaml': 'old b\n' });
  expect(await readAll(folder)).toEqual({ 'a/x.yaml': 'old a\n', 'b/y.yaml': 'old b\n', 'c/x.yaml': 'old c\n' });
});

test('a link at the place of the part is not written through', async () => {
  const elsewhere = await givenFolder({ precious: 'stays\n' });
  const folder = await givenFolder(FILES);
  await symlink(join(elsewhere, 'precious'), join(folder, 'a/x.yaml.cordage-part'));
  expect(writeFiles(folder, edits())).toEqual([]);
  expect(await readAll(elsewhere)).toEqual({ precious: 'stays\n' });
});

test('what a killed run left does not stand in the way', async () => {
  const folder = await givenFolder({ ...FILES, 'a/x.yaml.cordage-part': 'half' });
  expect(writeFiles(folder, edits())).toEqual([]);
  expect(Object.keys(await readAll(folder)).toSorted()).toEqual(Object.keys(FILES));
});

test.each([0, 1, 2])('when rename %i fails, those before it are taken back', async (failing) => {
  const folder = await givenFolder(FILES);
  let calls = 0;
  const problems = writeFiles(folder, edits(), (from, to) => {
    if (calls === failing) throw Object.assign(new Error('no'), { code: 'ENOSPC' });
    calls += 1;
    renameSync(from, to);
  });
  expect(codes(problems)).toEqual([`${Object.keys(FILES)[failing]} file-unwritable`]);
  expect(await readAll(folder)).toEqual(FILES);
});

test('what cannot be taken back is told by name', async () => {
  const folder = await givenFolder(FILES);
  const problems = writeFiles(folder, edits(), (from, to) => {
    if (to.endsWith('c/x.yaml')) throw Object.assign(new Error('no'), { code: 'EIO' });
    renameSync(from, `${to}.gone`);
  });
  expect(problems.map(({ code }) => code)).toContain('file-unwritable');
  expect(problems.length).toBe(3);
});

test('a folder that cannot be written stops all before anything is touched', async () => {
  const folder = await givenFolder(FILES);
  await mkdir(join(folder, 'c/x.yaml.cordage-part'));
  await writeFile(join(folder, 'c/x.yaml.cordage-part/mine'), '');
  expect(writeFiles(folder, edits())).toMatchObject([{ code: 'file-unwritable' }]);
  expect(await readAll(folder)).toEqual({ ...FILES, 'c/x.yaml.cordage-part/mine': '' });
});

test('does not stay subscribed to signals', async () => {
  const before = process.listenerCount('SIGINT');
  writeFiles(await givenFolder(FILES), edits());
  expect(process.listenerCount('SIGINT')).toBe(before);
});
