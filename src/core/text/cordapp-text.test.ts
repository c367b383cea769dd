import { expect, test } from 'vitest';
import type { CordappFacts } from '../cordapp/cordapp.ts';
import { manifestLate, versionNotWhole } from './cordapp-problems.ts';
import { renderCordapp } from './cordapp-text.ts';
import { unsigned } from './signature-problems.ts';

const facts: CordappFacts = {
  sha256: '9f2c'.repeat(16),
  size: 3434,
  manifestSeen: true,
  contract: { name: 'Trade Contract', version: 8, vendor: 'Acme', licence: 'Apache-2.0' },
  workflow: { name: 'Trade Flows', version: 13, vendor: 'Acme', licence: 'Unknown' },
  legacy: undefined,
  minimumPlatformVersion: 13,
  targetPlatformVersion: 140,
  signers: [{ subject: 'CN=Acme Release, O=Acme, C=GB', fingerprint: 'AB'.repeat(32), development: false }],
  code: undefined,
  problems: [],
};

test('a CorDapp as it should be', () => {
  expect(renderCordapp(facts, 'trade-1.4.0.jar')).toMatchInlineSnapshot(`
    "trade-1.4.0.jar, 3.4 kB
      contract  "Trade Contract" 8, Acme, licence Apache-2.0
      workflow  "Trade Flows" 13, Acme, licence Unknown
      platform  minimum 13, target 140
      signer    CN=Acme Release, O=Acme, C=GB
                key ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB
      SHA-256   9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c
    "
  `);
});

test('an unsigned one of the old style, with what is wrong', () => {
  const old = { name: 'Old Trade', version: '0.9', vendor: 'Acme' };
  const problems = [versionNotWhole('Cordapp-Contract-Version', '8.1'), unsigned()];
  expect(
    renderCordapp(
      { ...facts, contract: undefined, workflow: undefined, legacy: old, signers: [], problems },
      'old.jar',
    ),
  ).toMatchInlineSnapshot(`
    "old.jar, 3.4 kB
      legacy    "Old Trade" 0.9, Acme
      platform  minimum 13, target 140
      signer    none that signed every entry
      SHA-256   9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c
      error     Version identifier (8.1) for attribute Cordapp-Contract-Version must be a whole number starting from 1
                write a whole number; the node refuses to start with this one
      warning   the JAR is not signed, so its contracts get no signature constraint
                sign it with jarsigner or the "signing" block of the Corda Gradle plugin
      1 error, 1 warning
    "
  `);
});

test('one whose manifest the node does not see', () => {
  const unseen = { ...facts, manifestSeen: false, contract: undefined, workflow: undefined, minimumPlatformVersion: 1 };
  expect(renderCordapp({ ...unseen, signers: [], problems: [manifestLate(6)] }, 'late.jar')).toMatchInlineSnapshot(`
    "late.jar, 3.4 kB
      platform  minimum 1, the default: the node sees no manifest
      signer    none that signed every entry
      SHA-256   9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c
      error     META-INF/MANIFEST.MF is entry 6 of the JAR; the node looks only at the first (or the second, after META-INF/), and takes every default and no signature
                build the JAR again with the JDK's "jar" or the Corda Gradle plugin, and release it
      1 error, 0 warnings
    "
  `);
});

test('what a JAR says cannot act on the terminal', () => {
  const name = '\u001b[2J\u202Eevil\nnext';
  const shown = renderCordapp(
    { ...facts, contract: { name, version: 1, vendor: name, licence: 'x'.repeat(500) } },
    name,
  );
  expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(shown).toContain('"\\u{1b}[2J\\u{202e}evil\\u{a}next" 1');
  expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThan(400);
});
