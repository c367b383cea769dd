import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatTime, listNames, plural } from './count.ts';

test('counts', () => {
  expect([0, 999, 2870, 1_234_567].map(formatCount)).toEqual(['0', '999', '2,870', '1,234,567']);
  expect([plural(1, 'node'), plural(0, 'node'), plural(2870, 'node'), plural(2, 'batch', 'batches')]).toEqual([
    '1 node',
    '0 nodes',
    '2,870 nodes',
    '2 batches',
  ]);
});

test('times are absolute and in UTC', () => {
  expect(formatTime(Date.UTC(2026, 10, 22, 14, 2, 59))).toBe('2026-11-22 14:02 UTC');
  expect(formatTime(Number.NaN)).toBe('at an unknown time');
});

const MINUTE = 60_000;
test.each([
  [0, '0 s'],
  [412, '0.4 s'],
  [9_940, '9.9 s'],
  [45_000, '45 s'],
  [30 * MINUTE, '30 min'],
  [90 * MINUTE, '1 h 30 min'],
  [120 * MINUTE, '2 h'],
  [24 * 60 * MINUTE, '24 h'],
  [48 * 60 * MINUTE, '2 d'],
  [50 * 60 * MINUTE + 5, '2 d 2 h'],
])('%i ms is %s', (duration, text) => {
  expect(formatDuration(duration)).toBe(text);
});

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [1_234_567, '1.2 MB'],
  [5_000_000_000, '5,000 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('names up to five, then a count', () => {
  expect(listNames([])).toBe('');
  expect(listNames(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e');
  expect(listNames(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d, e and 1 more');
  expect(listNames(['a', 'b', 'c'], 1)).toBe('a and 2 more');
});
