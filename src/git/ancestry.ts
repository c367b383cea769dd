import { GitError } from './git-error.ts';
import type { Mirror } from './mirror.ts';
import { requireObjectId } from './names.ts';
import { runGit } from './run-git.ts';

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Which of these commits a revision contains: itself, or as an ancestor. One process, however many commits. Undefined
 * where the revision is no commit of the mirror: Argo CD may be ahead of the last fetch, or follow something else.
 * @param revision from outside; anything but a full object id counts as unknown
 */
export const containedIn = async (
  mirror: Mirror,
  revision: string,
  commits: readonly string[],
): Promise<ReadonlySet<string> | undefined> => {
  if (!OBJECT_ID.test(revision)) return undefined;
  const asked = commits.map(requireObjectId);
  try {
    // What can be reached from the commits and not from the revision: a commit that is not among it is contained.
    const args = ['rev-list', `^${revision}`, ...asked];
    const { stdout } = await runGit(mirror, { args });
    const beyond = new Set(stdout.toString().split('\n'));
    return new Set(asked.filter((commit) => !beyond.has(commit)));
  } catch (error) {
    if (error instanceof GitError && error.problem.code === 'git-object-missing') return undefined;
    throw error;
  }
};
