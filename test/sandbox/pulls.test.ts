import { afterEach, beforeEach, expect, test } from 'vitest';
import { runGit } from './git-client.ts';
import { refusalOf, startStage, type Stage } from './start.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.sandbox.close());

const repo = { owner: 'acme', repo: 'net' };
const commit = (branch: string, files: Record<string, string>) =>
  stage.sandbox.seed.commit('acme/net', branch, files, `Change ${branch}`, 'ada');
const open = (head: string, base = 'main') => stage.octokit.rest.pulls.create({ ...repo, head, base, title: head });

test.each([
  [
    'twice',
    async () => open('a'),
    '422 Validation Failed: {"resource":"PullRequest","code":"custom","message":"A pull request already exists for acme:a."}',
  ],
  [
    'without commits',
    async () => open('main', 'main'),
    '422 Validation Failed: {"resource":"PullRequest","code":"custom","message":"No commits between main and main"}',
  ],
  [
    'from nowhere',
    async () => open('nowhere'),
    '422 Validation Failed: {"resource":"PullRequest","field":"head","code":"invalid"}',
  ],
  [
    'into nowhere',
    async () => open('a', 'nowhere'),
    '422 Validation Failed: {"resource":"PullRequest","field":"base","code":"invalid"}',
  ],
  [
    'from a stranger',
    async () => open('eve:a'),
    '422 Validation Failed: {"resource":"PullRequest","field":"head","code":"invalid"}',
  ],
])('a pull request %s is refused', async (_, attempt, expected) => {
  await commit('a', { 'a.txt': 'a' });
  await open('a');
  expect(await refusalOf(attempt())).toBe(expected);
});

test('pull requests are found by head, base and state', async () => {
  for (const branch of ['a', 'b', 'c']) {
    await commit(branch, { [`${branch}.txt`]: branch });
    await open(branch);
  }
  await stage.octokit.rest.pulls.update({ ...repo, pull_number: 2, state: 'closed' });
  const list = async (query: Record<string, string>): Promise<readonly number[]> =>
    (await stage.octokit.rest.pulls.list({ ...repo, ...query })).data.map(({ number }) => number);
  expect(await list({})).toEqual([3, 1]);
  expect(await list({ state: 'all', sort: 'created', direction: 'asc' })).toEqual([1, 2, 3]);
  expect(await list({ state: 'closed' })).toEqual([2]);
  expect(await list({ state: 'all', head: 'acme:b' })).toEqual([2]);
  expect(await list({ head: 'eve:a' })).toEqual([]);
  expect(await list({ base: 'other' })).toEqual([]);
});

test('a pull request follows its branch, and refs/pull/N/head with it', async () => {
  const first = await commit('a', { 'a.txt': '1\n2\n' });
  await open('a');
  const second = await commit('a', { 'a.txt': '1\n3\n', 'b.txt': 'b' });
  const { data: pull } = await stage.octokit.rest.pulls.get({ ...repo, pull_number: 1 });
  expect(pull).toMatchObject({ commits: 2, changed_files: 2, additions: 3, deletions: 0, head: { sha: second } });
  const { data: commits } = await stage.octokit.rest.pulls.listCommits({ ...repo, pull_number: 1 });
  expect(commits.map(({ sha }) => sha)).toEqual([first, second]);
  const { data: files } = await stage.octokit.rest.pulls.listFiles({ ...repo, pull_number: 1 });
  expect(files.map(({ filename, status, patch }) => ({ filename, status, patch }))).toMatchInlineSnapshot(`
    [
      {
        "filename": "a.txt",
        "patch": "@@ -0,0 +1,2 @@
    +1
    +3",
        "status": "added",
      },
      {
        "filename": "b.txt",
        "patch": "@@ -0,0 +1 @@
    +b
    \\ No newline at end of file",
        "status": "added",
      },
    ]
  `);
  const { out } = await runGit('/', ['ls-remote', `${stage.sandbox.url}/acme/net.git`, 'refs/pull/1/head']);
  expect(out).toBe(`${second}\trefs/pull/1/head`);
});

test('mergeable is unknown at first, then computed for these very commits', async () => {
  await commit('a', { 'README.md': 'a\n' });
  await open('a');
  const ask = async () => {
    const { data } = await stage.octokit.rest.pulls.get({ ...repo, pull_number: 1 });
    await stage.sandbox.deliveries.settled();
    return [data.mergeable, data.mergeable_state];
  };
  expect(await ask()).toEqual([null, 'unknown']);
  expect(await ask()).toEqual([true, 'clean']);
  await commit('main', { 'README.md': 'b\n' });
  expect(await ask()).toEqual([null, 'unknown']);
  expect(await ask()).toEqual([false, 'dirty']);
});

test('deleting the branch closes, restoring it opens again, and what is merged stays closed', async () => {
  const sha = await commit('a', { 'a.txt': 'a' });
  await open('a');
  const { octokit } = stage;
  await octokit.rest.git.deleteRef({ ...repo, ref: 'heads/a' });
  const reopen = () => octokit.rest.pulls.update({ ...repo, pull_number: 1, state: 'open' });
  expect((await octokit.rest.pulls.get({ ...repo, pull_number: 1 })).data.state).toBe('closed');
  expect(await refusalOf(reopen())).toMatch(/The a branch has been deleted/);
  await octokit.rest.git.createRef({ ...repo, ref: 'refs/heads/a', sha });
  expect((await reopen()).data.state).toBe('open');
  await octokit.rest.git.updateRef({ ...repo, ref: 'heads/main', sha });
  const { data: merged } = await octokit.rest.pulls.get({ ...repo, pull_number: 1 });
  expect(merged).toMatchObject({ state: 'closed', merged: true, merged_by: { login: 'cordage[bot]' } });
  expect(await refusalOf(reopen())).toMatch(/already been merged/);
});

test('a branch that is put back to its base closes its pull request unmerged', async () => {
  const { object } = (await stage.octokit.rest.git.getRef({ ...repo, ref: 'heads/main' })).data;
  await commit('a', { 'a.txt': 'a' });
  await open('a');
  await stage.octokit.rest.git.updateRef({ ...repo, ref: 'heads/a', sha: object.sha, force: true });
  const { data } = await stage.octokit.rest.pulls.get({ ...repo, pull_number: 1 });
  expect(data).toMatchObject({ state: 'closed', merged: false });
});

test('a body may have 65,536 characters', async () => {
  await commit('a', { 'a.txt': 'a' });
  await open('a');
  const update = (body: string) => refusalOf(stage.octokit.rest.pulls.update({ ...repo, pull_number: 1, body }));
  expect(await update('é'.repeat(65_536))).toBe('no refusal');
  expect(await update('e'.repeat(65_537))).toMatch(/body is too long \(maximum is 65536 characters\)/);
});
