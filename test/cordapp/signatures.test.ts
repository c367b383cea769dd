import { OctetString } from 'asn1js';
import { ContentInfo, SignedData } from 'pkijs';
import { expect, test } from 'vitest';
import type { Content } from '../../src/cordapp/contents.ts';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';
import { pack, unpackFixture } from './repack.ts';

type Change = (contents: readonly Content[]) => readonly Content[];

const SF = 'META-INF/RSA.SF';
const BLOCK = 'META-INF/RSA.RSA';

const without = (contents: readonly Content[], name: string) => contents.filter((content) => content.name !== name);
const find = (contents: readonly Content[], name: string): Content => {
  const found = contents.find((content) => content.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const edit = (contents: readonly Content[], name: string, change: (text: string) => string) =>
  contents.map((content) =>
    content.name === name ? { name, bytes: Buffer.from(change(content.bytes.toString('latin1')), 'latin1') } : content,
  );

/** Signed by the EC key of the fixtures, over the same manifest: a signature that is good, but somewhere else. */
const addForeign = (contents: readonly Content[], other: readonly Content[]) => [
  ...contents.slice(0, 3),
  { name: 'META-INF/FOREIGN.SF', bytes: find(other, 'META-INF/EC.SF').bytes },
  { name: 'META-INF/FOREIGN.EC', bytes: find(other, 'META-INF/EC.EC').bytes },
  ...contents.slice(3),
];

/** The block with a text of its own, which Java would take for the signed one. */
const embed = (block: Buffer, text: string): string => {
  const data = new SignedData({ schema: ContentInfo.fromBER(block).content });
  data.encapContentInfo.eContent = new OctetString({ valueHex: new TextEncoder().encode(text).buffer });
  const content = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: data.toSchema(true) });
  return Buffer.from(content.toSchema().toBER()).toString('latin1');
};

test('a repacked JAR keeps its signature', async () => {
  const contents = await unpackFixture('signed-rsa.jar');
  const { signers, problems } = await inspectCordapp({ bytes: pack(contents) });
  expect([signers.length, problems]).toEqual([1, []]);
});

test('a second signature over the same manifest counts', async () => {
  const [contents, other] = await Promise.all([unpackFixture('signed-rsa.jar'), unpackFixture('signed-ec.jar')]);
  const { signers, problems } = await inspectCordapp({ bytes: pack(addForeign(contents, other)) });
  expect([signers.length, problems]).toEqual([2, []]);
});

test.each<[string, Change, readonly [code: string, message: string]]>([
  ['no block', (all) => without(all, BLOCK), ['jar-signature-invalid', 'has no signature block']],
  ['no signature file', (all) => without(all, SF), ['jar-signature-orphan', 'without its .SF file']],
  [
    'a block cut off',
    (all) => edit(all, BLOCK, (text) => text.slice(0, -9)),
    ['jar-signature-invalid', 'cannot be read'],
  ],
  ['an empty block', (all) => edit(all, BLOCK, () => ''), ['jar-signature-invalid', 'cannot be read']],
  [
    'a block with a text of its own',
    (all) => edit(all, BLOCK, (text) => embed(Buffer.from(text, 'latin1'), find(all, SF).bytes.toString())),
    ['jar-signature-invalid', 'its own copy'],
  ],
  [
    'the last byte of the signature changed',
    (all) => edit(all, BLOCK, (text) => text.replace(/.$/su, (last) => (last === 'x' ? 'y' : 'x'))),
    ['jar-signature-invalid', 'that its key did not make'],
  ],
  [
    'a signature file changed',
    (all) => edit(all, SF, (text) => `${text}\r\n`),
    ['jar-signature-invalid', 'is not the text that was signed'],
  ],
  [
    'a manifest changed in its main section',
    (all) => edit(all, 'META-INF/MANIFEST.MF', (text) => text.replace('Trade Contract', 'Other Contract')),
    ['jar-signature-invalid', 'was made for another manifest'],
  ],
  [
    'an entry and its digest changed',
    (all) => edit(all, 'META-INF/MANIFEST.MF', (text) => text.replace(/(Flow.txt\r\nSHA-256-Digest: )..../, '$1AAAA')),
    ['jar-signature-invalid', 'was made for another manifest'],
  ],
  [
    'an entry without a section',
    (all) => [...all, { name: 'META-INF/services/x', bytes: Buffer.from('x') }],
    ['jar-signers-mixed', '"META-INF/services/x"'],
  ],
  [
    'signature files after other entries',
    (all) => [...without(without(all, SF), BLOCK), find(all, SF), find(all, BLOCK)],
    ['jar-signature-late', 'no longer looks'],
  ],
])('%s', async (_, change, [code, message]) => {
  const { signers, problems } = await inspectCordapp({ bytes: pack(change(await unpackFixture('signed-rsa.jar'))) });
  const found = problems.find((problem) => problem.code === code);
  expect(found?.severity).toBe('error');
  expect(found?.message).toContain(message);
  expect(signers).toEqual([]);
});

test('of two signatures, one that does not hold is told, and the other still counts', async () => {
  const [contents, other] = await Promise.all([unpackFixture('signed-rsa.jar'), unpackFixture('signed-ec.jar')]);
  const bytes = pack(edit(addForeign(contents, other), SF, (text) => text.replace('Created-By', 'Created-by')));
  const { signers, problems } = await inspectCordapp({ bytes });
  expect(signers.map(({ subject }) => subject)).toEqual(['CN=Bravo\\, Ltd, OU=Tools + L=Zürich, O=Bravo']);
  expect(problems.map(({ code }) => code)).toEqual(['jar-signature-invalid']);
});

test('a file that Corda does not ask to be signed may be added', async () => {
  const contents = await unpackFixture('signed-rsa.jar');
  const added = [...contents, { name: 'META-INF/SIG-NOTE', bytes: Buffer.from('x') }];
  const { signers, problems } = await inspectCordapp({ bytes: pack(added) });
  expect([signers.length, problems]).toEqual([1, []]);
});

test('a digest by the name of no algorithm is passed over', async () => {
  const contents = await unpackFixture('signed-rsa.jar');
  const odd = edit(contents, 'META-INF/MANIFEST.MF', (text) => text.replaceAll('SHA-256-Digest', 'constructor-Digest'));
  const { problems } = await inspectCordapp({ bytes: pack(odd) });
  expect(problems.map(({ code }) => code)).toEqual(['jar-signature-invalid']);
});
