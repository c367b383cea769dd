import { expect, test } from 'vitest';
import { judgeBusy } from './busy.ts';
import { DAY, HOUR, NOW, PATIENCE, tell, textsOf } from './gates.test-data.ts';
import { judgeOrder } from './order.ts';

type Former = Parameters<typeof judgeOrder>[0]['formers'][number];

const former = (ring: string, state: Former['state'], more: Partial<Former> = {}): Former => ({
  ring,
  state,
  pull: undefined,
  since: NOW - HOUR,
  ...more,
});
const judge = (...formers: readonly Former[]) => judgeOrder({ formers, now: NOW, patience: PATIENCE });

test.each([
  ['the first ring', [], 'pass'],
  ['all passed', [former('canary', 'passed'), former('early', 'passed')], 'pass'],
  ['one is empty, and it says so', [former('canary', 'nothing-to-do')], 'pass (nothing to do in ring canary)'],
  [
    'all are empty',
    [former('canary', 'nothing-to-do'), former('early', 'nothing-to-do')],
    'pass (nothing to do in rings canary, early)',
  ],
  ['one is under way', [former('canary', 'pending', { pull: 12 })], 'wait: ring canary to pass (#12); until +335h'],
  [
    'an earlier one is under way, a later one passed',
    [former('canary', 'pending'), former('early', 'passed')],
    'wait: ring canary to pass; until +335h',
  ],
  [
    'the first that is pending is told',
    [former('canary', 'passed'), former('early', 'pending'), former('late', 'pending')],
    'wait: ring early to pass; until +335h',
  ],
  ['its last moment', [former('canary', 'pending', { since: NOW - PATIENCE + 1 })], expect.stringMatching(/^wait/)],
  ['too long', [former('canary', 'pending', { since: NOW - PATIENCE })], 'block gate-overdue'],
])('order: %s', (_, formers, expected) => {
  expect(tell(judge(...formers))).toEqual(expected);
});

test('a ring that takes too long is told with its pull request', () => {
  expect(textsOf(judge(former('canary', 'pending', { since: NOW - 15 * DAY, pull: 12 })))).toEqual([
    'gate order waits since 2026-10-26 00:00 UTC for ring canary to pass (&#x23;&#x200b;12); that was due 2026-11-09 00:00 UTC',
    'that ring passes by itself when it is live and has soaked; whoever may override can pass over it: `/override order "reason"`',
  ]);
});

const other = { rollout: 'trade@1.3.2', pull: 9, since: NOW - HOUR };

test.each([
  ['nothing else is there', undefined, false, 'pass'],
  ['another rollout', other, false, 'wait: trade 1.3.2 to pass ring canary (#9); until +335h'],
  ['another, by hand', { ...other, pull: undefined }, false, 'wait: trade 1.3.2 to pass ring canary; until +335h'],
  ['several may be', other, true, 'pass (trade 1.3.2 is under way in ring canary too, and several may be)'],
  ['too long', { ...other, since: NOW - PATIENCE }, false, 'block gate-overdue'],
])('busy: %s', (_, known, concurrent, expected) => {
  expect(tell(judgeBusy({ ring: 'canary', other: known, concurrent, now: NOW, patience: PATIENCE }))).toBe(expected);
});
