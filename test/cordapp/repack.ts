import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openArchive } from '../../src/cordapp/archive.ts';
import type { Content } from '../../src/cordapp/contents.ts';
import { readContents } from '../../src/cordapp/contents.ts';
import { LIMITS } from '../../src/cordapp/limits.ts';
import { writeZip, zipEntry } from '../../src/sandbox/zip.ts';

export const readFixture = async (name: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../fixtures/jars/${name}`, import.meta.url)));

/** The entries of a fixture, unpacked. */
export const unpackFixture = async (name: string): Promise<readonly Content[]> => unpack(`jars/${name}`);

/** The entries of a JAR under `test/fixtures/`. */
export const unpack = async (path: string): Promise<readonly Content[]> => {
  const bytes = await readFile(fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url)));
  const archive = await openArchive(bytes, LIMITS);
  if (!archive.ok) throw new Error(archive.problems[0]?.message);
  const contents: Content[] = [];
  await readContents(archive.value, LIMITS, (content) => contents.push(content));
  return contents;
};

/** A JAR of these entries; what was signed before is signed still, for signatures are over contents. */
export const pack = (contents: readonly Content[]): Buffer =>
  writeZip(contents.map(({ name, bytes }) => zipEntry(name, bytes)));
