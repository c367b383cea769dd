import { expect, it } from 'vitest';
import { RetryLater } from '../../src/github/errors.ts';
import { addReaction } from '../../src/github/reactions.ts';
import { connect, connectTo, NET, REPO } from './connect.ts';

it('shows each sign once, however often it is given', async () => {
  const { cordage, as, ada } = await connect();
  const person = as(ada);
  await person.rest.issues.create({ ...REPO, title: 'Question' });
  const { data: comment } = await person.rest.issues.createComment({ ...REPO, issue_number: 1, body: '/rollout next' });
  for (const sign of ['eyes', 'eyes', '+1', 'confused'] as const) await addReaction(cordage, NET, comment.id, sign);
  const { data } = await person.rest.reactions.listForIssueComment({ ...REPO, comment_id: comment.id });
  expect(data.map(({ content, user }) => `${content} ${user?.login}`)).toEqual([
    'eyes cordage[bot]',
    '+1 cordage[bot]',
    'confused cordage[bot]',
  ]);
});

it('a comment that is gone needs none', async () => {
  const { cordage } = await connect();
  await expect(addReaction(cordage, NET, 4711, 'eyes')).resolves.toBeUndefined();
});

it('is left out where the conversation is locked', async () => {
  const { octokit, requests } = await connectTo(() => ({ status: 403, body: { message: 'Conversation is locked' } }));
  await addReaction(octokit, NET, 1, 'eyes');
  expect(requests).toHaveLength(1);
});

it('a GitHub that is down is waited for', async () => {
  const { cordage, sandbox } = await connect();
  sandbox.faults.add({ method: 'POST', path: /reactions$/, status: 502 });
  await expect(addReaction(cordage, NET, 1, 'eyes')).rejects.toThrow(RetryLater);
});
