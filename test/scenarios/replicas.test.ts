import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { MANIFESTS } from './stage.ts';
import { begin, type Story } from './story.ts';

/** Another process of the same App: caches of its own, and every webhook comes to it, too. */
const startSecond = async (story: Story) => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'cordage-second-'));
  onTestFinished(() => rm(cacheDir, { recursive: true, force: true }));
  return story.start({ cacheDir });
};

it('two processes on one network: each command is carried out once, and each part opened and merged once', async () => {
  const story = await begin();
  const second = await startSecond(story);
  const both = async (): Promise<void> => {
    for (let looks = 0; looks < 6; looks += 1) {
      story.clock.advance(16_000);
      await Promise.all([story.app().sweep(), second.sweep()]);
    }
  };
  await story.release('v1.4.0');
  await both();
  await story.approve('rob', 1);
  await story.say('olivia', 1, '/rollout all\n/rollout status');
  await both();
  const requests = (await story.journal()).filter((line) => line.startsWith('olivia: '));
  expect(requests).toEqual(['olivia: rollout trade@1.4.0 up to all']);
  expect(story.replies(1)).toHaveLength(1);
  expect(story.seen()[0]).toMatchObject({ state: 'merged' });
  const { writes } = story.sandbox;
  const merges = writes.list().filter(({ route }) => route.endsWith('/merge'));
  expect(merges).toHaveLength(1);

  await story.wait(35 * 60_000);
  await both();
  expect(story.seen().map(({ title }) => title)).toEqual([
    'Upgrade trade to 1.4.0 on canary (1 node)',
    'Upgrade trade to 1.4.0 on early, batch 1 of 3 (1 node)',
  ]);
  for (const { number } of story.seen()) {
    expect(story.comments(number).filter((body) => body.includes('"kind":"status"'))).toHaveLength(1);
  }
});

it('without any cache a process knows what was decided: the pause, the word, the answer', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  await story.say('olivia', 1, '/rollout all\n/rollout pause network "month end"\n/rollout status');
  await story.approve('rob', 1);
  await story.app().stop();
  const journal = await story.journal();
  const anew = await startSecond(story);
  story.clock.advance(60_000);
  await anew.sweep();
  await anew.sweep();
  expect(story.seen()).toMatchObject([{ state: 'open', told: 'canary: the network is paused by olivia' }]);
  expect(story.replies(1)).toHaveLength(1);
  expect(await story.journal()).toEqual(journal);
  expect(story.sandbox.world.repositories.get(MANIFESTS)?.issues.size).toBe(1);
});
