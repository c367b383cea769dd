import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { isVersion } from '../release/template.ts';
import { isName } from './branch.ts';
import { parseRollbackMessage, renderRollbackMessage, type RollbackCommitFacts } from './commit-message-rollback.ts';
import { parseCommitMessage, renderCommitMessage } from './commit-message.ts';
import { hostileText } from './hostile.test-data.ts';

const AMOUNT = { nodes: 12, pins: 12, files: 12 };
const FACTS: RollbackCommitFacts = { artifact: 'trade', version: '1.4.0', request: 57, plan: '5f1c09ab' };
const MESSAGE = renderRollbackMessage(FACTS, AMOUNT);

test('a commit that takes nodes back', () => {
  expect(MESSAGE).toMatchInlineSnapshot(`
    "Take trade back from 1.4.0

    12 nodes, by 12 pins in 12 files.
    Each goes back to what it ran before.

    Cordage-Artifact: trade
    Cordage-Version: 1.4.0
    Cordage-Rollback: 57
    Cordage-Plan: 5f1c09ab
    "
  `);
});

test.each([
  ['nothing', ''],
  ['no request', MESSAGE.replace('Cordage-Rollback: 57\n', '')],
  ['a request that is none', MESSAGE.replace('Rollback: 57', 'Rollback: 0')],
  ['a request twice', MESSAGE.replace('Rollback: 57', 'Rollback: 57\nCordage-Rollback: 58')],
  ['a ring besides', MESSAGE.replace('Cordage-Plan', 'Cordage-Ring: canary\nCordage-Plan')],
  ['a name that is none', MESSAGE.replace('Artifact: trade', 'Artifact: ../x')],
  ['trailers that are not at the end', `${MESSAGE}\nmore\n`],
])('refuses %s', (_, message) => {
  expect(parseRollbackMessage(message)).toBeUndefined();
});

const chars = fc.constantFrom('a', '1', '-', '.', '+');
const text = fc.string({ unit: chars, minLength: 1, maxLength: 100 });
const facts: fc.Arbitrary<RollbackCommitFacts> = fc.record({
  artifact: text.map((name) => name.slice(0, 40)).filter(isName),
  version: text.filter(isVersion),
  request: fc.integer({ min: 1, max: 999_999_999 }),
  plan: hostileText.map((plan) => `p${plan.toWellFormed()}`),
});

it('gives back what was rendered, and is taken for no other commit of ours', () => {
  fc.assert(
    fc.property(facts, (facts) => {
      const message = renderRollbackMessage(facts, AMOUNT);
      expect(parseRollbackMessage(message)).toEqual(facts);
      expect(parseCommitMessage(message)).toBeUndefined();
      expect(message.split('\n')[0]?.length).toBeLessThanOrEqual(72);
      const forth = { ...facts, ring: 'canary', tagCommit: undefined, assets: [] };
      expect(parseRollbackMessage(renderCommitMessage(forth, { ...AMOUNT, release: undefined }))).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
