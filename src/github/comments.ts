import type { OwnComment } from '../core/rollout/pull.ts';
import type { SeenComment } from '../core/rollout/snapshot.ts';
import type { Octokit } from './client.ts';
import { statusOf, wordsOf } from './errors.ts';
import { splitName } from './installations.ts';
import { isBot } from './people.ts';

/** The App's own comments on a pull request, oldest first. */
export const listOwnComments = async (
  octokit: Octokit,
  repository: string,
  number: number,
  login: string,
): Promise<readonly OwnComment[]> => {
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...splitName(repository),
    issue_number: number,
    per_page: 100,
  });
  return comments
    .filter((comment) => comment.user?.login === login)
    .map((comment) => ({ id: comment.id, body: comment.body ?? '', updatedAt: Date.parse(comment.updated_at) }));
};

/** Pages of comments read at a time. A thousand in two days is more than people write. */
const PAGES_MOST = 10;

/**
 * Comments on the repository's issues and pull requests that were written or changed since then, oldest first. GitHub is
 * asked for the newest first: what a flood pushes over the limit is then what earlier passes have seen, never the word
 * just said; and what is written while pages are turned is met twice, where the other way round would skip one.
 * @param since milliseconds since the epoch; always the same for a while, so that GitHub can answer "unchanged"
 */
export const listCommentsSince = async (
  octokit: Octokit,
  repository: string,
  since: number,
): Promise<readonly SeenComment[]> => {
  const found = new Map<number, SeenComment>();
  const pages = octokit.paginate.iterator(octokit.rest.issues.listCommentsForRepo, {
    ...splitName(repository),
    since: new Date(since).toISOString(),
    sort: 'created',
    direction: 'desc',
    per_page: 100,
  });
  let read = 0;
  for await (const { data } of pages) {
    for (const comment of data) found.set(comment.id, decodeComment(comment));
    read += 1;
    if (read >= PAGES_MOST) break;
  }
  return [...found.values()].toSorted((a, b) => a.createdAt - b.createdAt || a.id - b.id);
};

type ListedComment = Awaited<ReturnType<Octokit['rest']['issues']['listCommentsForRepo']>>['data'][number];

/** What an App writes in a person's name is no person's word. */
const decodeComment = (comment: ListedComment): SeenComment => ({
  id: comment.id,
  url: comment.html_url,
  on: Number(comment.issue_url.split('/').at(-1)),
  onPull: /\/pull\/\d+#/.test(comment.html_url),
  login: comment.user?.login ?? '',
  bot: isBot(comment.user) || Boolean(comment.performed_via_github_app),
  body: comment.body ?? '',
  createdAt: Date.parse(comment.created_at),
  updatedAt: Date.parse(comment.updated_at),
});

/**
 * Writes a comment.
 * @returns false when nobody can be told there: the conversation is locked, or it was deleted
 */
export const createComment = async (
  octokit: Octokit,
  repository: string,
  number: number,
  body: string,
): Promise<boolean> => {
  try {
    await octokit.rest.issues.createComment({ ...splitName(repository), issue_number: number, body });
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 410 || (status === 403 && /locked/i.test(wordsOf(error)))) return false;
    throw error;
  }
};

/** Edits a comment; one that a person deleted meanwhile is left to the next pass. */
export const editComment = async (octokit: Octokit, repository: string, id: number, body: string): Promise<void> => {
  await unlessGone(octokit.rest.issues.updateComment({ ...splitName(repository), comment_id: id, body }));
};

export const deleteComment = async (octokit: Octokit, repository: string, id: number): Promise<void> => {
  await unlessGone(octokit.rest.issues.deleteComment({ ...splitName(repository), comment_id: id }));
};

const unlessGone = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
};
