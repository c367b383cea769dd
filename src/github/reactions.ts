import type { Octokit } from './client.ts';
import { statusOf } from './errors.ts';
import { splitName } from './installations.ts';

/**
 * Shows the author of a comment that it was seen; once more changes nothing. A sign is not worth a pass: where GitHub
 * refuses it, because the comment is gone or its conversation is locked, it is left out.
 */
export const addReaction = async (
  octokit: Octokit,
  repository: string,
  comment: number,
  content: 'eyes' | '+1' | 'confused',
): Promise<void> => {
  try {
    await octokit.rest.reactions.createForIssueComment({ ...splitName(repository), comment_id: comment, content });
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
  }
};
