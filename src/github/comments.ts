import type { OwnComment } from '../core/rollout/snapshot.ts';
import type { Octokit } from './client.ts';
import { statusOf } from './errors.ts';
import { splitName } from './installations.ts';

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
    .map((comment) => ({ id: comment.id, body: comment.body ?? '' }));
};

export const createComment = async (
  octokit: Octokit,
  repository: string,
  number: number,
  body: string,
): Promise<void> => {
  await octokit.rest.issues.createComment({ ...splitName(repository), issue_number: number, body });
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
