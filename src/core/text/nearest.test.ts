import { expect, test } from 'vitest';
import { findNearest } from './nearest.ts';

const RINGS = ['canary', 'early', 'all'];

test.each([
  ['erly', 'early'],
  ['Canary', 'canary'],
  ['cnaary', 'canary'],
  ['al', 'all'],
  ['xyz', undefined],
  ['', undefined],
  ['z', undefined],
  ['c'.repeat(10_000), undefined],
])('%j means %s', (word, meant) => expect(findNearest(word, RINGS)).toBe(meant));

test('the nearest of several, the first of equals', () => {
  expect(findNearest('ring-1', ['ring-22', 'ring-2', 'ring-3'])).toBe('ring-2');
});
