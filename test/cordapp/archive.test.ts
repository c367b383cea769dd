import { expect, test } from 'vitest';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';
import { renderManifest } from '../../src/sandbox/cordapp-jar.ts';
import type { WrittenEntry, WrittenZip } from './zip-writer.ts';
import { descriptor, writeAnyZip } from './zip-writer.ts';

const TEXT = 'a line that is long enough to be compressed, compressed, compressed, compressed\n';
const NO_SIZES = { flags: 0x0808 };

const manifest: WrittenEntry = {
  name: 'META-INF/MANIFEST.MF',
  content: renderManifest({ 'Cordapp-Contract-Name': 'Trade', 'Cordapp-Contract-Version': '1' }),
};
const file = (name: string, more: Partial<WrittenEntry> = {}): WrittenEntry => ({ name, content: TEXT, ...more });

const inspectZip = async (zip: WrittenZip) => inspectCordapp({ bytes: writeAnyZip(zip) });
const codesOf = async (zip: WrittenZip): Promise<readonly string[]> =>
  (await inspectZip(zip)).problems.map(({ code }) => code);

test.each<[string, WrittenZip]>([
  ['plain', { entries: [manifest, file('a.txt')] }],
  ['folders', { entries: [file('META-INF/', { content: '' }), manifest, file('com/', { content: '' })] }],
  ['a comment', { entries: [manifest], comment: Buffer.from('made by hand') }],
  ['a descriptor', { entries: [manifest, file('a', { both: NO_SIZES, after: descriptor(TEXT) }), file('b')] }],
  ['a bare descriptor', { entries: [manifest, file('a', { both: NO_SIZES, after: descriptor(TEXT, false) })] }],
  [
    'a descriptor, sizes left open',
    {
      entries: [
        manifest,
        file('a', {
          both: NO_SIZES,
          local: { crc32: 0, compressedSize: 0, size: 0 },
          after: descriptor(TEXT),
        }),
      ],
    },
  ],
])('reads an archive with %s', async (_, zip) => {
  const facts = await inspectZip(zip);
  expect(facts.problems.map(({ code }) => code)).toEqual(['jar-unsigned']);
  expect(facts.contract?.name).toBe('Trade');
});

test.each<[string, string, WrittenZip]>([
  ['bytes before the first entry', 'prefix', { entries: [manifest], prefix: Buffer.from('#!/bin/sh\n') }],
  ['bytes between entries', 'gap', { entries: [manifest, file('a', { before: Buffer.alloc(7) })] }],
  ['an entry that the directory does not list', 'gap', { entries: [manifest, file('a', { hidden: true }), file('b')] }],
  ['bytes after the last entry', 'directory', { entries: [manifest, file('a', { after: Buffer.alloc(7) })] }],
  ['bytes after the directory', 'directory', { entries: [manifest], beforeEnd: Buffer.alloc(20) }],
  ['two entries at one place', 'overlap', { entries: [manifest, file('a', { offset: 0 })] }],
  ['an entry inside another', 'overlap', { entries: [manifest, file('a', { offset: 30 })] }],
  [
    'another name in the local header',
    'local',
    { entries: [manifest, file('a', { local: { name: Buffer.from('b') } })] },
  ],
  ['another size in the local header', 'local', { entries: [manifest, file('a', { local: { size: 1 } })] }],
  ['another method in the local header', 'local', { entries: [manifest, file('a', { local: { method: 0 } })] }],
  [
    'a descriptor that says otherwise',
    'local',
    { entries: [file('a', { both: NO_SIZES, after: descriptor('other') })] },
  ],
  [
    'a stored entry with a descriptor',
    'local',
    { entries: [file('a', { content: 'x', both: NO_SIZES, after: descriptor('x') })] },
  ],
  ['sizes left to zip64', 'local', { entries: [manifest, file('a', { local: { size: 0xffff_ffff } })] }],
  ['an encrypted entry', 'encrypted', { entries: [manifest, file('a', { both: { flags: 1 } })] }],
  ['a masked directory', 'encrypted', { entries: [manifest, file('a', { both: { flags: 0x2000 } })] }],
  ['another compression method', 'method', { entries: [manifest, file('a', { both: { method: 12 } })] }],
  ['a name twice', 'twice', { entries: [manifest, file('a'), file('a')] }],
  ['two manifests', 'twice', { entries: [manifest, file('meta-inf/manifest.mf')] }],
  ['a false checksum', 'content', { entries: [manifest, file('a', { both: { crc32: 1 } })] }],
  ['a size too small', 'content', { entries: [manifest, file('a', { both: { size: 10 } })] }],
  ['a size too large', 'content', { entries: [manifest, file('a', { both: { size: 1000 } })] }],
  ['a folder up', 'name', { entries: [manifest, file('../../etc/passwd')] }],
  ['a folder up within', 'name', { entries: [manifest, file('a/../b')] }],
  ['an absolute path', 'name', { entries: [manifest, file('/etc/passwd')] }],
  ['a drive', 'name', { entries: [manifest, file('C:/a')] }],
  ['a backslash', 'name', { entries: [manifest, file('a\\b')] }],
  ['a NUL in the name', 'name', { entries: [manifest, file('a.class\0.txt')] }],
  ['a name that is not UTF-8', 'name', { entries: [manifest, { name: Buffer.from([0x61, 0xff]) }] }],
  ['an empty name', 'name', { entries: [manifest, file('')] }],
  ['a count below the truth', 'directory', { entries: [manifest, file('a')], end: (end) => end.writeUInt16LE(1, 10) }],
  ['a second disk', 'directory', { entries: [manifest], end: (end) => end.writeUInt16LE(1, 6) }],
])('refuses %s', async (_, how, zip) => {
  const facts = await inspectZip(zip);
  expect(facts.problems.map(({ code }) => code)).toEqual([`jar-archive-${how}`]);
  expect(facts).toMatchObject({ contract: undefined, manifestSeen: false, signers: [] });
});

test.each<[string, WrittenZip]>([
  ['this disk is not the first', { entries: [manifest], end: (end) => end.writeUInt16LE(1, 4) }],
  ['bytes follow the end', { entries: [manifest], trailing: Buffer.from('more') }],
  ['the directory lies outside', { entries: [manifest], end: (end) => end.writeUInt32LE(0x7fff_ffff, 16) }],
  ['the count is above the truth', { entries: [manifest], end: (end) => end.writeUInt16LE(2, 10) }],
])('refuses an archive where %s', async (_, zip) => {
  expect(await codesOf(zip)).toEqual(['jar-archive-broken']);
});

test('refuses every beginning of a JAR', async () => {
  const whole = writeAnyZip({ entries: [manifest, file('a')] });
  for (let length = 0; length < whole.length; length += 1) {
    const { problems } = await inspectCordapp({ bytes: whole.subarray(0, length) });
    expect(problems.map(({ code }) => code)).toEqual(['jar-archive-broken']);
  }
});

test('a manifest that zip tools see and a node does not', async () => {
  const facts = await inspectZip({ entries: [file('a.txt'), manifest] });
  expect(facts).toMatchObject({ manifestSeen: false, contract: undefined, minimumPlatformVersion: 1 });
  expect(facts.problems.map(({ message }) => message)).toMatchInlineSnapshot(`
    [
      "META-INF/MANIFEST.MF is entry 2 of the JAR; the node looks only at the first (or the second, after META-INF/), and takes every default and no signature",
    ]
  `);
});

test('an archive without a manifest', async () => {
  expect(await codesOf({ entries: [file('a.txt')] })).toEqual(['jar-manifest-missing']);
  expect(await codesOf({ entries: [] })).toEqual(['jar-manifest-missing']);
});
