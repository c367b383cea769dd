import { expect, it } from 'vitest';
import { MINUTE, startWorld } from './world.ts';

it('moves 2,000 nodes in one go', async () => {
  const world = await startWorld(2000);
  await world.commit({
    'base/node/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: corda\nspec: {}\n',
  });
  const began = performance.now();
  await world.advance(10 * MINUTE);
  // Some 250 ms on two busy cores; what is quadratic in the nodes takes many seconds.
  expect(performance.now() - began).toBeLessThan(10_000);
  const { body } = await world.ask('/apis/argoproj.io/v1alpha1/applications');
  expect(body.items).toHaveLength(2001);
  expect(body.items.every(({ status }: { status: { history: unknown[] } }) => status.history.length === 1)).toBe(true);
});
