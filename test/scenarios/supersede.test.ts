import { expect, it } from 'vitest';
import { begin, type Story } from './story.ts';

const OLD = 'cordage/trade-1.4.0/canary';
const NEW = 'cordage/trade-1.4.1/canary';

const byOlivia = async (story: Story): Promise<void> => {
  await story.commit({ 'docs/why.md': 'Because.\n' }, OLD);
};

it('a newer release closes the open pull request of an older one, with a link', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  await story.release('v1.4.1');
  expect(story.seen()).toMatchObject([
    { state: 'closed', told: 'canary: closed, superseded by 1.4.1' },
    { state: 'open', title: 'Upgrade trade to 1.4.1 on canary (1 node)', told: 'canary: waiting for approval' },
  ]);
  expect(story.comments(1)[0]).toContain('the newer version is proposed in #2');
  expect(Object.keys(await story.branches())).toEqual([NEW]);
  await story.end();
});

it('of releases that came while the app was down only the newest is proposed', async () => {
  const story = await begin({ down: true });
  for (const tag of ['v1.4.0', 'v1.4.1', 'v1.4.2']) await story.release(tag);
  await story.startApp();
  expect(story.seen()).toMatchObject([{ title: 'Upgrade trade to 1.4.2 on canary (1 node)', state: 'open' }]);
  await story.end();
});

it('an older pull request with a person’s commit stays open, and it is told what came after it', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  await byOlivia(story);
  const kept = (await story.branches())[OLD];
  await story.release('v1.4.1');
  expect(story.seen()).toMatchObject([
    {
      state: 'open',
      told: 'canary: in the hands of a person, and superseded by 1.4.1',
      check: 'neutral: canary: in the hands of a person, and superseded by 1.4.1',
    },
    { state: 'open', title: 'Upgrade trade to 1.4.1 on canary (1 node)' },
  ]);
  expect(story.comments(1)[0]).toContain('1.4.1 came after trade 1.4.0; it is proposed in #2.');
  expect((await story.branches())[OLD]).toBe(kept);
  await story.end();
});

it('the older one is merged while the newer is open: the newer follows, from the new version', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  await byOlivia(story);
  await story.release('v1.4.1');
  await story.olivia('PUT', '/pulls/1/merge', {});
  expect(story.seen()).toMatchObject([
    { state: 'merged', told: expect.stringContaining('canary: merged as') },
    { state: 'open', title: 'Upgrade trade to 1.4.1 on canary (1 node)' },
  ]);
  expect(story.body(2)).toContain('| **canary** (this pull request) | 1 | 1.4.0 | **1.4.1** | proposed here |');
  expect(await story.fileAt(NEW, 'docs/why.md')).toBe('Because.\n');
  await story.end();
});

it('a newer release that is withdrawn leaves the older one to a person', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  const newer = await story.release('v1.4.1');
  await story.dana('DELETE', `/releases/${newer}`);
  expect(story.seen()).toMatchObject([
    { state: 'closed', told: 'canary: closed, superseded by 1.4.1' },
    { state: 'closed', told: 'canary: closed, release v1.4.1 was withdrawn' },
  ]);
  await story.end();
});

it('a release that becomes a prerelease is not proposed any more', async () => {
  const story = await begin();
  const release = await story.release('v1.4.0');
  await story.dana('PATCH', `/releases/${release}`, { prerelease: true });
  expect(story.seen()).toMatchObject([
    { state: 'closed', told: 'canary: closed, release v1.4.0 is not proposed any more' },
  ]);
  expect(story.comments(1)[0]).toContain('Now it is a prerelease; set "prereleases: propose"');
  expect(await story.branches()).toEqual({});
  await story.end();
});
