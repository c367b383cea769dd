import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob, compileGlobs, isGlob } from './glob.ts';

test.each([
  ['nodes/*/kustomization.yaml', 'nodes/party-0001/kustomization.yaml', true],
  ['nodes/*/kustomization.yaml', 'nodes/eu/party-0001/kustomization.yaml', false],
  ['nodes/*/kustomization.yaml', 'nodes/.hidden/kustomization.yaml', false],
  ['nodes/.hidden/*', 'nodes/.hidden/kustomization.yaml', true],
  ['nodes/**/values.yaml', 'nodes/values.yaml', true],
  ['nodes/**/values.yaml', 'nodes/eu/west/values.yaml', true],
  ['nodes/**/values.yaml', 'nodes/eu/.git/values.yaml', false],
  ['**', 'any/depth/at.all', true],
  ['party-00?1', 'party-0001', true],
  ['party-00?1', 'party-00011', false],
  ['*.jar', 'TRADE.JAR', false],
  ['*.jar', '.jar', false],
  ['trade-*-*.jar', 'trade-1.4.0-rc-1.jar', true],
  ['plain', 'plain', true],
  ['a+b@c', 'a+b@c', true],
])('%s on %s: %s', (glob, text, expected) => {
  expect(isGlob(glob)).toBe(true);
  expect(compileGlob(glob)(text)).toBe(expected);
});

test.each([
  '',
  '/nodes/*',
  '../nodes/*',
  'nodes/../x',
  './nodes/*',
  'nodes//x',
  'nodes/',
  '{a,b}',
  '[ab]',
  '!x',
  '@(a)',
  'a|b',
  'a\\b',
  'a\nb',
  'x'.repeat(201),
])('%# %j is no glob', (text) => expect(isGlob(text)).toBe(false));

test('one of several is enough, and none matches nothing', () => {
  expect(compileGlobs(['a/*', 'b/*'])('b/x')).toBe(true);
  expect(compileGlobs([])('b/x')).toBe(false);
});

/** The meaning of a pattern, said as plainly and as slowly as can be. */
const means = (pattern: readonly string[], items: readonly string[], star: string): boolean => {
  const [first, ...rest] = pattern;
  const [item, ...others] = items;
  if (first === undefined) return item === undefined;
  if (first === star && means(rest, items, star)) return true;
  if (item === undefined) return false;
  if (star === '*')
    return (
      (first === '*' && means(pattern, others, star)) ||
      ((first === '?' || first === item) && means(rest, others, star))
    );
  if (first === '**') return !item.startsWith('.') && means(pattern, others, star);
  const isHidden = item.startsWith('.') && !first.startsWith('.');
  return !isHidden && means(first.split(''), item.split(''), '*') && means(rest, others, star);
};

test('means what it says, for any pattern and path', () => {
  const segment = fc.stringMatching(/^[ab.]{1,4}$/);
  const step = fc.oneof(fc.constant('**'), fc.stringMatching(/^[ab.*?]{1,4}$/));
  const steps = fc.array(step, { minLength: 1, maxLength: 4 });
  const segments = fc.array(segment, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(steps, segments, (pattern, path) => {
      expect(compileGlob(pattern.join('/'))(path.join('/'))).toBe(means(pattern, path, '**'));
    }),
    { numRuns: 5000 },
  );
});

describe('hostile patterns', () => {
  test.each(['*a'.repeat(99), `${'**/'.repeat(66)}x`, `${'*a*/'.repeat(49)}x`])('%# takes linear work', (glob) => {
    expect(isGlob(glob)).toBe(true);
    expect(compileGlob(glob)(`${'a'.repeat(200)}/`.repeat(20))).toBe(false);
  });
});
