import type { Logger } from 'pino';
import { noteRefresh } from '../core/argo/refresh.ts';
import type { Action } from '../core/rollout/action.ts';
import { commitFiles } from '../git/commit.ts';
import type { Mirror } from '../git/mirror.ts';
import { pushRefs } from '../git/push.ts';
import { createCheck } from '../github/checks.ts';
import type { Octokit } from '../github/client.ts';
import { createComment, deleteComment, editComment } from '../github/comments.ts';
import { createDeployment, setDeploymentStatus } from '../github/deployments.ts';
import type { Bot } from '../github/installations.ts';
import { createIssue, updateIssue } from '../github/issues.ts';
import { mergePull } from '../github/merging.ts';
import { addLabels, openPull, updatePull } from '../github/pulls.ts';
import { addReaction } from '../github/reactions.ts';
import type { Clusters } from '../kubernetes/clusters.ts';
import { keyOf, type Memory } from './memory.ts';
import { appendDecisions, type ObservedJournal } from './observe-journal.ts';

/** Everything a write needs. Only this file writes. */
export type Hands = {
  readonly octokit: Octokit;
  readonly mirror: Mirror;
  readonly repository: string;
  readonly bot: Bot;
  readonly now: number;
  readonly memory: Memory;
  readonly journal: ObservedJournal;
  readonly clusters: Clusters;
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
    // Argo CD tells by itself when it has looked: nothing is there yet for the next pass to see.
    if (action.kind !== 'refresh') written += 1;
    onWrite(action.kind);
    log.info({ action: action.kind, ...whatItConcerns(action) }, 'wrote');
  }
  return { written, lost: undefined };
};

const whatItConcerns = (action: Action): Record<string, unknown> => {
  if ('branch' in action) return { branch: action.branch };
  if (action.kind === 'create-issue') return { title: action.title };
  if (action.kind === 'update-issue') return { issue: action.number };
  if ('number' in action) return { pull: action.number };
  if ('applications' in action) return { applications: action.applications.length };
  if ('entries' in action) return { decisions: action.entries.map(({ decision }) => decision.kind) };
  if ('check' in action) return { commit: action.commit, check: action.check.name };
  if ('environment' in action) return { environment: action.environment, task: action.task };
  return 'comment' in action ? { comment: action.comment } : { id: action.id };
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
      if (!(await createComment(octokit, repository, action.number, action.body))) hands.memory.mute.add(action.number);
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
    case 'react':
      await addReaction(octokit, repository, action.comment, 'eyes');
      return 'done';
    case 'append-journal':
      return appendDecisions(hands, action.entries);
    case 'merge-pull':
      return merge(hands, action);
    case 'refresh':
      await askToRefresh(hands, action);
      return 'done';
    case 'create-issue':
      if ((await createIssue(octokit, repository, action)) === undefined) hands.memory.noIssues = true;
      return 'done';
    case 'update-issue': {
      const { number, kind: _, ...change } = action;
      await updateIssue(octokit, repository, number, change);
      return 'done';
    }
    case 'create-deployment': {
      const { commit, environment, task, description, state } = action;
      const id = await createDeployment(octokit, repository, { commit, environment, task, description });
      await setDeploymentStatus(octokit, repository, id, { state, description });
      return 'done';
    }
    case 'set-deployment':
      await setDeploymentStatus(octokit, repository, action.id, action);
      return 'done';
  }
};

/**
 * Tries the methods that the repository allows in turn, for GitHub refuses some only when asked; its words are kept for the pull request.
 */
const merge = async (
  { octokit, repository, memory, now }: Hands,
  { number, head, methods }: Extract<Action, { kind: 'merge-pull' }>,
): Promise<'done' | 'lost'> => {
  for (const method of methods) {
    const outcome = await mergePull(octokit, repository, { number, head, method });
    if (outcome.kind === 'merged') return 'done';
    if (outcome.kind === 'lost') return 'lost';
    memory.refusals.set(number, { head, message: outcome.message, at: now });
  }
  return 'lost';
};

/** Whoever does not answer is asked again as if it had been asked: never more often than the plan would. */
const askToRefresh = async (
  { clusters, repository, memory, now }: Hands,
  { applications }: Extract<Action, { kind: 'refresh' }>,
): Promise<void> => {
  // Several commits may wait for one Application, and one look serves them all.
  const asked = new Map(applications.map(({ application }) => [keyOf(application), application]));
  for (const { application, commit } of applications) {
    const key = keyOf(application);
    memory.refreshes.set(key, noteRefresh(memory.refreshes.get(key) ?? [], commit, now));
  }
  await Promise.all([...asked.values()].map((application) => clusters.refresh(repository, application, now)));
};

const push = async (
  mirror: Mirror,
  branch: string,
  from: string | undefined,
  to: string | undefined,
): Promise<'done' | 'lost'> =>
  (await pushRefs(mirror, [{ ref: `refs/heads/${branch}`, from, to }])) === 'pushed' ? 'done' : 'lost';
