import { expect, it } from 'vitest';
import { listEndedPulls, listOpenPulls, listPullsOfBranch } from '../../src/github/pulls.ts';
import { connect, NET, REPO } from './connect.ts';

it('tells drafts, and when each was opened', async () => {
  const start = Math.floor(Date.now() / 1000) * 1000;
  let now = start;
  const { cordage, octokit, commit } = await connect({ now: () => now });
  for (const [head, draft] of [
    ['one', false],
    ['two', true],
  ] as const) {
    await commit(head);
    now += 1000;
    await octokit.rest.pulls.create({ ...REPO, head, base: 'main', title: head, draft });
  }
  const told = (await listOpenPulls(cordage, NET)).map(({ title, draft, createdAt }) => [title, draft, createdAt]);
  expect(told).toEqual([
    ['two', true, start + 2000],
    ['one', false, start + 1000],
  ]);
  now += 1000;
  await octokit.rest.pulls.update({ ...REPO, pull_number: 1, state: 'closed' });
  const closed = { draft: false, createdAt: start + 1000, closedAt: now };
  expect(await listEndedPulls(cordage, NET)).toMatchObject([closed]);
  expect(await listPullsOfBranch(cordage, NET, 'one')).toMatchObject([closed]);
});
