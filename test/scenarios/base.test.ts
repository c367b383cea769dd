import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { MANIFESTS } from './stage.ts';
import { begin, type Story } from './story.ts';

const BRANCH = 'cordage/trade-1.4.0/canary';
const NODE = 'nodes/party-0001/kustomization.yaml';
const WAITING = { state: 'open', told: 'canary: waiting for approval', check: 'pending: canary: waiting for approval' };

const touched = async (story: Story, more = '# touched\n'): Promise<Record<string, string>> => ({
  [NODE]: (await story.fileAt('main', NODE)) + more,
});

/** Lets something happen after Cordage has seen the world, and before its push arrives. */
const beforePush = async (story: Story, start: () => Promise<unknown>, meanwhile: () => Promise<unknown>) => {
  const fault = story.sandbox.faults.add({ path: /service=git-receive-pack/, delayMs: 400 });
  const started = start();
  while (fault.hits() === 0) await sleep(5);
  await meanwhile();
  await started;
  await story.sweep();
};

it('the default branch moves elsewhere: nothing is pushed', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  const head = story.head(1);
  await story.commit({ 'docs/note.md': 'unrelated\n', 'nodes/party-0009/note.md': 'unrelated\n' });
  expect(story.seen()).toMatchObject([WAITING]);
  expect(await story.branches()).toEqual({ [BRANCH]: head });
  expect(story.pushes()).toBe(1);
  await story.end();
});

it('the default branch changes the same file: the branch is made anew on it, and the body follows', async () => {
  const story = await begin({ nodes: 20 });
  await story.release('v1.4.0');
  expect(story.seen()).toMatchObject([{ title: 'Upgrade trade to 1.4.0 on canary (2 nodes)' }]);
  const text = await story.fileAt('main', NODE);
  await story.commit({ [NODE]: `${text.replace('"1.3.2"', '"1.3.1"')}# touched\n` });
  expect(await story.fileAt(BRANCH, NODE)).toBe(`${text.replace('"1.3.2"', '"1.4.0"')}# touched\n`);
  expect(story.body(1)).toContain('| 2 | 1.3.2 (1), 1.3.1 (1) | **1.4.0** |');
  expect(story.seen()).toMatchObject([WAITING]);
  expect(story.pushes()).toBe(2);

  await story.commit({ [NODE]: `${text.replace('"1.3.2"', '"1.4.0"')}# touched\n` });
  // The one that was moved by hand is a part of the ring that went ahead: the rest waits for it.
  expect(story.seen()).toMatchObject([
    { title: 'Upgrade trade to 1.4.0 on canary (1 node)', told: 'canary: waiting for nodes to become live' },
  ]);
  expect(await story.fileAt(BRANCH, NODE)).toBe(await story.fileAt('main', NODE));
  await story.end();
});

it.each([
  ['to the version', '1.4.0', []],
  ['beyond it', '1.5.0', ['cordage/trade-1.4.0/early-1']],
])(
  'nodes that a person moves by hand %s: the pull request is closed, nothing is left',
  async (_where, version, next) => {
    const story = await begin();
    await story.release('v1.4.0');
    const text = await story.fileAt('main', NODE);
    await story.commit({ [NODE]: text.replace('"1.3.2"', `"${version}"`) });
    expect(story.seen()[0]).toMatchObject({ state: 'closed', told: 'canary: closed, nothing left to move' });
    // A ring on newer versions is passed by, one that has moved soaks first.
    expect(Object.keys(await story.branches())).toEqual(next);
    await story.end();
  },
);

it('the default branch changes while the first push is on its way: planned anew', async () => {
  const story = await begin();
  await beforePush(
    story,
    () => story.release('v1.4.0'),
    async () => story.sandbox.seed.commit(MANIFESTS, 'main', await touched(story), 'By hand', 'olivia'),
  );
  expect(story.seen()).toMatchObject([WAITING]);
  expect(await story.fileAt(BRANCH, NODE)).toMatch(/"1\.4\.0"\n# touched\n$/);
  await story.end();
});

it('a person is faster with the branch than the first push: told, and theirs stays', async () => {
  const story = await begin();
  let theirs = '';
  await beforePush(
    story,
    () => story.release('v1.4.0'),
    async () => {
      theirs = await story.sandbox.seed.commit(MANIFESTS, BRANCH, { 'a.md': 'Mine.\n' }, 'By hand', 'olivia');
    },
  );
  expect(story.seen()).toEqual([]);
  expect(await story.branches()).toEqual({ [BRANCH]: theirs });
  expect(story.check('cordage/config', await story.tip())).toBe('success: 0 errors, 1 warning');
  await story.end();
});

it('a person is faster with the branch than the next push: theirs stays, and is told', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  let theirs = '';
  await beforePush(
    story,
    async () => story.commit(await touched(story)),
    async () => {
      theirs = await story.sandbox.seed.commit(MANIFESTS, BRANCH, { 'a.md': 'Mine.\n' }, 'By hand', 'olivia');
    },
  );
  expect(story.seen()).toMatchObject([{ state: 'open', told: 'canary: in the hands of a person' }]);
  expect(await story.branches()).toEqual({ [BRANCH]: theirs });
  await story.end();
});

it('the default branch is renamed: the pull request goes on', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  const repository = story.sandbox.world.repositories.get(MANIFESTS);
  await story.olivia('POST', '/git/refs', { ref: 'refs/heads/trunk', sha: await story.tip() });
  // The sandbox has no renaming; on GitHub it does these three things.
  if (repository) repository.defaultBranch = 'trunk';
  await story.olivia('PATCH', '/pulls/1', { base: 'trunk' });
  await story.olivia('DELETE', '/git/refs/heads/main');
  expect(story.seen()).toMatchObject([WAITING]);

  await story.commit({ [NODE]: `${await story.fileAt('trunk', NODE)}# touched\n` }, 'trunk');
  expect(await story.fileAt(BRANCH, NODE)).toMatch(/"1\.4\.0"\n# touched\n$/);
  await story.release('v1.4.1');
  expect(story.seen()).toMatchObject([{ state: 'closed' }, WAITING]);
  await story.end();
});
