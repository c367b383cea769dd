import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isVersion } from '../release/template.ts';
import { isName } from './branch.ts';
import { parseCommitMessage, renderCommitMessage, type CommitFacts } from './commit-message.ts';
import { hostileText } from './hostile.test-data.ts';

const FACTS: CommitFacts = {
  artifact: 'trade',
  version: '1.4.0',
  ring: 'canary',
  batch: undefined,
  plan: '5f1c09ab',
  tagCommit: 'a5c3785ed8d6a35868bc169f07e40e889087fd2e',
  assets: [{ name: 'trade-1.4.0.jar', sha256: '9f'.repeat(32) }],
};
const AMOUNT = { nodes: 12, pins: 12, files: 12 };
const SCOPE = { ...AMOUNT, release: { repository: 'acme/trade-cordapp', tag: 'v1.4.0' } };
const MESSAGE = renderCommitMessage(FACTS, SCOPE);

test('a commit message', () => {
  expect(MESSAGE).toMatchInlineSnapshot(`
    "Upgrade trade to 1.4.0 on canary

    12 nodes, by 12 pins in 12 files.
    Release v1.4.0 of acme/trade-cordapp.

    Cordage-Artifact: trade
    Cordage-Version: 1.4.0
    Cordage-Ring: canary
    Cordage-Plan: 5f1c09ab
    Cordage-Tag-Commit: a5c3785ed8d6a35868bc169f07e40e889087fd2e
    Cordage-Asset: 9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f trade-1.4.0.jar
    "
  `);
});

test('a commit that a person asked for, of no known release', () => {
  const facts = { ...FACTS, tagCommit: undefined, assets: [] };
  const message = renderCommitMessage(facts, { ...AMOUNT, release: undefined });
  expect(message).toMatchInlineSnapshot(`
    "Upgrade trade to 1.4.0 on canary

    12 nodes, by 12 pins in 12 files.
    Asked for by a person.

    Cordage-Artifact: trade
    Cordage-Version: 1.4.0
    Cordage-Ring: canary
    Cordage-Plan: 5f1c09ab
    "
  `);
  expect(parseCommitMessage(message)).toEqual(facts);
});

test.each([
  [{ ring: 'all', batch: 3 }, 'Upgrade trade to 1.4.0 on all, batch 3'],
  [{ version: `1.4.0-${'x'.repeat(29)}`, batch: 30 }, `Upgrade trade to 1.4.0-${'x'.repeat(29)} on canary, batch 30`],
  [{ version: `1.4.0-${'x'.repeat(39)}`, batch: 30 }, `Upgrade trade to 1.4.0-${'x'.repeat(39)} on canary`],
  [{ version: `1.4.0-${'x'.repeat(49)}` }, `Upgrade trade to 1.4.0-${'x'.repeat(49)}`],
  [{ version: `1.4.0-${'x'.repeat(90)}` }, `Upgrade trade to 1.4.0-${'x'.repeat(48)}…`],
])('the subject of %j', (change, subject) => {
  expect(renderCommitMessage({ ...FACTS, ...change }, SCOPE).split('\n')[0]).toBe(subject);
});

describe('parseCommitMessage', () => {
  test.each([
    ['with its body rewrapped', MESSAGE.replace('by 12', 'by\n12')],
    ['with CRLF', MESSAGE.replaceAll('\n', '\r\n')],
    ['with a co-author', `${MESSAGE.trimEnd()}\nCo-authored-by: Alice <alice@acme.example>`],
    ['without a trailing newline', MESSAGE.trimEnd()],
  ])('reads it %s', (_, message) => {
    expect(parseCommitMessage(message)).toEqual(FACTS);
  });

  test.each([
    ['nothing', ''],
    ['a message of a person', 'Upgrade trade to 1.4.0 on canary\n'],
    ['trailers that are not at the end', `${MESSAGE}\nmore\n`],
    ['a trailer twice', MESSAGE.replace('Cordage-Ring: canary', 'Cordage-Ring: canary\nCordage-Ring: all')],
    ['a missing ring', MESSAGE.replace('Cordage-Ring: canary\n', '')],
    ['a name that is none', MESSAGE.replace('Cordage-Ring: canary', 'Cordage-Ring: ../x')],
    ['a hash that is none', MESSAGE.replace('9f9f', '9f')],
    ['an asset that does not decode', MESSAGE.replace('trade-1.4.0.jar', '%zz')],
    ['a tag commit that is none', MESSAGE.replace('a5c3785e', 'HEAD')],
  ])('refuses %s', (_, message) => {
    expect(parseCommitMessage(message)).toBeUndefined();
  });

  const chars = fc.constantFrom('a', '1', '-', '.', '+');
  const name = fc.string({ unit: chars, minLength: 1, maxLength: 40 }).filter(isName);
  const facts: fc.Arbitrary<CommitFacts> = fc.record({
    artifact: name,
    version: fc.string({ unit: chars, minLength: 1, maxLength: 100 }).filter(isVersion),
    ring: name,
    batch: fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: undefined }),
    plan: hostileText.map((text) => `p${text.toWellFormed()}`),
    tagCommit: fc.constantFrom(undefined, 'ab'.repeat(20), 'cd'.repeat(32)),
    assets: fc.array(
      fc.record({
        name: hostileText.map((text) => `x${text.toWellFormed()}`),
        sha256: fc.constant('0e'.repeat(32)),
      }),
      { maxLength: 3 },
    ),
  });

  it('gives back what was rendered, under a subject of at most 72 characters', () => {
    fc.assert(
      fc.property(facts, (facts) => {
        const message = renderCommitMessage(facts, SCOPE);
        expect(parseCommitMessage(message)).toEqual(facts);
        expect(message.split('\n')[0]?.length).toBeLessThanOrEqual(72);
        expect(message).toMatch(/^[^\n]+\n\n[^\n]+\n[^\n]+\n\n(?:Cordage-[A-Za-z-]+: [^\n]*\n)+$/);
      }),
      { numRuns: 1000 },
    );
  });
});
