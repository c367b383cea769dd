import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, startStage, type Stage } from './start.ts';

let stage: Stage;
let number: number;
beforeEach(async () => {
  stage = await startStage();
  ({ number } = (await stage.as(stage.ada).rest.issues.create({ ...repo, title: 'Question', body: 'Why?' })).data);
});
afterEach(() => stage.sandbox.close());

const repo = { owner: 'acme', repo: 'net' };
const say = (body: string, as = stage.octokit) => as.rest.issues.createComment({ ...repo, issue_number: number, body });

test('comments are written, edited, listed since a time, and deleted', async () => {
  const { octokit } = stage;
  const { data: first } = await say('one');
  expect(first).toMatchObject({ body: 'one', user: { login: 'cordage[bot]', type: 'Bot' } });
  expect(first.performed_via_github_app?.slug).toBe('cordage');
  const { data: second } = await say('two', stage.as(stage.ada));
  const comments = async () => (await octokit.rest.issues.listComments({ ...repo, issue_number: number })).data;
  await octokit.rest.issues.updateComment({ ...repo, comment_id: first.id, body: 'uno' });
  expect((await comments()).map(({ body }) => body)).toEqual(['uno', 'two']);
  await octokit.rest.issues.deleteComment({ ...repo, comment_id: second.id });
  expect((await comments()).map(({ body }) => body)).toEqual(['uno']);
  const gone = octokit.rest.issues.updateComment({ ...repo, comment_id: second.id, body: 'x' });
  expect(await refusalOf(gone)).toBe('404 Not Found');
  const later = await octokit.rest.issues.listComments({
    ...repo,
    issue_number: number,
    since: '2999-01-01T00:00:00Z',
  });
  expect(later.data).toEqual([]);
});

test('a comment has 1 to 65,536 characters', async () => {
  expect(await refusalOf(say('😀'.repeat(65_536)))).toBe('no refusal');
  expect(await refusalOf(say('x'.repeat(65_537)))).toMatch(/^422 .*body is too long \(maximum is 65536 characters\)/);
  expect(await refusalOf(say(''))).toMatch(/^422/);
  const nowhere = stage.octokit.rest.issues.createComment({ ...repo, issue_number: 99, body: 'x' });
  expect(await refusalOf(nowhere)).toBe('404 Not Found');
});

test('strangers edit their own comments only', async () => {
  const bob = stage.as(stage.sandbox.seed.user('bob'));
  const { data: mine } = await say('mine', bob);
  const { data: theirs } = await say('theirs');
  const edit = (comment_id: number) => refusalOf(bob.rest.issues.updateComment({ ...repo, comment_id, body: 'x' }));
  expect(await edit(mine.id)).toBe('no refusal');
  expect(await edit(theirs.id)).toMatch(/^403/);
});

test('a reaction is given once, and taken back by who gave it', async () => {
  const { octokit } = stage;
  const { data: comment } = await say('command');
  const target = { ...repo, comment_id: comment.id };
  const first = await octokit.rest.reactions.createForIssueComment({ ...target, content: 'eyes' });
  const again = await octokit.rest.reactions.createForIssueComment({ ...target, content: 'eyes' });
  expect([first.status, again.status, again.data.id]).toEqual([201, 200, first.data.id]);
  await stage.as(stage.ada).rest.reactions.createForIssueComment({ ...target, content: '+1' });
  const { data: counted } = await octokit.rest.issues.getComment(target);
  expect(counted.reactions).toMatchObject({ total_count: 2, eyes: 1, '+1': 1 });
  const reaction = { ...target, reaction_id: first.data.id };
  expect(await refusalOf(stage.as(stage.ada).rest.reactions.deleteForIssueComment(reaction))).toMatch(/^403/);
  await octokit.rest.reactions.deleteForIssueComment(reaction);
  expect((await octokit.rest.reactions.listForIssueComment(target)).data).toHaveLength(1);
});

test('labels are made by being used, compared without case, and taken away', async () => {
  const { octokit } = stage;
  const names = async () => (await octokit.rest.issues.listLabelsOnIssue({ ...repo, issue_number: number })).data;
  await octokit.rest.issues.createLabel({ ...repo, name: 'Canary', color: 'F0F0F0' });
  await octokit.rest.issues.addLabels({ ...repo, issue_number: number, labels: ['canary', 'new'] });
  expect((await names()).map(({ name, color }) => [name, color])).toEqual([
    ['Canary', 'f0f0f0'],
    ['new', 'ededed'],
  ]);
  expect(await refusalOf(octokit.rest.issues.createLabel({ ...repo, name: 'NEW' }))).toMatch(/^422 .*already_exists/);
  expect(await refusalOf(octokit.rest.issues.createLabel({ ...repo, name: 'bad', color: 'red' }))).toMatch(/^422/);
  await octokit.rest.issues.removeLabel({ ...repo, issue_number: number, name: 'new' });
  const missing = octokit.rest.issues.removeLabel({ ...repo, issue_number: number, name: 'new' });
  expect(await refusalOf(missing)).toBe('404 Not Found');
  expect((await names()).map(({ name }) => name)).toEqual(['Canary']);
});

test('issues are closed, opened again and found', async () => {
  const { octokit } = stage;
  await octokit.rest.issues.addLabels({ ...repo, issue_number: number, labels: ['q'] });
  const { data: closed } = await octokit.rest.issues.update({ ...repo, issue_number: number, state: 'closed' });
  expect(closed).toMatchObject({ state: 'closed', state_reason: 'completed', closed_by: { login: 'cordage[bot]' } });
  const list = async (query: Record<string, string>) =>
    (await octokit.rest.issues.listForRepo({ ...repo, ...query })).data.length;
  expect([
    await list({}),
    await list({ state: 'all', labels: 'q' }),
    await list({ state: 'all', labels: 'r' }),
  ]).toEqual([0, 1, 0]);
  await octokit.rest.issues.update({ ...repo, issue_number: number, state: 'open', title: 'Again' });
  expect([await list({}), await list({ creator: 'ada' })]).toEqual([1, 1]);
});
