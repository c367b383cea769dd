import { expect, it } from 'vitest';
import { BY_ITSELF, configWith } from './rings-of.ts';
import { steady } from './stage.ts';
import { begin, type Story } from './story.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const CANARY = `name: canary, nodes: {names: [party-0001, party-0002]}, ${BY_ITSELF}`;
const REST = `name: all, ${BY_ITSELF}`;

const told = (story: Story, pull: number): string => steady(story.comments(pull)[0] ?? '');

/** A release that has been merged into its canary ring by itself. */
const released = async (rings: readonly string[], nodes = 4, more = ''): Promise<Story> => {
  const story = await begin({ nodes, files: await configWith(rings, more) });
  await story.release('v1.4.0');
  expect(story.standing()).toEqual([expect.stringMatching(/^1 merged, canary: 0 of \d+ live/)]);
  return story;
};

it('a status that stays Healthy at the former revision for five minutes does not open the next ring', async () => {
  const story = await begin({ nodes: 4, files: await configWith([CANARY.replace('30m', '1m'), REST]) });
  story.argocd.stale(['party-0001', 'party-0002'], 5 * MINUTE);
  await story.release('v1.4.0');
  for (let minute = 0; minute < 4; minute += 1) {
    await story.wait(MINUTE);
    expect(story.standing()).toEqual([expect.stringMatching(/^1 merged, canary: 0 of 2 live, 2 syncing/)]);
  }
  await story.wait(3 * MINUTE);
  await story.wait(3 * MINUTE);
  expect(story.standing()[0]).toBe('1 merged, canary: done');
  await story.end();
});

it('an unrelated commit during the soak turns nothing red, and the soak goes on', async () => {
  const story = await released([CANARY, REST]);
  await story.wait(5 * MINUTE);
  const before = told(story, 1);
  expect(story.standing()).toEqual(['1 merged, canary: live, soaking until <time>']);
  await story.commit({ 'docs/notes.md': 'Nothing that a node reads.\n' });
  await story.wait(6 * MINUTE);
  expect(told(story, 1)).toBe(before);
  await story.wait(25 * MINUTE);
  expect(story.standing()[0]).toBe('1 merged, canary: done');
  await story.end();
});

it('a node that degrades during the soak starts the clock anew', async () => {
  const story = await released([CANARY, REST]);
  await story.wait(20 * MINUTE);
  story.argocd.degrade(['party-0001'], 'Back-off restarting failed container');
  await story.wait(2 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: stopped, 1 of 2 degraded']);
  story.argocd.recover(['party-0001']);
  await story.wait(12 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: live, soaking until <time>']);
  await story.wait(20 * MINUTE);
  expect(story.standing()[0]).toBe('1 merged, canary: done');
  await story.end();
});

it('one of forty fails: the budget holds, and it is told with the reason', async () => {
  const ring = `name: canary, nodes: {names: ['party-*']}, maxUnhealthy: 1, ${BY_ITSELF}`;
  const story = await released([ring, REST], 40);
  story.argocd.configure({ persistsHealth: true });
  story.argocd.degrade(['party-0007'], 'ImagePullBackOff registry.example.com/cordapps/trade:1.4.0');
  await story.wait(5 * MINUTE);
  expect(told(story, 1)).toContain('ImagePullBackOff registry.example.com/cordapps/trade:1.4.0');
  expect(story.standing()[0]).toMatch(/^1 merged, canary: 39 of 40 live, 1 degraded/);
  await story.wait(70 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: done']);
  expect(told(story, 1)).toContain('Left to their owners: `party-0007`');
  await story.end();
});

it('all fail a check of health alike: the ring stops within one pass, though the budget would bear it', async () => {
  const ring = `name: canary, nodes: {names: ['party-*']}, maxUnhealthy: 50%, ${BY_ITSELF}`;
  const story = await begin({ nodes: 8, files: await configWith([`${ring}, batch: 4`, REST]) });
  story.argocd.configure({ persistsHealth: true });
  story.argocd.failCheck('trade:1.4.0', 'no flow runs with registry.example.com/cordapps/trade:1.4.0');
  await story.release('v1.4.0');
  await story.wait(5 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary, batch 1 of 2: stopped, 4 of 4 degraded']);
  expect(told(story, 1)).toContain('4 nodes since');
  expect(told(story, 1)).toContain('cordapps/trade:1.4.0');
  await story.end();
});

it('Argo CD away for ten minutes makes its nodes unknown, never green, and is believed again when it is back', async () => {
  const story = await released([CANARY.replace('30m', '5m'), REST]);
  story.argocd.away();
  await story.wait(2 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: 0 of 2 live, 2 unknown']);
  await story.wait(8 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: 0 of 2 live, 2 unknown']);
  expect(told(story, 1)).toMatch(/Argo CD/);
  story.argocd.back();
  await story.wait(MINUTE);
  await story.wait(10 * MINUTE);
  expect(story.standing()[0]).toBe('1 merged, canary: done');
  await story.end();
});
