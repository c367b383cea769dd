import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { settleHistory } from './history-act.test-data.ts';
import { FREE, happen, histories, live, NODES, RINGS, RUNS } from './history-events.test-data.ts';
import { judge } from './history-judge.test-data.ts';
import { createHistory, MINUTE, START } from './history.test-data.ts';

test('a history in which the world then stays healthy ends, every node on the version', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const world = createHistory(RINGS, FREE, judge);
      world.releases.push('1.4.0', '1.4.1');
      for (const what of events) {
        happen(world, what);
        settleHistory(world);
      }
      world.releases.push('1.4.2');
      for (const words of ['/rollout resume network "on"', '/unhold e1', '/rollout trade 1.4.2 all']) {
        happen(world, { kind: 'say', login: 'olivia', on: 99, words });
        settleHistory(world);
      }
      for (let hour = 0; hour < 24 && Object.values(world.nodes).some((version) => version !== '1.4.2'); hour += 1) {
        live(world, NODES);
        world.now += 61 * MINUTE;
        settleHistory(world);
      }
      expect(new Set(Object.values(world.nodes))).toEqual(new Set(['1.4.2']));
      expect(world.now).toBeGreaterThan(START);
    }),
    { numRuns: Math.ceil(RUNS / 16) },
  );
});
