import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { octokitWith, refusalOf, startReceiver, startStage, type Stage } from './start.ts';

/** Ahead of the machine's clock, whose time Octokit signs with. */
let ahead = 0;
let stage: Stage;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  ahead = 0;
  receiver = await startReceiver();
  stage = await startStage({ now: () => Date.now() + ahead, webhookUrl: receiver.url });
});
afterEach(async () => {
  await stage.sandbox.close();
  await receiver.close();
});

const repo = { owner: 'acme', repo: 'net' };
const create = (tag_name: string, more: Record<string, unknown> = {}) =>
  stage.as(stage.ada).rest.repos.createRelease({ ...repo, tag_name, ...more });

/** The release events since the last question. */
const events = (): readonly string[] => {
  const { deliveries } = stage.sandbox.world.outbox;
  return deliveries.splice(0).flatMap(({ event, action }) => (event === 'release' && action ? [action] : []));
};

test('each way of a release tells its own events', async () => {
  const ada = stage.as(stage.ada);
  const { data: draft } = await create('v1.0.0', { draft: true });
  expect(events()).toEqual(['created']);
  const release = { ...repo, release_id: draft.id };
  await ada.rest.repos.updateRelease({ ...release, name: 'One' });
  expect(events()).toEqual([]);
  await ada.rest.repos.updateRelease({ ...release, draft: false });
  expect(events()).toEqual(['published', 'released']);
  await ada.rest.repos.updateRelease({ ...release, body: 'Notes' });
  expect(events()).toEqual(['edited']);
  await ada.rest.repos.updateRelease({ ...release, draft: true });
  expect(events()).toEqual(['unpublished']);
  await ada.rest.repos.deleteRelease(release);
  expect(events()).toEqual(['deleted']);
  await create('v1.1.0-rc.1', { prerelease: true });
  expect(events()).toEqual(['created', 'published', 'prereleased']);
  await ada.rest.git.deleteRef({ ...repo, ref: 'tags/v1.1.0-rc.1' });
  expect(events()).toEqual(['unpublished']);
});

test('publishing makes the tag, and a draft does not', async () => {
  const tag = () => refusalOf(stage.octokit.rest.git.getRef({ ...repo, ref: 'tags/v1.0.0' }));
  const { data: draft } = await create('v1.0.0', { draft: true });
  expect(await tag()).toBe('404 Not Found');
  await stage.as(stage.ada).rest.repos.updateRelease({ ...repo, release_id: draft.id, draft: false });
  expect(await tag()).toBe('no refusal');
  expect(await refusalOf(create('v1.0.0'))).toMatch(/^422 .*already_exists/);
  expect(await refusalOf(create('v2.0.0', { target_commitish: 'nowhere' }))).toMatch(/^422 .*target_commitish/);
  expect(await refusalOf(create('a..b'))).toMatch(/^422 .*tag_name/);
});

test('drafts are hidden from those who may not push, and latest is the newest full release', async () => {
  for (const [tag, more] of [
    ['v1.0.0', {}],
    ['v1.1.0', {}],
    ['v2.0.0-rc', { prerelease: true }],
    ['v9', { draft: true }],
  ] as const) {
    ahead += 60_000;
    await create(tag, more);
  }
  const tags = async (as: Stage['octokit']) => (await as.rest.repos.listReleases(repo)).data.map((one) => one.tag_name);
  expect(await tags(stage.octokit)).toEqual(['v9', 'v2.0.0-rc', 'v1.1.0', 'v1.0.0']);
  expect(await tags(octokitWith(stage.sandbox.apiUrl, undefined))).toEqual(['v2.0.0-rc', 'v1.1.0', 'v1.0.0']);
  expect((await stage.octokit.rest.repos.getLatestRelease(repo)).data.tag_name).toBe('v1.1.0');
  expect(await refusalOf(stage.octokit.rest.repos.getReleaseByTag({ ...repo, tag: 'v9' }))).toBe('404 Not Found');
});

test('an asset is uploaded, taken away and uploaded anew under its name, with another digest', async () => {
  const ada = stage.as(stage.ada);
  const { data: release } = await create('trade/v1.0.0');
  const upload = async (text: string) => {
    const url = release.upload_url.replace('{?name,label}', '?name=trade 1.0.jar');
    const headers = {
      authorization: `Bearer ${stage.ada}`,
      'content-type': 'application/java-archive',
      'user-agent': 'test',
    };
    const answer = await fetch(url, { method: 'POST', headers, body: text });
    return { status: answer.status, asset: (await answer.json()) as { id: number; name: string; digest: string } };
  };
  const first = await upload('one');
  const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
  expect(first).toMatchObject({ status: 201, asset: { name: 'trade.1.0.jar', digest: digest('one') } });
  expect((await upload('two')).status).toBe(422);
  await ada.rest.repos.deleteReleaseAsset({ ...repo, asset_id: first.asset.id });
  const second = await upload('two');
  expect(second.asset.digest).toBe(digest('two'));
  const { data } = await stage.octokit.rest.repos.getReleaseByTag({ ...repo, tag: 'trade/v1.0.0' });
  expect(data.assets.map(({ id }) => id)).toEqual([second.asset.id]);
  const page = await fetch(data.assets[0]?.browser_download_url ?? '');
  expect(await page.text()).toBe('two');
});

test('a signed address of an asset ends after five minutes', async () => {
  await stage.sandbox.seed.release({
    repository: 'acme/net',
    tag: 'v1',
    login: 'ada',
    assets: { a: Buffer.from('a') },
  });
  const { data } = await stage.octokit.rest.repos.getReleaseByTag({ ...repo, tag: 'v1' });
  const answer = await fetch(data.assets[0]?.browser_download_url ?? '', { redirect: 'manual' });
  const location = answer.headers.get('location') ?? '';
  ahead += 290_000;
  expect((await fetch(location)).status).toBe(200);
  ahead += 11_000;
  expect((await fetch(location)).status).toBe(403);
});
