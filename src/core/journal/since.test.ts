import { expect, test } from 'vitest';
import { parseSince } from './since.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 2);

test.each([
  ['2026-11-01', Date.UTC(2026, 10, 1)],
  ['90m', NOW - 90 * 60_000],
  ['12h', NOW - 12 * 3_600_000],
  ['7d', NOW - 7 * 86_400_000],
  ['2w', NOW - 14 * 86_400_000],
])('%s', (text, time) => {
  expect(parseSince(text, NOW)).toBe(time);
});

test.each(['', 'yesterday', '7', '7 d', '-7d', '2026-02-30', '2026-13-01', '2026-1-1', '2026-11-01T00:00', '99999d'])(
  '%j is no time',
  (text) => {
    expect(parseSince(text, NOW)).toBeUndefined();
  },
);
