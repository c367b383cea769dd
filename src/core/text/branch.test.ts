import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isVersion } from '../release/template.ts';
import {
  isName,
  LONGEST_NAME,
  parseBranch,
  parseRollbackBranch,
  renderBranch,
  renderRollbackBranch,
  type BranchKey,
  type RollbackBranchKey,
} from './branch.ts';

const from = (alphabet: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: 1, maxLength });

const name = from('a1-z9', LONGEST_NAME).filter(isName);
const version = fc.oneof(from('01.-+_aZ', 100), from('1-a', 4)).filter(isVersion);
const key: fc.Arbitrary<BranchKey> = fc.record({
  artifact: fc.oneof(name, from('a1-', 3).filter(isName)),
  version,
  ring: fc.oneof(name, from('a1-', 3).filter(isName)),
  batch: fc.option(fc.integer({ min: 1, max: 9999 }), { nil: undefined }),
});

/** The rules of `git check-ref-format --branch`, written down on their own. */
const isLegalRef = (ref: string): boolean =>
  !/[\u0000-\u0020\u007F~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/.test(ref) &&
  ref.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));

test.each([
  ['cordage/trade-1.4.0/canary', { artifact: 'trade', version: '1.4.0', ring: 'canary' }],
  ['cordage/trade-1.4.0/all-3', { artifact: 'trade', version: '1.4.0', ring: 'all', batch: 3 }],
  ['cordage/trade-cordapp-1.4.0-rc.1/canary', { artifact: 'trade-cordapp', version: '1.4.0-rc.1', ring: 'canary' }],
  ['cordage/a--1-2/wave--3-2', { artifact: 'a-1', version: '2', ring: 'wave-3', batch: 2 }],
  ['cordage/a-1-2/wave--3', { artifact: 'a', version: '1-2', ring: 'wave-3' }],
  ['cordage/trade--nightly-7/all', { artifact: 'trade', version: 'nightly-7', ring: 'all' }],
])('%s', (branch, key) => {
  expect(renderBranch({ batch: undefined, ...key })).toBe(branch);
  expect(parseBranch(branch)).toEqual({ batch: undefined, ...key });
});

test.each([
  '',
  'main',
  'cordage/trade-1.4.0',
  'cordage/trade/canary',
  'cordage/trade-1.4.0/canary/x',
  'cordage/trade-1.4.0/canary-0',
  'cordage/trade-1.4.0/canary-01',
  'cordage/trade--1.4.0/canary',
  'cordage/trade---1.4.0/canary',
  'cordage/Trade-1.4.0/canary',
  'cordage/trade-1..4/canary',
  'other/trade-1.4.0/canary',
  'cordage/trade-1.4.0/canary ',
  'cordage/-1.4.0/canary',
])('%j is not ours', (branch) => {
  expect(parseBranch(branch)).toBeUndefined();
});

describe('every key', () => {
  it('comes back, by a legal ref of at most 250 bytes', () => {
    fc.assert(
      fc.property(key, (key) => {
        const branch = renderBranch(key);
        expect(parseBranch(branch)).toEqual(key);
        expect(branch.length).toBeLessThanOrEqual(250);
        expect(isLegalRef(branch)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('fits at its longest', () => {
    const longest = `a${'-1'.repeat((LONGEST_NAME - 2) / 2)}1`;
    expect(isName(longest)).toBe(true);
    expect(renderBranch({ artifact: longest, version: '1'.repeat(100), ring: longest, batch: 999_999 }).length).toBe(
      235,
    );
  });
});

test('what parses renders to the same text', () => {
  const near = from('a1-./', 12).map((text) => `cordage/${text}`);
  fc.assert(
    fc.property(near, (branch) => {
      const key = parseBranch(branch);
      expect(key ? renderBranch(key) : branch).toBe(branch);
    }),
    { numRuns: 5000 },
  );
});

describe('branches that take nodes back', () => {
  const rollback: fc.Arbitrary<RollbackBranchKey> = fc.record({
    artifact: fc.oneof(fc.constant('rollback'), name),
    version,
    request: fc.integer({ min: 1, max: 999_999_999 }),
  });

  test.each([
    ['cordage/rollback/trade-1.4.0/57', { artifact: 'trade', version: '1.4.0', request: 57 }],
    ['cordage/rollback/rollback-1/2', { artifact: 'rollback', version: '1', request: 2 }],
    ['cordage/rollback/a--1--nightly/3', { artifact: 'a-1', version: 'nightly', request: 3 }],
  ])('%s', (branch, key) => {
    expect(renderRollbackBranch(key)).toBe(branch);
    expect(parseRollbackBranch(branch)).toEqual(key);
  });

  test.each([
    'cordage/rollback/trade-1.4.0/0',
    'cordage/rollback/trade-1.4.0/07',
    'cordage/rollback/trade-1.4.0/9007199254740993',
    'cordage/rollback/trade-1.4.0/57/x',
    'cordage/rollback/trade-1.4.0',
    'cordage/rollback/trade/57',
    'cordage/rollback-1.4.0/57',
    'cordage/rollback//57',
    'other/rollback/trade-1.4.0/57',
  ])('%j is none', (branch) => {
    expect(parseRollbackBranch(branch)).toBeUndefined();
  });

  it('come back, by legal refs, and are never taken for one that moves a ring, nor the other way round', () => {
    fc.assert(
      fc.property(rollback, key, fc.constantFrom('rollback', undefined), (back, forth, artifact) => {
        const branch = renderRollbackBranch(back);
        expect(parseRollbackBranch(branch)).toEqual(back);
        expect(isLegalRef(branch) && branch.length <= 250).toBe(true);
        expect(parseBranch(branch)).toBeUndefined();
        expect(parseRollbackBranch(renderBranch({ ...forth, artifact: artifact ?? forth.artifact }))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('render to the same text when they parse', () => {
    const near = from('a1-./', 12).map((text) => `cordage/rollback/${text}`);
    fc.assert(
      fc.property(near, (branch) => {
        const key = parseRollbackBranch(branch);
        expect(key ? renderRollbackBranch(key) : branch).toBe(branch);
      }),
      { numRuns: 5000 },
    );
  });
});
