import { expect, it } from 'vitest';
import { listReviews } from '../../src/github/reviews.ts';
import { connect, connectTo, NET, REPO } from './connect.ts';

/** `olivia approve`, `olivia object`, `olivia comment`, or `olivia dismissed`: her newest review is. */
const play = async (steps: readonly string[]): Promise<readonly string[]> => {
  const stage = await connect();
  const { sandbox, cordage, octokit, as, commit } = stage;
  const people = new Map(['olivia', 'bruno'].map((login) => [login, as(sandbox.seed.user(login))]));
  await commit('change');
  await octokit.rest.pulls.create({ ...REPO, head: 'change', base: 'main', title: 'Change' });
  const pull = { ...REPO, pull_number: 1 };
  const newest = new Map<string, number>();
  for (const step of steps) {
    const [login = '', what] = step.split(' ');
    const review_id = newest.get(login) ?? 0;
    if (what === 'dismissed') await octokit.rest.pulls.dismissReview({ ...pull, review_id, message: 'no' });
    else {
      const event = what === 'approve' ? 'APPROVE' : what === 'object' ? 'REQUEST_CHANGES' : 'COMMENT';
      const { data } = await people.get(login)!.rest.pulls.createReview({ ...pull, event, body: 'My word.' });
      newest.set(login, data.id);
    }
  }
  return (await listReviews(cordage, NET, 1)).map(({ login, state }) => `${login} ${state}`);
};

it.each([
  ['nobody', [], []],
  ['one', ['olivia approve'], ['olivia approved']],
  ['two', ['olivia approve', 'bruno object'], ['olivia approved', 'bruno changes-requested']],
  ['a comment says nothing', ['olivia comment'], []],
  ['a comment takes nothing back', ['olivia object', 'olivia comment'], ['olivia changes-requested']],
  ['the newest word counts', ['olivia object', 'olivia approve'], ['olivia approved']],
  ['the newest word counts, the other way', ['olivia approve', 'olivia object'], ['olivia changes-requested']],
  ['what was dismissed counts no more', ['olivia approve', 'olivia dismissed'], []],
  ['nor does what stood before it', ['olivia approve', 'olivia object', 'olivia dismissed'], []],
  ['a word after it does', ['olivia object', 'olivia dismissed', 'olivia approve'], ['olivia approved']],
])('%s', async (_name, steps, words) => {
  expect(await play(steps)).toEqual(words);
});

it('says which commit a word was about, when it came, and whether a person said it; on all pages', async () => {
  const at = (second: number) => `2026-11-22T14:00:0${second}Z`;
  const review = (id: number, login: string, more: object = {}) => ({
    id,
    user: { login, type: 'User' },
    state: 'APPROVED',
    commit_id: 'c1',
    submitted_at: at(id),
    ...more,
  });
  const pages = [
    [review(1, 'olivia'), review(2, 'robot[bot]', { user: { login: 'robot[bot]', type: 'Bot' } })],
    [review(3, 'olivia', { commit_id: 'c2', state: 'CHANGES_REQUESTED' }), review(4, 'gone', { user: null })],
    [review(5, 'bruno', { commit_id: null })],
  ];
  const { octokit } = await connectTo((path) => {
    const page = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1);
    return { body: pages[page - 1], next: page < pages.length ? `/repos/acme/net?page=${page + 1}` : undefined };
  });
  expect(await listReviews(octokit, NET, 1)).toEqual([
    { login: 'olivia', bot: false, state: 'changes-requested', commit: 'c2', at: Date.parse(at(3)) },
    { login: 'robot[bot]', bot: true, state: 'approved', commit: 'c1', at: Date.parse(at(2)) },
    { login: 'bruno', bot: false, state: 'approved', commit: '', at: Date.parse(at(5)) },
  ]);
});
