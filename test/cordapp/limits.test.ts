import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';
import { LIMITS, type Limits } from '../../src/cordapp/limits.ts';
import { renderManifest } from '../../src/sandbox/cordapp-jar.ts';
import { endRecord } from '../../src/sandbox/zip.ts';
import type { WrittenEntry } from './zip-writer.ts';
import { writeAnyZip } from './zip-writer.ts';

const MEBIBYTE = 1024 * 1024;

const manifest: WrittenEntry = { name: 'META-INF/MANIFEST.MF', content: renderManifest({}) };

const codesOf = async (bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<readonly string[]> =>
  (await inspectCordapp({ bytes }, { limits })).problems.map(({ code }) => code);

test('a bomb is refused by what it announces', async () => {
  const zeros = { name: 'zeros', content: Buffer.alloc(20 * MEBIBYTE) };
  expect(await codesOf(writeAnyZip({ entries: [manifest, zeros] }))).toEqual(['jar-inflates-too-much']);
});

test('a bomb that announces little costs no more than that', async () => {
  const liar = { name: 'zeros', content: Buffer.alloc(20 * MEBIBYTE), both: { size: 1000 } };
  expect(await codesOf(writeAnyZip({ entries: [manifest, liar] }))).toEqual(['jar-archive-content']);
});

test('the sum of all entries is limited, by the ratio and in bytes', async () => {
  const entries = Array.from({ length: 9 }, (_, index) => ({ name: `z${index}`, content: Buffer.alloc(2 * MEBIBYTE) }));
  const bytes = writeAnyZip({ entries: [manifest, ...entries] });
  expect(await codesOf(bytes)).toEqual(['jar-inflates-too-much']);
  expect(await codesOf(bytes, { ratio: 10_000 })).toEqual(['jar-unsigned']);
  expect(await codesOf(bytes, { ratio: 10_000, inflatedBytes: MEBIBYTE })).toEqual(['jar-inflates-too-much']);
});

test('an entry is limited also where it does not compress', async () => {
  const bytes = writeAnyZip({ entries: [manifest, { name: 'noise', content: randomBytes(2000) }] });
  expect(await codesOf(bytes, { entryBytes: 1999 })).toEqual(['jar-inflates-too-much']);
  expect(await codesOf(bytes, { entryBytes: 2000 })).toEqual(['jar-unsigned']);
});

test('a huge manifest is refused unread', async () => {
  const huge = { name: 'META-INF/MANIFEST.MF', content: Buffer.alloc(LIMITS.manifestBytes + 1, 'a: 1\n') };
  const facts = await inspectCordapp({ bytes: writeAnyZip({ entries: [huge] }) });
  expect(facts.problems.map(({ code }) => code)).toEqual(['jar-inflates-too-much']);
  expect(facts.manifestSeen).toBe(false);
});

test.each([
  [
    'a large signature block',
    'jar-inflates-too-much',
    [
      ['A.SF', 10],
      ['A.RSA', LIMITS.blockBytes + 1],
    ] as const,
  ],
  [
    'large signature files',
    'jar-inflates-too-much',
    [
      ['A.SF', LIMITS.signatureBytes],
      ['B.SF', 1],
    ] as const,
  ],
  [
    'too many signature files',
    'jar-signatures-too-many',
    Array.from({ length: 21 }, (_, at) => [`${at}.SF`, 9] as const),
  ],
])('%s: refused unread', async (_, code, files) => {
  const entries = files.map(([name, size]) => ({ name: `META-INF/${name}`, content: Buffer.alloc(size) }));
  expect(await codesOf(writeAnyZip({ entries: [manifest, ...entries] }))).toEqual([code]);
});

test('a manifest that repeats itself is told in a few lines', async () => {
  const content =
    'Min-Platform-Version: 4\n'.repeat(100_000) +
    Array.from({ length: 5000 }, (_, at) => `A${at}: 1\nA${at}: 2\n`).join('');
  const facts = await inspectCordapp({ bytes: writeAnyZip({ entries: [{ name: 'META-INF/MANIFEST.MF', content }] }) });
  expect(facts.problems).toHaveLength(11);
  expect(facts.problems[0]?.message).toMatchInlineSnapshot(
    `"Min-Platform-Version stands more than once; the node takes the last one, "4""`,
  );
});

test('a million entries are refused by the count, which zip64 holds', async () => {
  const zip64 = Buffer.alloc(56 + 20);
  zip64.writeUInt32LE(0x06064b50, 0);
  zip64.writeBigUInt64LE(44n, 4);
  zip64.writeBigUInt64LE(1_000_000n, 24);
  zip64.writeBigUInt64LE(1_000_000n, 32);
  zip64.writeUInt32LE(0x07064b50, 56);
  zip64.writeUInt32LE(1, 72);
  expect(await codesOf(Buffer.concat([zip64, endRecord(0xffff, 0, 0xffff_ffff)]))).toEqual(['jar-too-many-entries']);
});

test('zip64 is refused also where it is small', async () => {
  const locator = Buffer.alloc(56 + 20);
  locator.writeUInt32LE(0x06064b50, 0);
  locator.writeBigUInt64LE(1n, 24);
  locator.writeBigUInt64LE(1n, 32);
  locator.writeUInt32LE(0x07064b50, 56);
  const plain = writeAnyZip({ entries: [manifest] });
  const directory = plain.readUInt32LE(plain.length - 6);
  locator.writeBigUInt64LE(BigInt(directory), 48);
  locator.writeBigUInt64LE(BigInt(plain.length - 22), 64);
  const bytes = Buffer.concat([plain.subarray(0, -22), locator, plain.subarray(-22)]);
  expect(await codesOf(bytes)).toEqual(['jar-archive-directory']);
});

test('entries are read up to the limit, and not one more', async () => {
  const limits = { entries: 2000 };
  const entries = Array.from({ length: 1999 }, (_, at) => ({ name: `f${at}`, content: `${at}` }));
  expect(await codesOf(writeAnyZip({ entries: [manifest, ...entries] }), limits)).toEqual(['jar-unsigned']);
  const more = writeAnyZip({ entries: [manifest, ...entries, { name: 'more', content: '' }] });
  expect(await codesOf(more, limits)).toEqual(['jar-too-many-entries']);
});

test('a file that is too large is hashed, from disk and from memory, and not inspected', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cordage-jar-'));
  try {
    const path = join(directory, 'large.jar');
    const bytes = writeAnyZip({ entries: [manifest] });
    await writeFile(path, bytes);
    const limits = { fileBytes: bytes.length - 1 };
    const [whole, fromDisk, fromMemory] = await Promise.all([
      inspectCordapp({ path }),
      inspectCordapp({ path }, { limits }),
      inspectCordapp({ bytes }, { limits }),
    ]);
    expect(fromDisk).toEqual(fromMemory);
    expect(fromDisk).toMatchObject({ sha256: whole.sha256, size: bytes.length, manifestSeen: false });
    expect(fromDisk.problems.map(({ code }) => code)).toEqual(['jar-too-large']);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a file that is not there is a problem', async () => {
  const { problems } = await inspectCordapp({ path: join(tmpdir(), 'no', 'such.jar') });
  expect(problems.map(({ code }) => code)).toEqual(['jar-unreadable']);
});
