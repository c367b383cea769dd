import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ruleset } from '../../src/sandbox/github/world-code.ts';
import { refusalOf, startStage, type Stage } from './start.ts';

let stage: Stage;
let head: string;
beforeEach(async () => {
  stage = await startStage();
  head = await commit('change', { 'a.txt': 'a\n' });
  await stage.octokit.rest.pulls.create({ ...repo, head: 'change', base: 'main', title: 'Title', body: 'Body' });
});
afterEach(() => stage.sandbox.close());

const repo = { owner: 'acme', repo: 'net' };
const pull = { ...repo, pull_number: 1 };
const commit = (branch: string, files: Record<string, string>) =>
  stage.sandbox.seed.commit('acme/net', branch, files, 'Change', 'ada');
const merge = (merge_method: 'merge' | 'squash' | 'rebase' = 'merge') =>
  refusalOf(stage.octokit.rest.pulls.merge({ ...pull, merge_method }));
const setStatus = (state: 'success' | 'failure' | 'pending') =>
  stage.octokit.rest.repos.createCommitStatus({ ...repo, sha: head, context: 'build', state });
const asRoot = () => {
  stage.sandbox.seed.member('acme', 'ada', 'admin');
  return stage.as(stage.ada);
};

/** GitHub works mergeability out when it is asked for, and knows it the next time. */
const stateOfPull = async () => {
  await stage.octokit.rest.pulls.get(pull);
  await stage.sandbox.deliveries.settled();
  const { data } = await stage.octokit.rest.pulls.get(pull);
  return data.mergeable_state;
};

const violation = (reason: string): string => `405 Repository rule violations found\n\n${reason}\n\n`;

test('the repository’s settings decide how a pull request may be merged', async () => {
  const root = asRoot();
  await root.rest.repos.update({ ...repo, allow_merge_commit: false, allow_rebase_merge: false });
  expect(await merge('merge')).toBe('405 Merge commits are not allowed on this repository.');
  expect(await merge('rebase')).toBe('405 Rebase merges are not allowed on this repository.');
  expect(await refusalOf(root.rest.repos.update({ ...repo, allow_squash_merge: false }))).toMatch(/^422/);
  stage.sandbox.seed.merging('acme/net', { merge: true, squash: false });
  expect(await merge('squash')).toBe('405 Squash merges are not allowed on this repository.');
  expect(await merge('merge')).toBe('no refusal');
});

test('settings of merging are shown to those who may push, and changed by administrators', async () => {
  const { octokit, as, ada, sandbox } = stage;
  sandbox.seed.merging('acme/net', { rebase: false, deletesMerged: true });
  const shown = async (who: typeof octokit) => {
    const { data } = await who.rest.repos.get(repo);
    return [data.allow_merge_commit, data.allow_squash_merge, data.allow_rebase_merge, data.delete_branch_on_merge];
  };
  expect(await shown(octokit)).toEqual([true, true, false, true]);
  expect(await shown(as(ada))).toEqual([true, true, false, true]);
  expect(await shown(as(sandbox.seed.user('bob')))).toEqual([undefined, undefined, undefined, undefined]);
  expect(await refusalOf(as(ada).rest.repos.update({ ...repo, allow_squash_merge: false }))).toMatch(/^403/);
});

test.each([
  [{ mergeQueue: true }, 'merge', 'Changes must be made through the merge queue'],
  [{ checks: ['build'] }, 'merge', 'Required status check "build" is expected.'],
  [{ approvals: 1 }, 'merge', 'At least 1 approving review is required by reviewers with write access.'],
] satisfies [Ruleset, 'merge', string][])('rulesets refuse: %j', async (rules, method, reason) => {
  stage.sandbox.seed.rules('acme/net', 'main', rules);
  expect(await merge(method)).toBe(violation(reason));
  stage.sandbox.seed.rules('acme/net', 'main', null);
  expect(await merge(method)).toBe('no refusal');
});

test('rulesets narrow the ways of merging', async () => {
  stage.sandbox.seed.rules('acme/net', 'main', { linearHistory: true, methods: ['merge', 'rebase'] });
  expect(await merge('merge')).toBe('405 Merge commits are not allowed on this repository.');
  expect(await merge('squash')).toBe('405 Squash merges are not allowed on this repository.');
  expect(await merge('rebase')).toBe('no refusal');
});

test('rules of a branch are told, and none where there are none', async () => {
  const { octokit, sandbox } = stage;
  const rulesOf = async (branch: string) => (await octokit.rest.repos.getBranchRules({ ...repo, branch })).data;
  sandbox.seed.rules('acme/net', 'main', { checks: ['build'], strict: true, mergeQueue: true });
  expect(await rulesOf('main')).toMatchObject([
    {
      type: 'required_status_checks',
      parameters: { required_status_checks: [{ context: 'build' }], strict_required_status_checks_policy: true },
      ruleset_source: 'acme/net',
    },
    { type: 'merge_queue' },
  ]);
  expect(await rulesOf('other')).toEqual([]);
});

test('a guarded branch takes no commit past its rules, by whatever way', async () => {
  const contents = { ...repo, path: 'b.txt', message: 'B', content: '' };
  const write = () => refusalOf(stage.octokit.rest.repos.createOrUpdateFileContents(contents));
  stage.sandbox.seed.rules('acme/net', 'main', { mergeQueue: true });
  expect(await write()).toBe('422 Changes must be made through the merge queue');
  stage.sandbox.seed.rules('acme/net', 'main', { approvals: 0 });
  expect(await write()).toBe('422 Changes must be made through a pull request.');
});

test('mergeable_state says what a merge would meet', async () => {
  const { seed } = stage.sandbox;
  const { data: first } = await stage.octokit.rest.pulls.get(pull);
  expect([first.mergeable, first.mergeable_state]).toEqual([null, 'unknown']);
  expect(await stateOfPull()).toBe('clean');
  await setStatus('pending');
  expect(await stateOfPull()).toBe('unstable');
  seed.protection('acme/net', 'main', { checks: ['build'] });
  expect(await stateOfPull()).toBe('blocked');
  await setStatus('success');
  expect(await stateOfPull()).toBe('clean');
  await commit('main', { 'b.txt': 'b\n' });
  expect(await stateOfPull()).toBe('clean');
  seed.protection('acme/net', 'main', { checks: ['build'], strict: true });
  expect(await stateOfPull()).toBe('behind');
  expect(await merge()).toBe('405 Required status check "build" is expected.');
  seed.protection('acme/net', 'main', { strict: true });
  expect(await stateOfPull()).toBe('clean');
  await commit('main', { 'a.txt': 'other\n' });
  expect(await stateOfPull()).toBe('dirty');
});

test('a branch says which checks are required, and of whom', async () => {
  const { octokit, sandbox } = stage;
  const required = async () => {
    const { data } = await octokit.rest.repos.getBranch({ ...repo, branch: 'main' });
    return data.protection.required_status_checks;
  };
  expect(await required()).toMatchObject({ enforcement_level: 'off', contexts: [] });
  sandbox.seed.protection('acme/net', 'main', { checks: ['build'] });
  expect(await required()).toMatchObject({ enforcement_level: 'everyone', contexts: ['build'] });
  sandbox.seed.protection('acme/net', 'main', { checks: ['build'], enforceAdmins: false });
  expect(await required()).toMatchObject({ enforcement_level: 'non_admins', contexts: ['build'] });
});

test('an administrator passes protection that allows it, and never rulesets', async () => {
  const root = asRoot();
  const mergeAsRoot = () => refusalOf(root.rest.pulls.merge(pull));
  stage.sandbox.seed.protection('acme/net', 'main', { checks: ['build'], enforceAdmins: false });
  expect(await merge()).toBe('405 Required status check "build" is expected.');
  stage.sandbox.seed.rules('acme/net', 'main', { checks: ['test'] });
  expect(await mergeAsRoot()).toBe(violation('Required status check "test" is expected.'));
  stage.sandbox.seed.rules('acme/net', 'main', null);
  expect(await mergeAsRoot()).toBe('no refusal');
});

test('a merged branch goes when the settings say so, unless it is guarded', async () => {
  const { octokit, sandbox } = stage;
  const branches = async () => (await octokit.rest.repos.listBranches(repo)).data.map(({ name }) => name);
  sandbox.seed.merging('acme/net', { deletesMerged: true });
  expect(await merge()).toBe('no refusal');
  expect(await branches()).toEqual(['main']);
  const told = sandbox.deliveries.list().map(({ event, action }) => [event, action].filter(Boolean).join('.'));
  expect(told.slice(-5)).toEqual(['pull_request.closed', 'push', 'check_suite.requested', 'push', 'delete']);
  expect((await octokit.rest.pulls.get(pull)).data).toMatchObject({ merged: true, head: { sha: head } });
  await commit('kept', { 'k.txt': 'k\n' });
  sandbox.seed.protection('acme/net', 'kept', {});
  await octokit.rest.pulls.create({ ...repo, head: 'kept', base: 'main', title: 'Kept' });
  await octokit.rest.pulls.merge({ ...repo, pull_number: 2 });
  expect(await branches()).toEqual(['kept', 'main']);
});
