import { expect, test } from 'vitest';
import { parseGoDuration } from './window-duration.ts';

test.each([
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['.5s', 500],
  ['1.s', 1000],
  ['300ms', 300],
  ['1m1m', 120_000],
  ['1500us', 2],
  ['0', 0],
  ['-10s', -10_000],
  ['+10s', 10_000],
])('%s: %d ms', (text, expected) => expect(parseGoDuration(text)).toBe(expected));

test.each([
  '',
  '1',
  '1d',
  '1 h',
  'h',
  '.',
  '.h',
  '1h ',
  '--1h',
  '1e3s',
  '1h30',
  'x1h',
  '9'.repeat(15) + 'h',
  '1h'.repeat(101),
])('%j cannot be read', (text) => expect(parseGoDuration(text)).toBeUndefined());
