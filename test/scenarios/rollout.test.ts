import { expect, it } from 'vitest';
import { MANIFESTS } from './stage.ts';
import { begin } from './story.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it('a release goes through all rings on one word, each part approved, each ring soaked', async () => {
  const story = await begin({ nodes: 5 });
  await story.release('v1.4.0');
  await story.say('olivia', 1, '/rollout all');
  expect(story.standing()).toEqual(['1 open, canary: waiting for approval']);

  await story.approve('rob', 1);
  expect(story.standing()).toEqual(['1 merged, canary: 0 of 1 live, 1 syncing']);
  await story.wait(2 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: live, soaking until <time>']);

  await story.wait(30 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: done', '2 open, early, batch 1 of 2: waiting for approval']);
  await story.approve('rob', 2);
  await story.wait(2 * MINUTE);
  // The next batch needs the former one live, and no soak.
  expect(story.standing().slice(1)).toEqual([
    '2 merged, early, batch 1 of 2: 1 of 1 live',
    '3 open, early, batch 2 of 2: waiting for approval',
  ]);
  await story.approve('rob', 3);
  await story.wait(2 * MINUTE);
  expect(story.standing()[2]).toBe('3 merged, early, batch 2 of 2: live, soaking until <time>');

  await story.wait(2 * HOUR);
  expect(story.standing()[3]).toBe('4 open, all: waiting for approval');
  await story.approve('rob', 4);
  await story.wait(2 * MINUTE);
  await story.wait(24 * HOUR);
  expect(story.standing()).toEqual([
    '1 merged, canary: done',
    '2 merged, early, batch 1 of 2: done',
    '3 merged, early, batch 2 of 2: done',
    '4 merged, all: done',
  ]);

  expect(await story.journal()).toEqual([
    'olivia: rollout trade@1.4.0 up to all',
    'cordage[bot]: merge #1, trade@1.4.0 on canary',
    'cordage[bot]: merged #1, trade@1.4.0 on canary',
    'cordage[bot]: trade@1.4.0 passed canary with 1 node',
    'cordage[bot]: merge #2, trade@1.4.0 on early, batch 1',
    'cordage[bot]: merged #2, trade@1.4.0 on early, batch 1',
    'cordage[bot]: merge #3, trade@1.4.0 on early, batch 2',
    'cordage[bot]: merged #3, trade@1.4.0 on early, batch 2',
    'cordage[bot]: trade@1.4.0 passed early with 2 nodes',
    'cordage[bot]: merge #4, trade@1.4.0 on all',
    'cordage[bot]: merged #4, trade@1.4.0 on all',
    'cordage[bot]: trade@1.4.0 passed all with 2 nodes',
    'cordage[bot]: trade@1.4.0 ended, done',
  ]);
  const { deployments } = story.sandbox.world.repositories.get(MANIFESTS) ?? {};
  expect(
    [...(deployments?.values() ?? [])].map(({ environment, statuses }) => [
      environment,
      // On the way one more for each quarter of the nodes.
      ...new Set(statuses.map(({ state }) => state)),
    ]),
  ).toEqual(['canary', 'early', 'all'].map((ring) => [ring, 'in_progress', 'success']));
  expect(story.seen().map(({ check }) => check?.split(':')[0])).toEqual(Array(4).fill('success'));
  expect(story.pulls().map(({ comments }) => comments.size)).toEqual([2, 1, 1, 1]);
  expect(await story.branches()).toEqual({});
  await story.end();
});
