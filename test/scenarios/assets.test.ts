import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { jar } from './stage.ts';
import { begin, type Story } from './story.ts';

const WAITING = 'pending: canary: waiting for approval';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const assetsOf = async (story: Story, release: number): Promise<readonly number[]> => {
  const { assets } = await story.dana('GET', `/releases/${release}`);
  return (assets as readonly { id: number }[]).map(({ id }) => id);
};

it('an asset replaced under its tag: told with both hashes, stopped, and on again when the former bytes are back', async () => {
  const story = await begin();
  const [former, other] = [jar(8, 'former'), jar(8, 'other')];
  const release = await story.release('v1.4.0', { assets: { 'trade-1.4.0.jar': former } });
  const [asset] = await assetsOf(story, release);
  await story.dana('DELETE', `/releases/assets/${asset}`);
  await story.sweep();
  expect(story.seen()[0]?.told).toBe('canary: stopped, 1 asset of v1.4.0 changed under the tag');
  expect(story.comments(1)[0]).toContain(`| \`${sha256(former)}\` | none |`);

  await story.upload(release, 'trade-1.4.0.jar', other);
  await story.sweep();
  expect(story.comments(1)[0]).toContain(`| \`trade-1.4.0.jar\` | \`${sha256(former)}\` | \`${sha256(other)}\` |`);
  expect(story.seen()[0]?.check).toBe('failure: canary: stopped, 1 asset of v1.4.0 changed under the tag');

  const node = await story.fileAt('main', 'nodes/party-0001/kustomization.yaml');
  await story.commit({ 'nodes/party-0001/kustomization.yaml': `${node}# touched\n` });
  expect(story.pushes()).toBe(1);

  const [replaced] = await assetsOf(story, release);
  await story.dana('DELETE', `/releases/assets/${replaced}`);
  await story.upload(release, 'trade-1.4.0.jar', former);
  await story.sweep();
  expect(story.seen()).toMatchObject([{ state: 'open', told: 'canary: waiting for approval', check: WAITING }]);
  // What waited while the release was in doubt: the file that changed on the default branch.
  expect(story.pushes()).toBe(2);
  await story.end();
});

it('a tag moved to another commit: told, stopped, and on again when it is back', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  const { object } = await story.dana('GET', '/git/ref/tags/v1.4.0');
  const { sha } = object as { sha: string };
  const other = await story.sandbox.seed.commit(
    'acme/trade-cordapp',
    'main',
    { 'README.md': 'More\n' },
    'More',
    'dana',
  );
  await story.dana('PATCH', '/git/refs/tags/v1.4.0', { sha: other, force: true });
  await story.sweep();
  expect(story.seen()).toMatchObject([
    { told: 'canary: stopped, the tag v1.4.0 was moved', check: 'failure: canary: stopped, the tag v1.4.0 was moved' },
  ]);
  expect(story.comments(1)[0]).toContain(`It led to \`${sha.slice(0, 7)}\` when this was opened`);
  expect(story.comments(1)[0]).toContain(`leads to \`${other.slice(0, 7)}\` now`);

  await story.dana('PATCH', '/git/refs/tags/v1.4.0', { sha, force: true });
  await story.sweep();
  expect(story.seen()).toMatchObject([{ told: 'canary: waiting for approval', check: WAITING }]);
  expect(story.pushes()).toBe(1);
  await story.end();
});

it('a release whose JAR comes later is proposed when it is there', async () => {
  const story = await begin();
  const release = await story.release('v1.4.0', { assets: { 'notes.pdf': jar(1) } });
  expect(story.seen()).toEqual([]);
  await story.upload(release, 'trade-1.4.0-sources.jar', jar(8));
  await story.sweep();
  expect(story.seen()).toEqual([]);
  await story.upload(release, 'trade-1.4.0.jar', jar(8));
  await story.sweep();
  expect(story.seen()).toMatchObject([{ state: 'open', check: WAITING }]);
  await story.end();
});

it('a JAR that no node should be offered: proposed for all to see, and blocked with the reason', async () => {
  const story = await begin();
  await story.release('v1.4.0', { assets: { 'trade-1.4.0.jar': Buffer.from('not a JAR') } });
  expect(story.seen()).toMatchObject([
    {
      state: 'open',
      told: 'canary: stopped, a rule of Corda speaks against it',
      check: 'failure: canary: stopped, a rule of Corda speaks against it',
    },
  ]);
  expect(story.comments(1)[0]).toContain('R17 blocks 1 node: trade-1.4.0.jar: this is no readable JAR');
  expect(story.body(1)).toContain('do not merge yet');
  expect(story.check('cordage/config', await story.tip())).toBe('success: No problems in 11 nodes in 3 rings');
  await story.end();
});

it('a release without its JAR after the time of an upload is told on the default branch', async () => {
  const story = await begin({ down: true });
  const release = await story.release('v1.4.0', { assets: {} });
  const listed = story.sandbox.world.repositories.get('acme/trade-cordapp')?.releases.get(release);
  if (listed?.publishedAt !== undefined) listed.publishedAt -= 3_600_000;
  await story.startApp();
  expect(story.check('cordage/config', await story.tip())).toBe('success: 0 errors, 1 warning');
  await story.upload(release, 'trade-1.4.0.jar', jar(8));
  await story.sweep();
  expect(story.seen()).toMatchObject([{ state: 'open' }]);
  expect(story.check('cordage/config', await story.tip())).toBe('success: No problems in 11 nodes in 3 rings');
  await story.end();
});
