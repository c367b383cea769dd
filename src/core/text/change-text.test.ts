import { expect, test } from 'vitest';
import { compareCordapps } from '../cordapp/compare.ts';
import { CODE, FACTS, flow, signer } from '../cordapp/cordapp.test-data.ts';
import { renderChange } from './change-text.ts';
import { renderCordapp, renderCordappBriefly } from './cordapp-text.ts';

const AFTER = {
  ...FACTS,
  sha256: 'ab12'.repeat(16),
  signers: [signer('Acme'), signer('Bravo')],
  code: { ...CODE, contracts: [] },
};

test('a change, blocks first, and what needs nothing to be done in one line each', () => {
  const names = { before: 'trade-1.3.2.jar', after: 'trade-1.4.0.jar' };
  expect(renderChange(compareCordapps(FACTS, AFTER, names))).toMatchInlineSnapshot(`
    "What the change means: 1 block, 3 warnings
      block     1 contract of the old JAR is not in the new one: com.acme.TradeContract; states that name a contract cannot be spent without it
                keep the classes, or bring the JAR that has them now in the same change, signed by the same keys
                source: Corda Enterprise 4.14, api-contract-constraints.md; Corda 4.12, ConstraintsUtils.kt
      warn      the configuration of the CorDapp goes by the name of its JAR: cordapps/config/trade-1.3.2.conf is no longer read, and without cordapps/config/trade-1.4.0.conf it starts with an empty one, without a word
                rename the configuration file in the same change, where there is one, or give the JAR a name without a version
                source: Corda 4.12, CordappConfigFileProvider.kt
      warn      "CN=Bravo" signed the new JAR besides the keys of the old one: existing states can move, new states ask for all keys from now on, and legacy-contracts on a 4.12 node asks for equal sets
                go on only if every later release will be signed by all of these keys
                source: Corda Enterprise 4.14, api-contract-constraints.md; Corda 4.12, ConstraintsUtils.kt
      warn      the contract version stays 8 although the file differs: nobody can tell the two by it, and a 4.12 node refuses the new JAR beside the old one in legacy-contracts
                raise Cordapp-Contract-Version if anything of the contracts changed, and always for a 4.12 build
                source: Corda 4.12, JarScanningCordappLoader.kt
      info      a node does not start with the new JAR while a flow of the old one is left, hospitalized and paused ones included
      info      the workflow version stays 13 although the file differs
    "
  `);
});

test('what the classes say, in full and in brief', () => {
  const code = { ...CODE, flows: [...CODE.flows, flow('com.acme.Answer', { initiatedBy: 'com.acme.Issue' })] };
  expect(renderCordapp({ ...FACTS, code }, 'trade.jar')).toMatchInlineSnapshot(`
    "trade.jar, 3.4 kB
      contract  "Trade Contract" 8, Acme, licence Apache-2.0
      workflow  "Trade Flows" 13, Acme, licence Unknown
      platform  minimum 13, target 13
      signer    CN=Acme
                key ACME000000000000000000000000000000000000000000000000000000000000
      code      Java 8, Kotlin 1.1.16, 12 classes
                1 contract: com.acme.TradeContract
                1 state: com.acme.Trade
                3 flows: com.acme.Issue (version 1, rpc), com.acme.Issue$1, com.acme.Answer (answers com.acme.Issue)
                1 schema: com.acme.TradeSchemaV1
                1 change log: migration/trade-schema-v1.changelog-master.xml (1 change set)
      SHA-256   9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c
    "
  `);
  expect(renderCordappBriefly({ ...FACTS, code }, 'trade.jar')).toMatchInlineSnapshot(`
    "trade.jar, 3.4 kB
      contract  "Trade Contract" 8, Acme, licence Apache-2.0
      workflow  "Trade Flows" 13, Acme, licence Unknown
      platform  minimum 13, target 13
      signer    CN=Acme
      code      Java 8, Kotlin 1.1.16, 12 classes, 1 contract, 1 state, 3 flows, 1 schema, 1 change log
      SHA-256   9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c
    "
  `);
});

test('a JAR of thousands of classes fits on a screen', () => {
  const contracts = Array.from({ length: 5000 }, (_, at) => `com.acme.${'x'.repeat(900)}${at}`);
  const shown = renderCordapp({ ...FACTS, code: { ...CODE, contracts } }, 'trade.jar');
  expect(shown).toContain(' and 4,980 more');
  expect(shown.length).toBeLessThan(5000);
});

test('what classes are called cannot act on the terminal', () => {
  const name = '\u001b[2J\u202Eevil\nnext';
  const code = {
    ...CODE,
    contracts: [name],
    states: [name],
    schemas: [name],
    flows: [flow(name, { initiating: 2, initiatedBy: name })],
    changeLogs: [{ name, sha256: '', changeSets: [{ id: name, author: name, sha256: '' }] }],
  };
  const names = { before: name, after: 'trade.jar' };
  for (const [before, after] of [
    [code, CODE],
    [CODE, code],
  ] as const) {
    const change = renderChange(compareCordapps({ ...FACTS, code: before }, { ...AFTER, code: after }, names));
    expect(change.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(change).toContain('evil');
  }
  expect(renderCordapp({ ...FACTS, code }, 'trade.jar').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
