import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { isPull } from '../../src/sandbox/github/world-issues.ts';
import { MANIFESTS } from './stage.ts';
import { begin, type Story } from './story.ts';

const BRANCH = 'cordage/trade-1.4.0/canary';
const NODE = 'nodes/party-0001/kustomization.yaml';
const WAITING = { state: 'open', told: 'canary: waiting for approval', check: 'pending: canary: waiting for approval' };
const TAKEN = {
  state: 'open',
  told: 'canary: in the hands of a person',
  check: 'neutral: canary: in the hands of a person',
};

const force = (story: Story, sha: string): Promise<unknown> =>
  story.olivia('PATCH', `/git/refs/heads/${BRANCH}`, { sha, force: true });

/** What "Update branch" does on GitHub's page. */
const mergeMain = async (story: Story): Promise<string> => {
  const dir = story.sandbox.world.repositories.get(MANIFESTS)?.dir ?? '';
  const who = { name: 'olivia', email: 'olivia@users.noreply.example.com' };
  const env = { GIT_AUTHOR_NAME: who.name, GIT_AUTHOR_EMAIL: who.email };
  const committer = { GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@example.com' };
  const git = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('git', args, { cwd: dir, env: { ...process.env, ...env, ...committer } })).stdout.trim();
  const tree = await git('merge-tree', '--write-tree', BRANCH, 'main');
  return git('commit-tree', tree, '-p', BRANCH, '-p', 'main', '-m', `Merge branch 'main' into ${BRANCH}`);
};

it('a person’s commit on the branch: told, and left alone when the default branch and the release move on', async () => {
  const story = await begin();
  const release = await story.release('v1.4.0');
  const own = story.head(1);
  const theirs = await story.commit({ 'docs/why.md': 'Because.\n' }, BRANCH);
  expect(story.seen()).toMatchObject([TAKEN]);
  expect(story.comments(1)[0]).toContain(`Commit ${theirs.slice(0, 10)} by olivia is not Cordage's.`);

  await story.commit({ [NODE]: `${await story.fileAt('main', NODE)}# touched\n` });
  await story.dana('PATCH', `/releases/${release}`, { body: 'Better notes' });
  expect((await story.branches())[BRANCH]).toBe(theirs);
  expect(story.body(1)).not.toContain('Better notes');

  await force(story, own);
  expect(story.seen()).toMatchObject([WAITING]);
  expect(story.body(1)).toContain('Better notes');
  expect(await story.fileAt(BRANCH, NODE)).toMatch(/newTag: "1\.4\.0"\n# touched\n$/);
  await story.end();
});

it('"Update branch" and an amended commit are a person’s, too', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  const own = story.head(1);
  await story.commit({ 'docs/note.md': 'unrelated\n' });
  const merged = await mergeMain(story);
  await force(story, merged);
  expect(story.seen()).toMatchObject([TAKEN]);

  await force(story, own);
  expect(story.seen()).toMatchObject([WAITING]);

  const amended = await story.commit({ [NODE]: (await story.fileAt(BRANCH, NODE)).concat('# by me\n') }, 'amended');
  await force(story, amended);
  expect(story.seen()).toMatchObject([TAKEN]);
  expect((await story.branches())[BRANCH]).toBe(amended);
  expect(story.pushes()).toBe(1);
  await story.end();
});

it('a branch that a person deletes is not made again', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  await story.olivia('DELETE', `/git/refs/heads/${BRANCH}`);
  await story.sweep();
  expect(story.seen()).toMatchObject([{ state: 'closed', told: 'canary: closed by a person' }]);
  expect(await story.branches()).toEqual({});
  await story.end();
});

it('labels that a person takes off stay off; a comment that a person changes or deletes is put right', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  const [former = ''] = story.comments(1);
  const [said = ''] = former.split('\n\n<!--');
  for (const label of story.pulls()[0]?.labels ?? []) {
    await story.olivia('DELETE', `/issues/1/labels/${encodeURIComponent(label)}`);
  }
  await story.sweep();
  expect([...(story.pulls()[0]?.labels ?? [])]).toEqual([]);

  for (const body of ['Looks good.', former.replace('waiting', 'ready')]) {
    await story.olivia('PATCH', `/issues/comments/${idOfComment(story)}`, { body });
    await story.sweep();
    expect(story.comments(1)).toEqual([expect.stringContaining(said)]);
    expect(story.comments(1)[0]).toContain('somebody: changed the status comment of pull request 1');
  }
  await story.olivia('DELETE', `/issues/comments/${idOfComment(story)}`);
  await story.sweep();
  expect(story.comments(1)).toEqual([expect.stringContaining(said)]);
  await story.end();
});

const idOfComment = (story: Story): number => [...(story.pulls()[0]?.comments.keys() ?? [])][0] ?? 0;

it('a comment or a body that looks like Cordage’s is of no effect when it is another’s', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  const forged = (story.comments(1)[0] ?? '').replaceAll('waiting', 'merged');
  await story.olivia('POST', '/issues/1/comments', { body: forged });
  await story.olivia('PATCH', '/pulls/1', { body: story.body(1).replace('"version":"1.4.0"', '"version":"9.9.9"') });
  await story.commit({ 'docs/why.md': 'Mine.\n' }, 'mine');
  await story.olivia('POST', '/pulls', { head: 'mine', base: 'main', title: 'Mine', body: story.body(1) });
  await story.sweep();
  expect(story.comments(1)).toHaveLength(2);
  expect(story.comments(1)[1]).toBe(forged);
  expect(story.seen()[1]).toMatchObject({ state: 'open', told: '', check: undefined });
  await story.end();
});

it('a person’s pull request from a branch of our name is theirs, and it is told why there is none of ours', async () => {
  const story = await begin();
  await story.commit({ 'docs/why.md': 'Mine.\n' }, BRANCH);
  await story.olivia('POST', '/pulls', { head: BRANCH, base: 'main', title: 'Mine', body: '' });
  await story.release('v1.4.0');
  expect(story.seen()).toMatchObject([{ title: 'Mine', told: '', check: undefined }]);
  expect(story.check('cordage/config', await story.tip())).toBe('success: 0 errors, 1 warning');
  expect(story.pushes()).toBe(0);

  await story.olivia('DELETE', `/git/refs/heads/${BRANCH}`);
  expect(story.seen()).toMatchObject([{ title: 'Mine', state: 'closed' }, WAITING]);
  expect(story.check('cordage/config', await story.tip())).toBe('success: No problems in 11 nodes in 3 rings');
  await story.end();
});

it('where checks of Cordage’s are required, what concerns nothing of it can be merged, and its own pull requests can', async () => {
  const story = await begin({ nodes: 2 });
  const checks = ['cordage/rollout', 'cordage/config', 'cordage/rules'];
  story.sandbox.seed.protection(MANIFESTS, 'main', { checks });
  const head = await story.commit({ 'docs/why.md': 'Mine.\n' }, 'readme');
  await story.olivia('POST', '/pulls', { head: 'readme', base: 'main', title: 'Mine', body: '' });
  expect(checks.map((name) => story.check(name, head))).toEqual([
    'success: No version that Cordage rolls out changes',
    'success: cordage.yaml does not change',
    'success: Neither a version nor a network parameter changes',
  ]);
  await story.olivia('PUT', '/pulls/1/merge', { sha: head });
  expect(story.seen()).toMatchObject([{ title: 'Mine', state: 'merged' }]);
  await story.release('v1.4.0');
  await story.say('olivia', 2, '/rollout canary');
  await story.approve('rob', 2);
  expect(story.standing()[1]).toMatch(/^2 merged/);
  await story.end();
});

it('a fork’s branch of our name stands in nobody’s way', async () => {
  const story = await begin();
  await story.sandbox.seed.repository({ owner: 'mallory', name: 'network-manifests', files: { a: 'b' } });
  await story.commit({ 'docs/why.md': 'Mine.\n' }, 'fork');
  await story.olivia('POST', '/pulls', { head: 'fork', base: 'main', title: 'Fork', body: '' });
  // The sandbox keeps no forks: this pull request is made to come from one.
  const [fork] = [...(story.sandbox.world.repositories.get(MANIFESTS)?.issues.values() ?? [])].filter(isPull);
  Object.assign(fork?.pull ?? {}, { headRepository: 'mallory/network-manifests', headRef: BRANCH });
  await story.release('v1.4.0');
  expect(story.seen()).toMatchObject([{ title: 'Fork', told: '', check: undefined, state: 'open' }, WAITING]);
  await story.end();
});
