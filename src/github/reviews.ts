import type { Review } from '../core/rollout/pull.ts';
import type { Octokit } from './client.ts';
import { splitName } from './installations.ts';
import { isBot } from './people.ts';

/**
 * The newest decisive word of every reviewer: an approval or a request for changes. A comment changes neither, and what
 * was dismissed counts no more.
 */
export const listReviews = async (octokit: Octokit, repository: string, number: number): Promise<readonly Review[]> => {
  const listed = await octokit.paginate(octokit.rest.pulls.listReviews, {
    ...splitName(repository),
    pull_number: number,
    per_page: 100,
  });
  const newest = new Map<string, Review>();
  for (const { user, state, commit_id: commit, submitted_at: at } of listed) {
    if (!user) continue;
    if (state === 'DISMISSED') newest.delete(user.login);
    if (state !== 'APPROVED' && state !== 'CHANGES_REQUESTED') continue;
    newest.set(user.login, {
      login: user.login,
      bot: isBot(user),
      state: state === 'APPROVED' ? 'approved' : 'changes-requested',
      commit: commit ?? '',
      at: at ? Date.parse(at) : 0,
    });
  }
  return [...newest.values()];
};
