import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileWindowGlob } from './window-glob.ts';

test.each([
  ['*', 'https://10.0.0.1:6443/x', true],
  ['trade-*', 'trade-party.0001/eu', true],
  ['**-eu', 'trade-eu', true],
  ['trade-?', 'trade-1', true],
  ['trade-?', 'trade-', false],
  ['trade-?', 'trade-é', true],
  ['trade-??', 'trade-🦆x', true],
  ['trade-{a,b*}', 'trade-bank', true],
  ['trade-{a,b*}', 'trade-ab', false],
  ['{a,{b,c}d}e', 'cde', true],
  ['{a,{b,c}d}e', 'ce', false],
  ['x{,y}', 'x', true],
  ['{a,b', 'b', true],
  ['a,b}', 'a,b}', true],
  ['[a-c]1', 'b1', true],
  ['[!a-c]1', 'b1', false],
  ['[!a-c]1', 'd1', true],
  ['[abc]', 'c', true],
  ['[!abc]', 'c', false],
  ['[ab-]', '-', true],
  [String.raw`[a\]]`, ']', true],
  [String.raw`\*`, '*', true],
  [String.raw`\*`, 'x', false],
  ['', '', true],
  ['', 'x', false],
  ['Trade', 'trade', false],
])('%s on %s: %s', (pattern, text, expected) => {
  expect(compileWindowGlob(pattern)?.(text)).toBe(expected);
});

test.each(['[', '[a', '[]', '[!]', '[a-', '[c-a]', '[a-z0-9]', '{'.repeat(21), 'x'.repeat(1001)])(
  '%s cannot be read',
  (pattern) => expect(compileWindowGlob(pattern)).toBeUndefined(),
);

/** The same pattern as parts, each with the regular expression that means it. */
const parts = fc.array(
  fc.constantFrom(
    ['a', 'a'],
    ['b', 'b'],
    ['*', '.*'],
    ['?', '.'],
    ['{a,b*}', '(a|b.*)'],
    ['[ab]', '[ab]'],
    ['[!a]', '[^a]'],
  ),
  { maxLength: 6 },
);

test('means what a regular expression of the same parts does', () => {
  fc.assert(
    fc.property(parts, fc.stringMatching(/^[abc/.]{0,7}$/), (pattern, text) => {
      const glob = compileWindowGlob(pattern.map(([glob]) => glob).join(''));
      expect(glob?.(text)).toBe(new RegExp(`^${pattern.map(([, means]) => means).join('')}$`).test(text));
    }),
    { numRuns: 3000 },
  );
});

test('any text is a pattern or is none, and matching ends', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 60, unit: fc.constantFrom(...Array.from(String.raw`ab*?[]{},!-\ `)) }),
      fc.string(),
      (pattern, text) => {
        expect([true, false, undefined]).toContain(compileWindowGlob(pattern)?.(text));
      },
    ),
  );
});

test.each(['*a'.repeat(500), '{a,*}'.repeat(200), '[!b]*'.repeat(200), `${'{*,'.repeat(20)}a`])(
  'hostile pattern %#',
  (pattern) => {
    expect(compileWindowGlob(pattern)?.(`${'a'.repeat(499)}b`)).toBeTypeOf('boolean');
  },
  1000,
);
