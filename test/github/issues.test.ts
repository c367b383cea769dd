import { expect, it } from 'vitest';
import { renderDriftIssue } from '../../src/core/text/drift-issue.ts';
import { DRIFT_LABELS } from '../../src/core/text/labels.ts';
import { createIssue, listOwnIssues, updateIssue } from '../../src/github/issues.ts';
import { connect, connectTo, NET, REPO } from './connect.ts';

const BOT = 'cordage[bot]';
const TEXT = renderDriftIssue('net', { state: 'clean' }, Date.UTC(2026, 10, 22));
const ISSUE = { ...TEXT, labels: DRIFT_LABELS };

it("lists the App's issues about drift, open and closed, newest first, and nothing else", async () => {
  const { cordage, octokit, as, ada, commit } = await connect();
  const first = await createIssue(cordage, NET, ISSUE);
  await as(ada).rest.issues.create({ ...REPO, title: 'forged', body: TEXT.body, labels: ['drift'] });
  await createIssue(cordage, NET, { ...ISSUE, title: 'no marker', body: '' });
  await createIssue(cordage, NET, { ...ISSUE, title: 'no label', labels: ['cordage'] });
  await commit('change');
  const { data: pull } = await octokit.rest.pulls.create({
    ...REPO,
    head: 'change',
    base: 'main',
    title: 'x',
    body: TEXT.body,
  });
  await octokit.rest.issues.addLabels({ ...REPO, issue_number: pull.number, labels: ['drift'] });
  const second = await createIssue(cordage, NET, ISSUE);
  await updateIssue(cordage, NET, first ?? 0, { state: 'closed' });
  expect(await listOwnIssues(cordage, NET, BOT)).toEqual([
    { number: second, state: 'open', ...TEXT },
    { number: first, state: 'closed', ...TEXT },
  ]);
});

it('changes what is said to change, and no more', async () => {
  const { cordage, octokit } = await connect();
  const number = (await createIssue(cordage, NET, ISSUE)) ?? 0;
  const look = async () => (await octokit.rest.issues.get({ ...REPO, issue_number: number })).data;
  expect((await look()).labels).toMatchObject([{ name: 'cordage' }, { name: 'drift' }]);
  await updateIssue(cordage, NET, number, { title: 'other' });
  expect(await look()).toMatchObject({ state: 'open', title: 'other', body: TEXT.body });
  await updateIssue(cordage, NET, number, { body: 'text', state: 'closed' });
  expect(await look()).toMatchObject({ state: 'closed', title: 'other', body: 'text' });
  await updateIssue(cordage, NET, number, { state: 'open' });
  expect(await look()).toMatchObject({ state: 'open', state_reason: 'reopened' });
});

it('asks for one page', async () => {
  const { octokit, requests } = await connectTo(() => ({ body: [], next: '/repos/acme/net/issues?page=2' }));
  expect(await listOwnIssues(octokit, NET, BOT)).toEqual([]);
  expect(requests.map(({ path }) => path)).toEqual([
    '/repos/acme/net/issues?creator=cordage%5Bbot%5D&labels=drift&state=all&sort=updated&direction=desc&per_page=100',
  ]);
});

const listed = (more: object) => ({ number: 1, state: 'open', user: { login: BOT }, ...TEXT, ...more });

it.each([
  ['is its own', {}, 1],
  ['nobody owns any more', { user: null }, 0],
  ['has no text', { body: null }, 0],
  ['is a pull request', { pull_request: { url: 'x' } }, 0],
  ['carries two markers', { body: TEXT.body + TEXT.body }, 0],
])('counts one that %s', async (_name, more, count) => {
  const { octokit } = await connectTo(() => ({ body: [listed(more)] }));
  expect(await listOwnIssues(octokit, NET, BOT)).toHaveLength(count);
});

const outcome = (call: Promise<unknown>): Promise<unknown> => call.catch(() => 'throws');

it.each([
  ['a repository that has no issues', 410, [undefined, undefined, undefined]],
  ['an issue, or a repository, that is gone', 404, ['throws', 'throws', undefined]],
  ['a missing permission', 403, ['throws', 'throws', 'throws']],
  ['a text that GitHub does not take', 422, ['throws', 'throws', 'throws']],
] as const)('%s', async (_name, status, outcomes) => {
  const { octokit } = await connectTo(() => ({ status, body: { message: 'x' } }));
  expect([
    await outcome(listOwnIssues(octokit, NET, BOT)),
    await outcome(createIssue(octokit, NET, ISSUE)),
    await outcome(updateIssue(octokit, NET, 1, { title: 'x' })),
  ]).toEqual(outcomes);
});
