import { expect, it } from 'vitest';
import { createComment, editComment, listCommentsSince, listOwnComments } from '../../src/github/comments.ts';
import { connect, connectTo, NET, REPO } from './connect.ts';

const BOT = 'cordage[bot]';
const SINCE = Date.parse('2026-11-22T14:00:00Z');
const SECOND = 1000;

/** A sandbox with an issue (1) and a pull request (2) of ada's, a second between any two comments. */
const begin = async () => {
  // The App's key proves who it is by the real time, to the second, as GitHub's clock has it.
  const start = Math.floor(Date.now() / SECOND) * SECOND;
  const clock = { now: start };
  const stage = await connect({ now: () => clock.now });
  const ada = stage.as(stage.ada);
  await ada.rest.issues.create({ ...REPO, title: 'Question' });
  await stage.commit('change');
  await ada.rest.pulls.create({ ...REPO, head: 'change', base: 'main', title: 'Change' });
  const say = async (issue_number: number, body: string, as = ada): Promise<number> => {
    clock.now += SECOND;
    return (await as.rest.issues.createComment({ ...REPO, issue_number, body })).data.id;
  };
  return { ...stage, start, clock, say, person: ada };
};

it('tells everything of a comment that a command is judged by', async () => {
  const { cordage, start, clock, say, sandbox } = await begin();
  const id = await say(2, '/rollout canary');
  const at = clock.now;
  expect(await listCommentsSince(cordage, NET, start)).toEqual([
    {
      id,
      url: `${sandbox.url}/acme/net/pull/2#issuecomment-${id}`,
      on: 2,
      onPull: true,
      login: 'ada',
      bot: false,
      body: '/rollout canary',
      createdAt: at,
      updatedAt: at,
    },
  ]);
});

it('lists what was written or changed since, on issues and pull requests, oldest first', async () => {
  const { cordage, octokit, person, clock, say } = await begin();
  await say(1, 'early');
  const edited = await say(1, 'early, then edited');
  const since = clock.now + SECOND;
  const byApp = await say(1, 'of the App', octokit);
  await say(2, 'of a person');
  await say(1, 'of a person');
  await person.rest.issues.updateComment({ ...REPO, comment_id: edited, body: 'edited' });
  const listed = await listCommentsSince(cordage, NET, since);
  expect(listed.map(({ on, onPull, bot, body }) => [on, onPull, bot, body])).toEqual([
    [1, false, false, 'edited'],
    [1, false, true, 'of the App'],
    [2, true, false, 'of a person'],
    [1, false, false, 'of a person'],
  ]);
  expect(listed[0]).toMatchObject({ createdAt: since - SECOND, updatedAt: clock.now });
  expect(listed[1]).toMatchObject({ id: byApp, login: BOT });
});

const listedAs = (id: number, more: object = {}) => ({
  id,
  html_url: `https://github.example/acme/net/issues/7#issuecomment-${id}`,
  issue_url: 'https://api.github.example/repos/acme/net/issues/7',
  user: { login: 'ada', type: 'User' },
  body: 'x',
  created_at: new Date(SINCE + id * SECOND).toISOString(),
  updated_at: new Date(SINCE + id * SECOND).toISOString(),
  ...more,
});

it('in a flood gives the newest of ten pages, each once, though pages shift while they are turned', async () => {
  const { octokit, requests } = await connectTo((path) => {
    const page = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1);
    const newest = 10_000 - (page - 1) * 100 + (page > 1 ? 1 : 0);
    const body = Array.from({ length: 100 }, (_, index) => listedAs(newest - index));
    return { body, next: `/repos/acme/net/issues/comments?page=${page + 1}` };
  });
  const ids = (await listCommentsSince(octokit, NET, SINCE)).map(({ id }) => id);
  expect(requests).toHaveLength(10);
  expect(requests[0]?.path).toBe(
    '/repos/acme/net/issues/comments?since=2026-11-22T14%3A00%3A00.000Z&sort=created&direction=desc&per_page=100',
  );
  expect(ids).toEqual(Array.from({ length: 999 }, (_, index) => 9002 + index));
});

it.each([
  ['a person', { user: { login: 'ada', type: 'User' }, performed_via_github_app: null }, 'ada', false],
  ['an App', { user: { login: 'x[bot]', type: 'Bot' } }, 'x[bot]', true],
  ['an App in a name of a person', { performed_via_github_app: { slug: 'x' } }, 'ada', true],
  ['an organization', { user: { login: 'acme', type: 'Organization' } }, 'acme', true],
  ['an account that was deleted', { user: null }, '', true],
])('tells who speaks: %s', async (_name, more, login, bot) => {
  const { octokit } = await connectTo(() => ({ body: [listedAs(1, more)] }));
  expect(await listCommentsSince(octokit, NET, SINCE)).toMatchObject([{ login, bot, on: 7, onPull: false }]);
});

it("knows the App's own comments on a pull request, and when each was changed last", async () => {
  const { cordage, clock, say } = await begin();
  await say(2, 'of a person');
  await createComment(cordage, NET, 2, 'first');
  const [first] = await listOwnComments(cordage, NET, 2, BOT);
  expect(first).toEqual({ id: first?.id, body: 'first', updatedAt: clock.now });
  clock.now += SECOND;
  await editComment(cordage, NET, first?.id ?? 0, 'second');
  expect(await listOwnComments(cordage, NET, 2, BOT)).toEqual([
    { id: first?.id, body: 'second', updatedAt: clock.now },
  ]);
});

it.each([
  ['a conversation that was deleted', 404, 'Not Found', false],
  ['a repository that has no issues any more', 410, 'Issues has been disabled in this repository.', false],
  ['a locked conversation', 403, 'Unable to create comment because issue is locked.', false],
  ['a missing permission', 403, 'Resource not accessible by integration', 'throws'],
  ['a body that GitHub does not take', 422, 'Validation Failed', 'throws'],
])('a comment on %s', async (_name, status, message, outcome) => {
  const { octokit } = await connectTo(() => ({ status, body: { message } }));
  const written = await createComment(octokit, NET, 7, 'x').catch(() => 'throws');
  expect(written).toBe(outcome);
});
