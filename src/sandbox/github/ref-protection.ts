import { demandsOn } from './demands.ts';
import { unmetChecks } from './protection-rules.ts';
import { unprocessable } from './refuse.ts';
import type { Repository, World } from './world.ts';

/**
 * Refuses to move, by the API, a ref that a push could not move either: GitHub's own refs and protected branches.
 * @param to the new commit, or what is done to the ref
 */
export const refuseRefChange = (world: World, repository: Repository, ref: string, to?: string): void => {
  if (ref.startsWith('refs/pull/')) throw unprocessable('Reference cannot be updated');
  if (to === 'delete' && ref === `refs/heads/${repository.defaultBranch}`) {
    throw unprocessable('Cannot delete the default branch');
  }
  if (to === undefined || !ref.startsWith('refs/heads/')) return;
  const demands = demandsOn(world, repository, ref.slice('refs/heads/'.length));
  if (!demands) return;
  if (to === 'delete') {
    if (!demands.allowDeletions) throw unprocessable('Cannot delete this protected branch');
    return;
  }
  if (to === 'force') {
    if (!demands.allowForcePushes) throw unprocessable('Cannot force-push to this protected branch');
    return;
  }
  if (demands.queue) throw unprocessable('Changes must be made through the merge queue');
  if (demands.pullOnly) throw unprocessable('Changes must be made through a pull request.');
  const [unmet] = unmetChecks(repository, demands.checks, to);
  if (unmet !== undefined) throw unprocessable(`Required status check "${unmet}" is expected.`);
};
