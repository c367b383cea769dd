import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { corda, cordapp, group, stand, tellRule, world } from '../../src/core/rules/rules.test-data.ts';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';

/** JARs that the JDK's own `jar` and `jarsigner` made, as nodes get them by a release. */
const load = async (name: string) => {
  const path = fileURLToPath(new URL(`../fixtures/jars/${name}`, import.meta.url));
  const facts = await inspectCordapp({ path });
  return { name, sha256: facts.sha256, facts };
};

const judge = async (version: string, before: string, after: string) => {
  const node = corda(version);
  const given = world({ kind: 'cordapp', artifact: 'trade' }, [
    group(stand(node, cordapp('1.0.0', [await load(before)])), stand(node, cordapp('2.0.0', [await load(after)]))),
  ]);
  return ['R17', 'R18', 'R19', 'R20'].flatMap((rule) => tellRule(rule, given).map((told) => `${rule} ${told}`));
};

const ACME = 'CN=Acme Release, O=Acme, C=GB (8CD1D3A83F487D6E)';
const BRAVO = String.raw`CN=Bravo\, Ltd, OU=Tools + L=Zürich, O=Bravo (D6A1CACF43C90D9D)`;
const CONSTRAINT = 'states under a signature constraint need every key that signed the former release';
const MIXED =
  'Mismatch between signers: 1 entry has not the same signers as "com/acme/Contract.txt": "com/acme/New.txt"';

const unclear = (name: string) => ['R18', 'R19'].map((rule) => `${rule} lacks 2 nodes: the signers of ${name}`);
const lost = (name: string, who: string) => `R18 block 2 nodes: ${name} lacks the signature of ${who}: ${CONSTRAINT}`;

test('what is held against each other are signed contract JARs', async () => {
  const { facts } = await load('signed-rsa.jar');
  expect(facts).toMatchObject({ contract: { version: 8 }, signers: [{ development: false }], problems: [] });
});

test.each<[string, string, readonly string[]]>([
  ['signed-rsa.jar', 'signed-sha512.jar', []],
  ['signed-rsa.jar', 'signed-renamed.jar', []],
  [
    'signed-rsa.jar',
    'signed-twice.jar',
    [
      `R18 warn 2 nodes: signed-twice.jar is signed by ${BRAVO} too; states that it writes need all of its signers from then on`,
    ],
  ],
  ['signed-twice.jar', 'signed-rsa.jar', [lost('signed-rsa.jar', BRAVO)]],
  ['signed-rsa.jar', 'signed-ec.jar', [lost('signed-ec.jar', ACME)]],
  [
    'signed-rsa.jar',
    'both.jar',
    [
      lost('both.jar', ACME),
      'R19 block 2 nodes: both.jar holds contracts and is not signed: its states get no signature constraint',
    ],
  ],
  [
    'signed-rsa.jar',
    'tampered.jar',
    [
      ...unclear('tampered.jar'),
      'R20 block 2 nodes: tampered.jar: 1 entry does not match the signed digests: "com/acme/Flow.txt"',
    ],
  ],
  [
    'signed-rsa.jar',
    'extra-entry.jar',
    [...unclear('extra-entry.jar'), `R20 block 2 nodes: extra-entry.jar: ${MIXED}`],
  ],
  [
    'signed-rsa.jar',
    'second-signer-more.jar',
    [lost('second-signer-more.jar', ACME), `R20 block 2 nodes: second-signer-more.jar: ${MIXED}`],
  ],
  [
    'signed-rsa.jar',
    'block-changed.jar',
    [
      ...unclear('block-changed.jar'),
      'R20 block 2 nodes: block-changed.jar: META-INF/RSA.SF is not the text that was signed',
    ],
  ],
  [
    'signed-rsa.jar',
    'manifest-late.jar',
    [
      'R17 block 2 nodes: manifest-late.jar: META-INF/MANIFEST.MF is entry 6 of the JAR; the node looks only at the first (or the second, after META-INF/), and takes every default and no signature',
      ...unclear('manifest-late.jar'),
    ],
  ],
  ['block-changed.jar', 'signed-rsa.jar', ['R18 lacks 2 nodes: the signers of block-changed.jar']],
])('%s, then %s', async (before, after, told) => {
  expect(await judge('4.11.8', before, after)).toEqual(told);
});

test('a signature by SHA-1 is none to a node on Java 17', async () => {
  expect(await judge('4.11.8', 'signed-rsa.jar', 'signed-sha1.jar')).toEqual([]);
  expect(await judge('4.12', 'signed-rsa.jar', 'signed-sha1.jar')).toEqual([
    'R19 block 2 nodes: signed-sha1.jar holds contracts and is not signed for Java 17, which passes over SHA-1 and short keys: its states get no signature constraint',
  ]);
});
