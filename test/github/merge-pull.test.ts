import { expect, it } from 'vitest';
import { RetryLater } from '../../src/github/errors.ts';
import { mergePull, type MergeOutcome } from '../../src/github/merging.ts';
import { connect, connectTo, NET, REPO } from './connect.ts';

const METHODS = ['merge', 'squash', 'rebase'] as const;

/** A sandbox with pull request 1, and how it is merged. */
const begin = async () => {
  const stage = await connect();
  const head = await stage.commit('change');
  await stage.commit('main');
  await stage.octokit.rest.pulls.create({ ...REPO, head: 'change', base: 'main', title: 'Change' });
  const merge = (method: (typeof METHODS)[number] = 'merge', at = head): Promise<MergeOutcome> =>
    mergePull(stage.cordage, NET, { number: 1, head: at, method });
  const tip = async () => (await stage.octokit.rest.repos.getBranch({ ...REPO, branch: 'main' })).data.commit.sha;
  return { ...stage, head, merge, tip };
};

it.each(METHODS)('merges by %s, and a second time says the same', async (method) => {
  const { merge, tip } = await begin();
  const outcome = await merge(method);
  expect(outcome).toEqual({ kind: 'merged', commit: await tip() });
  expect(await merge(method)).toEqual(outcome);
});

it('what a person merged meanwhile is merged', async () => {
  const { merge, tip, as, ada } = await begin();
  await as(ada).rest.pulls.merge({ ...REPO, pull_number: 1 });
  expect(await merge()).toEqual({ kind: 'merged', commit: await tip() });
});

it('merges nothing but the head that was judged', async () => {
  const { merge, tip, commit } = await begin();
  const before = await tip();
  await commit('change');
  expect(await merge()).toEqual({ kind: 'lost' });
  expect(await tip()).toBe(before);
});

it("refuses in GitHub's own words, without what octokit adds", async () => {
  const { merge, sandbox } = await begin();
  sandbox.seed.protection(NET, 'main', { approvals: 1 });
  const message = 'At least 1 approving review is required by reviewers with write access.';
  expect(await merge()).toEqual({ kind: 'refused', message });
});

it('what was closed or does not fit any more is refused', async () => {
  const { merge, sandbox, octokit } = await begin();
  const refused = { kind: 'refused', message: 'Pull Request is not mergeable' };
  await sandbox.seed.commit(NET, 'main', { 'change.txt': 'otherwise\n' }, 'Otherwise', 'ada');
  expect(await merge()).toEqual(refused);
  await octokit.rest.pulls.update({ ...REPO, pull_number: 1, state: 'closed' });
  expect(await merge()).toEqual(refused);
});

it.each([
  [409, 'Head branch was modified. Review and try the merge again.', { kind: 'lost' }],
  [405, 'Base branch was modified. Review and try the merge again.', { kind: 'lost' }],
  [405, 'Merge already in progress', { kind: 'lost' }],
  [405, 'Squash merges are not allowed on this repository.', 'refused'],
  [405, 'Repository rule violations found\n\nChanges must be made through the merge queue\n\n', 'refused'],
  [403, 'Resource not accessible by integration', 'refused'],
  [422, 'Validation Failed', 'refused'],
])('%i %s', async (status, message, outcome) => {
  const { octokit } = await connectTo((path) =>
    path.endsWith('/merge') ? { status, body: { message } } : { body: { merged: false, merge_commit_sha: null } },
  );
  const expected = outcome === 'refused' ? { kind: 'refused', message: message.trim() } : outcome;
  expect(await mergePull(octokit, NET, { number: 1, head: 'c1', method: 'squash' })).toEqual(expected);
});

it('a pull request that is not there is no refusal', async () => {
  const { cordage } = await connect();
  await expect(mergePull(cordage, NET, { number: 9, head: 'c1', method: 'merge' })).rejects.toMatchObject({
    status: 404,
  });
});

it('an answer that got lost is looked into by the next pass, which finds it merged', async () => {
  const { merge, tip, sandbox } = await begin();
  sandbox.faults.add({ method: 'PUT', path: /merge$/, drop: 'after' });
  await expect(merge()).rejects.toThrow(RetryLater);
  expect(await merge()).toEqual({ kind: 'merged', commit: await tip() });
});
