import type { Logger } from 'pino';
import type { Action } from '../core/rollout/action.ts';
import { commitFiles } from '../git/commit.ts';
import type { Mirror } from '../git/mirror.ts';
import { pushRefs } from '../git/push.ts';
import { createCheck } from '../github/checks.ts';
import type { Octokit } from '../github/client.ts';
import { createComment, deleteComment, editComment } from '../github/comments.ts';
import type { Bot } from '../github/installations.ts';
import { addLabels, openPull, updatePull } from '../github/pulls.ts';

/** Everything a write needs. Only this file writes. */
export type Hands = {
  readonly octokit: Octokit;
  readonly mirror: Mirror;
  readonly repository: string;
  readonly bot: Bot;
  readonly now: number;
};

export type Applied = {
  readonly written: number;
  /** The first action that found the world changed under it; those after it were not tried. */
  readonly lost: Action | undefined;
};

/**
 * Performs actions in order and stops at the first that fails or that somebody else was faster with: the next pass
 * plans anew from what then is.
 */
export const apply = async (
  actions: readonly Action[],
  hands: Hands,
  log: Logger,
  onWrite: (kind: Action['kind']) => void,
): Promise<Applied> => {
  let written = 0;
  for (const action of actions) {
    if ((await perform(action, hands)) === 'lost') return { written, lost: action };
    written += 1;
    onWrite(action.kind);
    log.info({ action: action.kind, ...whatItConcerns(action) }, 'wrote');
  }
  return { written, lost: undefined };
};

const whatItConcerns = (action: Action): Record<string, unknown> => {
  if ('branch' in action) return { branch: action.branch };
  if ('number' in action) return { pull: action.number };
  return 'commit' in action ? { commit: action.commit, check: action.check.name } : { comment: action.id };
};

const perform = async (action: Action, hands: Hands): Promise<'done' | 'lost'> => {
  const { octokit, mirror, repository } = hands;
  switch (action.kind) {
    case 'push-branch': {
      const commit = await commitFiles(mirror, {
        parent: action.parent,
        changes: action.files,
        message: action.message,
        author: hands.bot,
        committer: hands.bot,
        time: hands.now,
      });
      return push(mirror, action.branch, action.from, commit);
    }
    case 'delete-branch':
      return push(mirror, action.branch, action.from, undefined);
    case 'open-pull':
      return (await openPull(octokit, repository, action)) === undefined ? 'lost' : 'done';
    case 'update-pull': {
      const { title, body } = action;
      await updatePull(octokit, repository, action.number, {
        ...(title === undefined ? {} : { title }),
        ...(body === undefined ? {} : { body }),
      });
      return 'done';
    }
    case 'close-pull':
      await updatePull(octokit, repository, action.number, { state: 'closed' });
      return 'done';
    case 'add-labels':
      await addLabels(octokit, repository, action.number, action.labels);
      return 'done';
    case 'create-comment':
      await createComment(octokit, repository, action.number, action.body);
      return 'done';
    case 'edit-comment':
      await editComment(octokit, repository, action.id, action.body);
      return 'done';
    case 'delete-comment':
      await deleteComment(octokit, repository, action.id);
      return 'done';
    case 'put-check':
      await createCheck(octokit, repository, action.commit, action.check);
      return 'done';
  }
};

const push = async (
  mirror: Mirror,
  branch: string,
  from: string | undefined,
  to: string | undefined,
): Promise<'done' | 'lost'> =>
  (await pushRefs(mirror, [{ ref: `refs/heads/${branch}`, from, to }])) === 'pushed' ? 'done' : 'lost';
