import { expect, test } from 'vitest';
import type { RingRow, RingState } from './pull-view.ts';
import { countRings, renderRingTable } from './ring-table.ts';

const MINUTE_MS = 60_000;
const AT = Date.UTC(2026, 10, 22, 14, 2);
const BATCHES = { count: 15, size: 200 };

const ring = (state: RingState, batches?: RingRow['batches']): RingRow => ({
  name: 'early',
  nodes: 118,
  from: [{ version: '1.3.2', nodes: 118 }],
  batches,
  state,
});

const stateIn = (row: RingRow): string =>
  renderRingTable({ rings: [row], version: '1.4.0', batch: undefined, here: 'proposed here' }, Infinity)
    .split(' | ')
    .at(-1)
    ?.replace(/ \|$/, '') ?? '';

const LATER = { kind: 'later', after: 'canary', soak: 30 * MINUTE_MS, byHand: false } as const;

test.each<[RingRow, string]>([
  [ring({ kind: 'here' }), 'proposed here'],
  [ring({ kind: 'nothing-to-do' }), 'nothing to do'],
  [ring(LATER), 'after canary is live for 30 min'],
  [ring(LATER, BATCHES), 'after canary is live for 30 min, in 15 batches of 200'],
  [ring({ ...LATER, soak: 0, byHand: true }), 'after canary is live, then `/rollout early`'],
  [ring({ ...LATER, after: undefined, byHand: true }), '`/rollout early`'],
  [ring({ ...LATER, after: undefined }), 'not opened'],
  [ring({ kind: 'elsewhere', pull: 14, merged: false }), '#14'],
  [ring({ kind: 'elsewhere', pull: 14, merged: true }, BATCHES), '#14, merged, in 15 batches of 200'],
  [
    ring({ kind: 'elsewhere', pull: 14, merged: true, progress: { live: 61, nodes: 2870 } }, BATCHES),
    '#14, merged, 61 of 2,870 live, in 15 batches of 200',
  ],
  [ring({ kind: 'elsewhere', pull: undefined, merged: false }), 'next to open'],
  [ring({ kind: 'passed', at: AT, laggards: 0, overridden: undefined }), 'done 2026-11-22 14:02 UTC'],
  [
    ring({ kind: 'passed', at: AT, laggards: 1, overridden: 'soak' }, BATCHES),
    'done 2026-11-22 14:02 UTC, 1 laggard, `soak` overridden',
  ],
])('%#: the state of %j', (row, state) => {
  expect(stateIn(row)).toBe(state);
});

test('rings are counted', () => {
  const passed = ring({ kind: 'passed', at: AT, laggards: 0, overridden: undefined });
  expect(countRings([ring(LATER)])).toBe('1 ring');
  expect(countRings([passed, ring(LATER)])).toBe('2 rings, 1 done');
});
