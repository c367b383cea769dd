import type { SeenComment, Snapshot } from '../core/rollout/snapshot.ts';
import { parseReply } from '../core/text/reply.ts';
import { listCommentsSince } from '../github/comments.ts';
import type { Eyes } from './eyes.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Comments of the last day or two. The window begins at a midnight, so that the address stays the same all day and
 * GitHub can answer that nothing has changed. A command older than that is not carried out any more.
 */
export const observeComments = async (eyes: Eyes): Promise<Pick<Snapshot, 'comments' | 'replies'>> => {
  const since = Math.floor(eyes.now / DAY_MS) * DAY_MS - DAY_MS;
  const listed = await listCommentsSince(eyes.octokit, eyes.repository, since);
  const isOwn = ({ login }: SeenComment): boolean => login === eyes.bot.login;
  return {
    comments: listed.filter((comment) => !isOwn(comment) && comment.createdAt >= since),
    replies: listed.filter(isOwn).flatMap(({ id, body }) => {
      const reply = parseReply(body);
      return reply.ok ? [{ id, comment: reply.value.comment }] : [];
    }),
  };
};
