import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderBar, renderCounts } from './progress.ts';

test.each([
  [0, 0, '`░░░░░░░░░░░░░░░░░░░░` 0 %'],
  [0, 12, '`░░░░░░░░░░░░░░░░░░░░` 0 %'],
  [9, 12, '`███████████████░░░░░` 75 %'],
  [2999, 3000, '`███████████████████░` 99 %'],
  [12, 12, '`████████████████████` 100 %'],
])('%i of %i', (live, nodes, bar) => {
  expect(renderBar({ live, nodes })).toBe(bar);
});

test('only all nodes make a full bar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (nodes, less) => {
      const live = Math.max(0, nodes - less);
      expect(renderBar({ live, nodes }).includes('100 %')).toBe(live === nodes);
      expect(renderBar({ live, nodes }).includes('░')).toBe(live < nodes);
    }),
  );
});

test('counts that are not 0', () => {
  const none = { nodes: 2870, live: 1200, syncing: 0, degraded: 0, unknown: 0, late: 0, groups: [] };
  expect(renderCounts(none)).toBe('1,200 of 2,870 live');
  expect(renderCounts({ ...none, syncing: 3, degraded: 2, unknown: 1 })).toBe(
    '1,200 of 2,870 live, 3 syncing, 2 degraded, 1 unknown',
  );
});
