import { expect, it } from 'vitest';
import { BY_ITSELF, configWith } from './rings-of.ts';
import { steady } from './stage.ts';
import { begin, type Story } from './story.ts';

const MINUTE = 60_000;

const pathOf = (node: string): string => `nodes/${node}/kustomization.yaml`;
const CANARY = `name: canary, nodes: {names: [party-0001, party-0002, party-0009]}, ${BY_ITSELF}`;

/** What a node runs, by the default branch. */
const runs = async (story: Story, node: string): Promise<string | undefined> =>
  /\/trade\n *newTag: "(.*)"/.exec(await story.fileAt('main', pathOf(node)))?.[1];

it('takes each node back to what it ran itself, and keeps it there until it is let go', async () => {
  const story = await begin({ nodes: 3, files: await configWith([CANARY, `name: all, ${BY_ITSELF}`]) });
  const second = await story.fileAt('main', pathOf('party-0002'));
  await story.commit({ [pathOf('party-0002')]: second.replace('"1.3.2"', '"1.3.1"') });
  await story.release('v1.4.0');
  await story.say('olivia', 1, '/rollback canary "trades are lost"');
  expect(story.standing()).toEqual([
    '1 merged, canary: merged, and taken back by olivia since',
    '2 merged, rollback of canary: 0 of 2 live, 2 syncing',
  ]);
  expect([await runs(story, 'party-0001'), await runs(story, 'party-0002')]).toEqual(['1.3.2', '1.3.1']);
  expect(steady(story.body(2))).toContain('| 1.4.0 | **1.3.1** | 1 |\n| 1.4.0 | **1.3.2** | 1 |');
  expect(await story.journal()).toEqual([
    'cordage[bot]: merge #1, trade@1.4.0 on canary',
    'cordage[bot]: merged #1, trade@1.4.0 on canary',
    'olivia: roll 2 nodes back from trade@1.4.0, "trades are lost"',
    'cordage[bot]: merge #2, taking nodes back from trade@1.4.0',
  ]);

  await story.release('v1.4.1');
  await story.wait(2 * MINUTE);
  expect(story.standing().slice(1)).toEqual(['2 merged, rollback of canary: done']);
  await story.say('olivia', 2, '/rollback "not after all"');
  expect(story.replies(2)[0]).toContain('Not done: this pull request takes nodes back itself.');
  await story.say('olivia', 2, '/unhold party-000*');
  expect(story.standing()[2]).toBe('3 merged, canary: 0 of 2 live, 2 syncing');
  expect([await runs(story, 'party-0001'), await runs(story, 'party-0002')]).toEqual(['1.4.1', '1.4.1']);
  await story.end();
});

it('takes back what a ring has moved so far; a node that never ran anything else stays, and the commit is named', async () => {
  const story = await begin({
    nodes: 3,
    files: await configWith([`${CANARY}, batch: 1`, `name: all, ${BY_ITSELF}`]),
  });
  story.argocd.syncMs = 20 * MINUTE;
  await story.release('v1.4.0');
  expect(story.standing()).toEqual(['1 merged, canary, batch 1 of 2: 0 of 1 live, 1 syncing']);
  const first = await story.fileAt('main', pathOf('party-0001'));
  const made = await story.commit({ [pathOf('party-0009')]: first.replaceAll('0001', '0009') });
  await story.say('olivia', 1, '/rollback canary "trades are lost"');
  expect(story.standing()[1]).toBe('2 merged, rollback of canary: 0 of 1 live, 1 syncing');
  expect([await runs(story, 'party-0001'), await runs(story, 'party-0009')]).toEqual(['1.3.2', '1.4.0']);
  expect(story.body(2)).toContain(`this file came with commit \`${made.slice(0, 10)}\` by olivia`);
  await story.end();
});
