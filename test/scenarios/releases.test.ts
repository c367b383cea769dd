import { expect, it } from 'vitest';
import { begin } from './story.ts';

const OPEN = {
  number: 1,
  title: 'Upgrade trade to 1.4.0 on canary (1 node)',
  state: 'open',
  told: 'canary: waiting for approval',
  check: 'pending: canary: waiting for approval',
};

const WITHDRAWN = {
  ...OPEN,
  state: 'closed',
  told: 'canary: closed, release v1.4.0 was withdrawn',
  check: 'failure: canary: closed, release v1.4.0 was withdrawn',
};

it('a draft and a prerelease are left alone until they are releases', async () => {
  const story = await begin();
  const draft = await story.release('v1.4.0', { draft: true });
  await story.release('v1.5.0-rc.1');
  const flagged = await story.release('v1.3.9', { prerelease: true });
  expect(story.seen()).toEqual([]);

  await story.dana('PATCH', `/releases/${draft}`, { draft: false });
  expect(story.seen()).toEqual([OPEN]);
  await story.dana('PATCH', `/releases/${flagged}`, { prerelease: false });
  expect(story.seen()).toEqual([OPEN]);
  await story.end();
});

it('a prerelease is proposed where the network asks for it', async () => {
  const story = await begin();
  const config = await story.fileAt('main', 'cordage.yaml');
  const releases = 'releases: {repository: acme/trade-cordapp, prereleases: propose}';
  await story.commit({ 'cordage.yaml': config.replace('releases: acme/trade-cordapp', releases) });
  await story.release('v1.5.0-rc.1', { prerelease: true });
  expect(story.seen()).toEqual([{ ...OPEN, title: 'Upgrade trade to 1.5.0-rc.1 on canary (1 node)' }]);
  await story.end();
});

it('edited notes reach the body; words of a person stay while the plan is the same', async () => {
  const story = await begin();
  const release = await story.release('v1.4.0', { notes: 'Settles on T+1' });
  await story.olivia('PATCH', '/pulls/1', {
    body: `Read this first.\n\n${story.body(1)}`,
    title: 'Trade for month end',
  });
  await story.commit({ 'docs/note.md': 'unrelated\n' });
  await story.sweep();
  expect(story.body(1)).toMatch(/^Read this first\.\n\nRelease/);
  expect(story.seen()[0]?.title).toBe('Trade for month end');

  await story.dana('PATCH', `/releases/${release}`, { body: 'Settles on T+0' });
  expect(story.body(1)).toContain('> Settles on T+0');
  expect(story.body(1)).not.toContain('T+1');
  expect(story.pushes()).toBe(1);
  await story.end();
});

it('a release that is deleted before the merge: told, closed, branch gone', async () => {
  const story = await begin();
  const release = await story.release('v1.4.0');
  await story.dana('DELETE', `/releases/${release}`);
  expect(story.seen()).toEqual([WITHDRAWN]);
  expect(await story.branches()).toEqual({});
  await story.end();
});

it('a release that is unpublished before the merge, and comes back: a person reopens its pull request', async () => {
  const story = await begin();
  const release = await story.release('v1.4.0');
  const head = story.head(1);
  await story.dana('PATCH', `/releases/${release}`, { draft: true });
  expect(story.seen()).toEqual([WITHDRAWN]);

  await story.dana('PATCH', `/releases/${release}`, { draft: false });
  expect(story.seen().map(({ state }) => state)).toEqual(['closed']);
  await story.olivia('POST', '/git/refs', { ref: 'refs/heads/cordage/trade-1.4.0/canary', sha: head });
  await story.olivia('PATCH', '/pulls/1', { state: 'open' });
  expect(story.seen()).toEqual([OPEN]);
  await story.end();
});

it('a release that is deleted after the merge: told, and nothing is undone', async () => {
  const story = await begin();
  const release = await story.release('v1.4.0');
  await story.olivia('PUT', '/pulls/1/merge', {});
  expect(story.seen()).toMatchObject([{ state: 'merged', told: 'canary: 0 of 1 live, 1 syncing' }]);

  await story.dana('DELETE', `/releases/${release}`);
  expect(story.seen()).toMatchObject([
    { state: 'merged', told: 'canary: merged, and release v1.4.0 was withdrawn since' },
  ]);
  expect(await story.fileAt('main', 'nodes/party-0001/kustomization.yaml')).toContain('newTag: "1.4.0"');
  await story.end();
});

it('what was merged is not proposed again; what a person closed is not reopened, and a person who reopens it goes on', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  await story.olivia('PATCH', '/pulls/1', { state: 'closed' });
  expect(story.seen()).toMatchObject([{ state: 'closed', told: 'canary: closed by a person' }]);
  await story.sweep();
  expect(story.seen()).toHaveLength(1);

  await story.olivia('PATCH', '/pulls/1', { state: 'open' });
  expect(story.seen()).toEqual([OPEN]);

  await story.olivia('PUT', '/pulls/1/merge', {});
  await story.sweep();
  expect(story.seen()).toMatchObject([{ state: 'merged' }]);
  expect(await story.branches()).toEqual({});
  await story.end();
});

it('a merge and a deletion while the app was down are told when it is back', async () => {
  const story = await begin();
  const release = await story.release('v1.4.0');
  await story.app().stop();
  const stopped = story.sandbox.deliveries.drop(() => true);
  await story.olivia('PUT', '/pulls/1/merge', {});
  await story.dana('DELETE', `/releases/${release}`);
  stopped();
  await story.startApp();
  expect(story.seen()).toMatchObject([
    { state: 'merged', told: 'canary: merged, and release v1.4.0 was withdrawn since' },
  ]);
  await story.end();
});
