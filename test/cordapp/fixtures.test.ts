import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeManifest } from '../../src/core/cordapp/decode-manifest.ts';
import { isError } from '../../src/core/problem.ts';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';
import recorded from '../fixtures/jars/expected.json' with { type: 'json' };

/** What JDK 17 said of a fixture when `make.sh` made it, reading it as a node does. */
type Recorded = {
  readonly main: Readonly<Record<string, string>> | null;
  readonly signers: readonly { readonly fingerprint: string; readonly subject: string }[];
  /** The exception with which the node stops. */
  readonly refused: string | null;
};

const jars = Object.entries(recorded as Readonly<Record<string, Recorded>>);

const pathOf = (name: string): string => fileURLToPath(new URL(`../fixtures/jars/${name}`, import.meta.url));
const inspect = async (name: string) => inspectCordapp({ path: pathOf(name) });
const codesOf = async (name: string) => (await inspect(name)).problems.map(({ code }) => code);

test.each(jars)('%s: sees the manifest that the JDK sees', async (name, java) => {
  const facts = await inspect(name);
  expect(facts.manifestSeen).toBe(java.main !== null);
  const { problems: _, ...announced } = decodeManifest(new Map(Object.entries(java.main ?? {})), name);
  const unseen = { contract: undefined, workflow: undefined, legacy: undefined, minimumPlatformVersion: 1 };
  expect(facts).toMatchObject(java.main ? announced : unseen);
});

// Java 17 takes a JAR signed with SHA-1 as unsigned, Java 8 does not: we name the signer and warn.
test.each(jars.filter(([name]) => name !== 'signed-sha1.jar'))(
  '%s: finds the signers that the JDK finds',
  async (name, java) => {
    const facts = await inspect(name);
    expect(facts.problems.some(isError)).toBe(java.refused !== null || java.main === null);
    if (java.refused !== null) return;
    const bySubject = (subject: string): string => subject.replaceAll(', ', ',').replaceAll(' + ', '+');
    const signers = facts.signers.map(({ fingerprint, subject }) => ({ fingerprint, subject: bySubject(subject) }));
    const expected = java.signers.map(({ fingerprint, subject }) => ({ fingerprint, subject: bySubject(subject) }));
    const order = (a: { fingerprint: string }, b: { fingerprint: string }): number =>
      a.fingerprint < b.fingerprint ? -1 : 1;
    expect(signers.toSorted(order)).toEqual(expected.toSorted(order));
  },
);

test.each<[string, readonly string[]]>([
  ['both.jar', ['jar-unsigned']],
  ['signed-rsa.jar', []],
  ['signed-ec.jar', []],
  ['signed-dsa.jar', []],
  ['signed-ed25519.jar', []],
  ['signed-pss.jar', []],
  ['signed-sha512.jar', []],
  ['signed-sections.jar', []],
  ['signed-twice.jar', []],
  ['signed-renamed.jar', []],
  ['signed-sha1.jar', ['jar-signature-weak']],
  ['tampered.jar', ['jar-entry-changed']],
  ['extra-entry.jar', ['jar-signers-mixed']],
  ['second-signer-more.jar', ['jar-signers-mixed']],
  ['block-changed.jar', ['jar-signature-invalid']],
  ['manifest-late.jar', ['jar-manifest-late']],
])('%s: %j', async (name, codes) => {
  expect(await codesOf(name)).toEqual(codes);
});

test('a signature by SHA-1 names its signer, whom Java 17 does not see', async () => {
  expect(recorded['signed-sha1.jar'].signers).toEqual([]);
  expect((await inspect('signed-sha1.jar')).signers.map(({ subject }) => subject)).toEqual([
    'CN=Acme Release, O=Acme, C=GB',
  ]);
});

test('who signed only a part is no signer', async () => {
  expect((await inspect('extra-entry.jar')).signers).toEqual([]);
  expect((await inspect('tampered.jar')).signers).toEqual([]);
  const subjects = (await inspect('second-signer-more.jar')).signers.map(({ subject }) => subject);
  expect(subjects).toEqual(['CN=Bravo\\, Ltd, OU=Tools + L=Zürich, O=Bravo']);
});

test('hash and size are of the file, and bytes answer as the path does', async () => {
  const bytes = await readFile(pathOf('signed-rsa.jar'));
  const fromBytes = await inspectCordapp({ bytes });
  expect(fromBytes).toEqual(await inspect('signed-rsa.jar'));
  expect(fromBytes).toMatchObject({ sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length });
});

test('the JAR of the demo', async () => {
  const path = fileURLToPath(new URL('../../src/sandbox/release/trade-1.4.0.jar', import.meta.url));
  expect(await inspectCordapp({ path })).toMatchObject({
    contract: { name: 'Trade Contract', version: 8, vendor: 'Acme' },
    workflow: { name: 'Trade Flows', version: 13, vendor: 'Acme' },
    minimumPlatformVersion: 13,
    targetPlatformVersion: 13,
    signers: [{ subject: 'CN=Acme Release, O=Acme, C=GB', development: false }],
    problems: [],
  });
});
