import { expect, test } from 'vitest';
import { createPool, cutText, shareList } from './share.ts';

test('a pool gives back what it has, and forgets when it is full', () => {
  const pool = createPool<{ readonly key: string }>(2);
  const take = (key: string) => pool(key, () => ({ key }));
  const first = take('a');
  expect(take('a')).toBe(first);
  take('b');
  take('c');
  expect(take('a')).not.toBe(first);
  expect(take('a')).toEqual(first);
});

test.each([
  ['', ''],
  ['short enough', 'short enough'],
  ['x'.repeat(20), 'x'.repeat(20)],
  ['x'.repeat(21), `${'x'.repeat(17)}...`],
  [`${'x'.repeat(16)}🦆 and more`, `${'x'.repeat(16)}\u{FFFD}...`],
])('cut %j', (text, expected) => expect(cutText(text, 20)).toBe(expected));

test('lists that look alike are not taken for equal', () => {
  expect(shareList(['a', 'b'])).toEqual(['a', 'b']);
  expect(shareList(['b', 'a'])).toEqual(['b', 'a']);
  expect(shareList(['a\nb'])).toEqual(['a\nb']);
});
