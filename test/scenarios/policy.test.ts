import { expect, it } from 'vitest';
import { networkFiles } from '../../src/sandbox/network.ts';
import { MANIFESTS } from './stage.ts';
import { begin } from './story.ts';

it.each([
  ['supersede', ['1 closed, canary: closed, superseded by 1.4.2', '2 open, canary: waiting for approval'], '1.4.2'],
  ['finish', ['1 open, canary: waiting for approval'], '1.4.2'],
  ['queue', ['1 open, canary: waiting for approval'], '1.4.1'],
] as const)('two newer releases during a rollout: %s', async (during, standing, next) => {
  const { 'cordage.yaml': config = '' } = await networkFiles({ nodes: 2 });
  const releases = `releases: {repository: acme/trade-cordapp, during: ${during}}`;
  const files = { 'cordage.yaml': config.replace('releases: acme/trade-cordapp', releases) };
  const story = await begin({ nodes: 2, files });
  await story.release('v1.4.0');
  await story.say('rob', 1, '/rollout canary');
  await Promise.all([story.release('v1.4.1'), story.release('v1.4.2')]);
  expect(story.standing()).toEqual(standing);
  if (during !== 'supersede') await story.say('olivia', 1, '/rollout abort "enough"');
  expect(story.seen()[1]?.title).toBe(`Upgrade trade to ${next} on canary (1 node)`);
  await story.end();
});

it('a person starts a version that is not proposed; required checks and the method of the repository hold', async () => {
  const story = await begin({ nodes: 2, down: true });
  const { seed, world } = story.sandbox;
  seed.merging(MANIFESTS, { merge: false, rebase: false });
  seed.protection(MANIFESTS, 'main', { checks: ['cordage/rollout', 'test'] });
  await Promise.all([story.release('v1.4.0'), story.release('v1.4.1')]);
  await story.startApp();
  const issue = await story.issue('olivia', 'Keep to 1.4.0');
  await story.say('olivia', issue, '/rollout trade v1.4.0 canary');
  await story.say('olivia', issue, '/rollout trade 1.4.0 canary');
  expect(story.replies(issue).map((reply) => reply.split('\n\n')[1])).toEqual([
    'Not done: acme/trade-cordapp has no release of trade "v1.4.0". Did you mean "1.4.0"?',
    expect.stringContaining('Done: '),
  ]);
  const pull = story.pulls().at(-1)?.number ?? 0;
  expect(story.standing()).toEqual([
    '1 open, canary: waiting for approval',
    `${pull} open, canary: waiting for approval`,
  ]);

  await story.approve('rob', pull);
  expect(story.standing()[1]).toBe(`${pull} open, canary: waiting for checks`);
  await story.rob('POST', `/statuses/${story.head(pull)}`, { state: 'success', context: 'test' });
  expect(story.standing()).toEqual([
    '1 open, canary: waiting for another rollout',
    `${pull} merged, canary: 0 of 1 live, 1 syncing`,
  ]);
  // Squashed: one commit upon the former one, without a merge.
  const main = await fetch(`${story.sandbox.apiUrl}/repos/${MANIFESTS}/commits/main`);
  expect(await main.json()).toMatchObject({ parents: [{ sha: expect.any(String) as string }] });
  expect(world.repositories.get(MANIFESTS)?.issues.get(pull)?.comments.size).toBe(1);
  await story.end();
});

it('a merge queue is a person’s to fill, and that is told', async () => {
  const story = await begin({ nodes: 2 });
  story.sandbox.seed.rules(MANIFESTS, 'main', { mergeQueue: true });
  await story.release('v1.4.0');
  await story.say('olivia', 1, '/rollout canary');
  await story.approve('rob', 1);
  expect(story.standing()).toEqual(['1 open, canary: waiting until it can be merged']);
  expect(story.comments(1)[0]).toContain('Waits for somebody to add it to the merge queue of `main`.');
  await story.end();
});
