import { unmetChecks } from './protection-rules.ts';
import { unprocessable } from './refuse.ts';
import type { Repository } from './world.ts';

/**
 * Refuses to move, by the API, a ref that a push could not move either: GitHub's own refs and protected branches.
 * @param to the new commit, or what is done to the ref
 */
export const refuseRefChange = (repository: Repository, ref: string, to?: string): void => {
  if (ref.startsWith('refs/pull/')) throw unprocessable('Reference cannot be updated');
  if (to === 'delete' && ref === `refs/heads/${repository.defaultBranch}`) {
    throw unprocessable('Cannot delete the default branch');
  }
  const protection = repository.protections.get(ref.replace(/^refs\/heads\//, ''));
  if (!protection || to === undefined || !ref.startsWith('refs/heads/')) return;
  if (to === 'delete') {
    if (!protection.allowDeletions) throw unprocessable('Cannot delete this protected branch');
    return;
  }
  if (to === 'force') {
    if (!protection.allowForcePushes) throw unprocessable('Cannot force-push to this protected branch');
    return;
  }
  if (protection.approvals > 0) throw unprocessable('Changes must be made through a pull request.');
  const [unmet] = unmetChecks(repository, protection, to);
  if (unmet !== undefined) throw unprocessable(`Required status check "${unmet}" is expected.`);
};
