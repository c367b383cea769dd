import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settleHistory } from './history-act.test-data.ts';
import { APPROVED, FREE, happen, histories, RINGS, RUNS } from './history-events.test-data.ts';
import { judge } from './history-judge.test-data.ts';
import { createHistory } from './history.test-data.ts';

describe.each([
  ['with approvals', APPROVED],
  ['without approvals', FREE],
])('a random history %s', (_name, gates) => {
  test('keeps the order of rings, and merges nothing while paused, frozen, held or past its grant', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const world = createHistory(RINGS, gates, judge);
        world.releases.push('1.4.0');
        settleHistory(world);
        for (const what of events) {
          happen(world, what);
          settleHistory(world);
        }
        // What is at rest stays so.
        expect(settleHistory(world)).toBe(1);
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });
});
