import { expect, test } from 'vitest';
import { manifestLate, platformNotWhole } from '../text/cordapp-problems.ts';
import { compareCordapps } from './compare.ts';
import type { CordappFacts } from './cordapp.ts';
import { CODE, FACTS, signer } from './cordapp.test-data.ts';

type Changes = Partial<CordappFacts>;

/** The next release: both versions higher, all else the same. */
const NEXT: CordappFacts = {
  ...FACTS,
  sha256: 'ab12'.repeat(16),
  contract: FACTS.contract && { ...FACTS.contract, version: 9 },
  workflow: FACTS.workflow && { ...FACTS.workflow, version: 14 },
};

const EXPECTED = [
  'info bytes-differ',
  'info signers-same',
  'info contract-version-higher',
  'info workflow-version-higher',
] as const;

/** What is found besides what every good release brings. */
const findOther = (after: Changes, before: Changes = {}): readonly string[] =>
  compareCordapps({ ...FACTS, ...before }, { ...NEXT, ...after })
    .findings.map(({ severity, code }) => `${severity} ${code}`)
    .filter((finding) => !EXPECTED.some((expected) => expected === finding));

test('a release as it should be', () => {
  const { identical, findings } = compareCordapps(FACTS, NEXT);
  expect(identical).toBe(false);
  expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(EXPECTED);
  for (const { what, remedy, source } of findings) {
    for (const text of [what, remedy, source]) expect(text).toMatch(/^\S.*[^.]$/);
  }
});

test('the same bytes: nothing but the name can matter', () => {
  const facts = { ...FACTS, signers: [], problems: [manifestLate(3)] };
  const change = compareCordapps(facts, facts, { before: 'trade-1.0.jar', after: 'trade-1.1.jar' });
  expect(change.identical).toBe(true);
  expect(change.findings.map(({ code }) => code)).toEqual(['config-renamed', 'same-bytes']);
  expect(compareCordapps(facts, facts, { before: 'trade.jar', after: 'trade.jar' }).findings).toHaveLength(1);
});

test('the configuration file goes by the whole name but the ending', () => {
  const names = { before: 'trade-1.3.2.jar', after: 'trade-1.4.0.jar' };
  expect(compareCordapps(FACTS, NEXT, names).findings[0]?.what).toBe(
    'the configuration of the CorDapp goes by the name of its JAR: cordapps/config/trade-1.3.2.conf is no longer read, and without cordapps/config/trade-1.4.0.conf it starts with an empty one, without a word',
  );
});

test('a file that is not read to its end is not compared', () => {
  expect(findOther({ code: undefined })).toEqual(['block not-comparable']);
  expect(findOther({}, { code: undefined })).toEqual(['block not-comparable']);
});

test('errors make the comparison incomplete, and nobody unsigned; warnings do not', () => {
  const broken: Changes = { signers: [], problems: [manifestLate(3)] };
  expect(findOther(broken)).toEqual(['block new-jar-has-errors']);
  expect(findOther({}, broken)).toEqual(['warn old-jar-has-errors']);
  expect(findOther({ problems: [platformNotWhole('Min-Platform-Version', 'x', 1)] })).toEqual([]);
});

const [acme, bravo, charlie] = [signer('Acme'), signer('Bravo'), signer('Charlie')];

test.each<[string, string, CordappFacts['signers'], CordappFacts['signers'], readonly string[]]>([
  ['the same two in another order', 'info', [acme, bravo], [bravo, acme], []],
  ['one more', 'warn', [acme], [acme, bravo], ['warn signers-added']],
  ['one less', 'block', [acme, bravo], [acme], ['block signers-lost']],
  ['another', 'block', [acme], [bravo], ['block signers-lost']],
  ['one of two replaced', 'block', [acme, bravo], [acme, charlie], ['block signers-lost']],
  ['none any more', 'block', [acme], [], ['block signers-none']],
  ['none before', 'warn', [], [acme], ['warn signed-now']],
  ['none at all', 'block', [], [], ['block unsigned-both']],
])('signers: %s: %s', (_, __, before, after, expected) => {
  expect(findOther({ signers: after }, { signers: before })).toEqual(expected);
});

test('signers hold no states where there are no contracts, by manifest or by class', () => {
  const plain: Changes = { contract: undefined, code: { ...CODE, contracts: [] } };
  expect(findOther({ ...plain, signers: [] }, plain)).toEqual(['info signers-of-workflow']);
  expect(findOther({ ...plain, signers: [] }, { ...plain, signers: [] })).toEqual([]);
  expect(findOther({ contract: undefined, signers: [] }, { contract: undefined })).toEqual(['block signers-none']);
});

const contractOf = (version: number, name = 'Trade Contract'): CordappFacts['contract'] => ({
  name,
  version,
  vendor: 'Acme',
  licence: 'Unknown',
});

test.each<[Changes, readonly string[]]>([
  [{ contract: contractOf(7) }, ['warn contract-version-lower']],
  [{ contract: contractOf(8) }, ['warn contract-version-same']],
  [{ contract: contractOf(9, 'Other') }, ['warn contract-renamed']],
  [{ contract: undefined }, ['warn contract-gone']],
  [{ workflow: contractOf(12, 'Trade Flows') }, ['warn workflow-version-lower']],
  [{ workflow: contractOf(13, 'Trade Flows') }, ['info workflow-version-same']],
  [
    { minimumPlatformVersion: 140, targetPlatformVersion: 140 },
    ['warn minimum-platform-higher', 'info target-platform'],
  ],
  [{ minimumPlatformVersion: 4 }, ['info minimum-platform-lower']],
])('manifest: %j', (after, expected) => {
  expect(findOther(after)).toEqual(expected);
});

test('a workflow that the old JAR does not announce', () => {
  expect(findOther({}, { workflow: undefined })).toEqual(['info workflow-new']);
});

test('blocks come first, then warnings', () => {
  expect(findOther({ signers: [], minimumPlatformVersion: 140, workflow: undefined })).toEqual([
    'block signers-none',
    'warn workflow-gone',
    'warn minimum-platform-higher',
  ]);
});
