import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from './spread.ts';

const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `party-${String(index).padStart(4, '0')}`);

const countBy = (shares: ReadonlyMap<string, number>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const share of shares.values()) counts[share] = (counts[share] ?? 0) + 1;
  return counts;
};

test('shares are exact', () => {
  expect(countBy(spread(names(40), [5]))).toEqual({ 0: 2 });
  expect(countBy(spread(names(3000), [1, 20, 79]))).toEqual({ 0: 30, 1: 600, 2: 2370 });
  expect(countBy(spread(names(1), [1]))).toEqual({ 0: 1 });
  expect(spread([], [50]).size).toBe(0);
});

test('the choice is the same for ever', () => {
  const chosen = [...spread(names(200), [3])].map(([name]) => name).toSorted();
  expect(chosen).toMatchInlineSnapshot(`
    [
      "party-0040",
      "party-0042",
      "party-0124",
      "party-0156",
      "party-0175",
      "party-0179",
    ]
  `);
});

test('neighbours by name are not neighbours by choice', () => {
  const chosen = new Set([...spread(names(1000), [50])].map(([name]) => name));
  const pairs = names(1000).filter((name, index) => chosen.has(name) === chosen.has(names(1000)[index + 1] ?? name));
  expect(pairs.length).toBeGreaterThan(400);
  expect(pairs.length).toBeLessThan(600);
});

const sets = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 60 });
const percents = fc.array(fc.integer({ min: 1, max: 33 }), { minLength: 1, maxLength: 3 });

test('the order of the names does not matter', () => {
  fc.assert(
    fc.property(sets, percents, (all, shares) => {
      expect(Object.fromEntries(spread(all, shares))).toEqual(Object.fromEntries(spread(all.toReversed(), shares)));
    }),
  );
});

test('a name that comes moves at most one other across each border', () => {
  fc.assert(
    fc.property(sets, percents, ([newcomer = '', ...others], shares) => {
      const before = spread(others, shares);
      const after = spread([newcomer, ...others], shares);
      const moved = others.filter((name) => before.get(name) !== after.get(name));
      expect(moved.length).toBeLessThanOrEqual(shares.length);
    }),
    { numRuns: 1000 },
  );
});
