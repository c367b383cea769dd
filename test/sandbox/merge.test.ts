import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, startStage, type Stage } from './start.ts';
import { gitText } from '../../src/sandbox/github/git.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
  await stage.sandbox.seed.commit('acme/net', 'main', { 'f.txt': lines() }, 'Base', 'ada');
  await commit('change', { 'f.txt': lines({ 9: 'nine' }) }, 'Nine');
  await commit('change', { 'new.txt': 'new\n' }, 'New');
  await commit('main', { 'f.txt': lines({ 1: 'one' }) }, 'One');
  await stage.octokit.rest.pulls.create({ ...repo, head: 'change', base: 'main', title: 'Title', body: 'Body' });
});
afterEach(() => stage.sandbox.close());

const repo = { owner: 'acme', repo: 'net' };
const commit = (branch: string, files: Record<string, string>, message: string) =>
  stage.sandbox.seed.commit('acme/net', branch, files, message, 'ada');

const lines = (changed: Record<number, string> = {}): string =>
  Array.from({ length: 9 }, (_, index) => `${changed[index + 1] ?? index + 1}\n`).join('');

const merge = (options: { merge_method?: 'merge' | 'squash' | 'rebase'; sha?: string } = {}) =>
  stage.octokit.rest.pulls.merge({ ...repo, pull_number: 1, ...options });

const inRepository = (...args: string[]): Promise<string> =>
  gitText(stage.sandbox.world.repositories.get('acme/net')?.dir ?? '', args);

test.each([
  ['merge', 'Merge pull request #1 from acme/change,One,New,Nine,Base,Initial commit'],
  ['squash', 'Title (#1),One,Base,Initial commit'],
  ['rebase', 'New,Nine,One,Base,Initial commit'],
] as const)('%s joins what both sides changed', async (merge_method, history) => {
  const { data } = await merge({ merge_method });
  expect(await inRepository('show', 'main:f.txt')).toBe(lines({ 1: 'one', 9: 'nine' }).trim());
  expect(await inRepository('show', 'main:new.txt')).toBe('new');
  expect(await inRepository('rev-parse', 'main')).toBe(data.sha);
  const subjects = (await inRepository('log', '--topo-order', '--format=%s', 'main')).split('\n');
  expect(subjects.sort()).toEqual(history.split(',').sort());
  expect(await inRepository('fsck', '--strict')).toBe('');
});

test('a conflict, an old head, a draft and a second merge are refused', async () => {
  const head = await inRepository('rev-parse', 'change');
  const old = await refusalOf(merge({ sha: head.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }));
  expect(old).toBe('409 Head branch was modified. Review and try the merge again.');
  await commit('main', { 'f.txt': lines({ 9: 'neun' }) }, 'Neun');
  for (const merge_method of ['merge', 'squash', 'rebase'] as const) {
    expect(await refusalOf(merge({ merge_method }))).toBe('405 Pull Request is not mergeable');
  }
  await commit('main', { 'f.txt': lines({ 1: 'one' }) }, 'One again');
  await merge({ sha: head });
  expect(await refusalOf(merge())).toBe('405 Pull Request is not mergeable');
  await commit('draft', { 'd.txt': 'd' }, 'Draft');
  await stage.octokit.rest.pulls.create({ ...repo, head: 'draft', base: 'main', title: 'D', draft: true });
  const draft = refusalOf(stage.octokit.rest.pulls.merge({ ...repo, pull_number: 2 }));
  expect(await draft).toBe('405 Pull Request is still a draft');
});

test('branch protection: reviews, checks, and a head that contains the base', async () => {
  const { sandbox, octokit, as } = stage;
  const head_sha = await inRepository('rev-parse', 'change');
  sandbox.seed.protection('acme/net', 'main', {
    approvals: 1,
    checks: ['rules', 'build'],
    dismissStale: true,
  });
  expect(await refusalOf(merge())).toBe('405 At least 1 approving review is required by reviewers with write access.');
  const bob = as(sandbox.seed.user('bob'));
  await bob.rest.pulls.createReview({ ...repo, pull_number: 1, event: 'APPROVE' });
  expect(await refusalOf(merge())).toMatch(/^405 At least 1 approving review/);
  const ada = as(stage.ada);
  await ada.rest.pulls.createReview({ ...repo, pull_number: 1, event: 'APPROVE' });
  expect(await refusalOf(merge())).toBe('405 2 of 2 required status checks are expected.');
  await octokit.rest.checks.create({ ...repo, name: 'rules', head_sha, conclusion: 'success' });
  await octokit.rest.repos.createCommitStatus({ ...repo, sha: head_sha, state: 'failure', context: 'build' });
  expect(await refusalOf(merge())).toBe('405 Required status check "build" is expected.');
  await octokit.rest.repos.createCommitStatus({ ...repo, sha: head_sha, state: 'success', context: 'build' });
  sandbox.seed.protection('acme/net', 'main', { approvals: 1, checks: ['rules', 'build'], strict: true });
  expect(await refusalOf(merge())).toBe('405 2 of 2 required status checks are expected.');
  sandbox.seed.protection('acme/net', 'main', { approvals: 1, checks: ['rules', 'build'], dismissStale: true });
  await ada.rest.pulls.createReview({ ...repo, pull_number: 1, event: 'REQUEST_CHANGES', body: 'no' });
  expect(await refusalOf(merge())).toBe('405 Changes have been requested.');
  await ada.rest.pulls.createReview({ ...repo, pull_number: 1, event: 'APPROVE' });
  await commit('change', { 'late.txt': 'late' }, 'Late');
  expect(await refusalOf(merge())).toMatch(/^405 At least 1 approving review/);
});

test('nobody approves their own pull request, and requests for review end with the review', async () => {
  const { octokit, as, ada, sandbox } = stage;
  const own = octokit.rest.pulls.createReview({ ...repo, pull_number: 1, event: 'APPROVE' });
  expect(await refusalOf(own)).toBe('422 Review Can not approve your own pull request');
  await octokit.rest.pulls.requestReviewers({ ...repo, pull_number: 1, reviewers: ['ada'] });
  const asked = async () => (await octokit.rest.pulls.listRequestedReviewers({ ...repo, pull_number: 1 })).data.users;
  expect((await asked()).map(({ login }) => login)).toEqual(['ada']);
  await as(ada).rest.pulls.createReview({ ...repo, pull_number: 1, event: 'COMMENT', body: 'hm' });
  expect(await asked()).toEqual([]);
  const { data: reviews } = await octokit.rest.pulls.listReviews({ ...repo, pull_number: 1 });
  expect(reviews.map(({ state, user }) => `${user?.login} ${state}`)).toEqual(['ada COMMENTED']);
  const nobody = octokit.rest.pulls.requestReviewers({ ...repo, pull_number: 1, reviewers: ['nobody'] });
  expect(await refusalOf(nobody)).toMatch(/^422/);
  expect(sandbox.server.crashes).toEqual([]);
});
