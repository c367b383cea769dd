import { expect, it } from 'vitest';
import { networkFiles } from '../../src/sandbox/network.ts';
import { begin } from './story.ts';

/** The reference network in which the rings are others. */
const withRings = async (...rings: readonly string[]): Promise<Record<string, string>> => {
  const { 'cordage.yaml': config = '' } = await networkFiles({ nodes: 1 });
  const lines = rings.map((ring) => `  - ${ring}\n`).join('');
  return { 'cordage.yaml': config.replace(/^rings:\n(?: .*\n)+/m, `rings:\n${lines}`) };
};

const CANARY = 'name: canary, nodes: {labels: {ring: canary}}';

it('batches on the entry ring: the first opens, the next when that is live, and merged branches go', async () => {
  const story = await begin({ nodes: 40, files: await withRings(`{${CANARY}, batch: 25%}`, '{name: all}') });
  await story.release('v1.4.0');
  const first = { title: 'Upgrade trade to 1.4.0 on canary, batch 1 of 4 (1 node)', state: 'open' };
  expect(story.seen()).toMatchObject([first]);
  expect(Object.keys(await story.branches())).toEqual(['cordage/trade-1.4.0/canary-1']);
  expect(story.body(1)).toContain(
    '| **canary** (this pull request) | 4 | 1.3.2 | **1.4.0** | batch 1 of 4: proposed here |',
  );

  await story.olivia('PUT', '/pulls/1/merge', {});
  await story.sweep();
  expect(story.seen()).toMatchObject([{ state: 'merged', told: 'canary, batch 1 of 4: 0 of 1 live, 1 syncing' }]);
  expect(await story.branches()).toEqual({});
  await story.wait(120_000);
  expect(story.seen()[1]).toMatchObject({ title: 'Upgrade trade to 1.4.0 on canary, batch 2 of 4 (1 node)' });
  await story.end();
});

it('an entry ring that opens by a person’s word only opens nothing', async () => {
  const story = await begin({ files: await withRings(`{${CANARY}, opens: manual}`, '{name: all}') });
  await story.release('v1.4.0');
  expect(story.seen()).toEqual([]);
  await story.end();
});

it('a ring of 600 nodes moves by one pull request, whose body fits', async () => {
  const story = await begin({ nodes: 600, files: await withRings('{name: all}') });
  await story.release('v1.4.0', { notes: 'Much has changed. '.repeat(6000) });
  expect(story.seen()).toMatchObject([
    { title: 'Upgrade trade to 1.4.0 on all (600 nodes)', check: 'pending: all: waiting for approval' },
  ]);
  expect(story.body(1).length).toBeLessThanOrEqual(65_536);
  expect(story.body(1)).toMatch(/<!-- cordage:1 \{"kind":"pull".*\} -->$/);
  expect(story.pushes()).toBe(1);
  await story.end();
});
