import { moveRef } from './git-repository.ts';
import { forgetMergeability, loadPullFacts } from './mergeability.ts';
import type { RefChange } from './payloads/push.ts';
import { renderPull } from './payloads/pull.ts';
import { emit } from './webhooks.ts';
import type { PullIssue } from './world-issues.ts';
import type { Actor, Repository, World } from './world.ts';

/** Tells of a pull request as it is now. */
export const emitPull = async (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  action: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  const facts = await loadPullFacts(world, repository, issue);
  const fields = { number: issue.number, pull_request: renderPull(world, repository, issue, facts), ...more };
  emit(world, repository, { name: 'pull_request', action, actor, fields });
};

/** `refs/pull/N/head` follows the branch while the pull request is open, and stays when it is closed. */
export const publishHead = async (repository: Repository, issue: PullIssue): Promise<void> => {
  await moveRef(repository.dir, `refs/pull/${issue.number}/head`, issue.pull.headSha);
};

export const headMoved = async (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  { before, after }: RefChange,
): Promise<void> => {
  issue.pull.headSha = after;
  issue.updatedAt = world.now();
  forgetMergeability(issue);
  await publishHead(repository, issue);
  if (repository.protections.get(issue.pull.baseRef)?.dismissStale) {
    for (const review of issue.pull.reviews.values()) if (review.state === 'APPROVED') review.state = 'DISMISSED';
  }
  await emitPull(world, repository, actor, issue, 'synchronize', { before, after });
};

export const closePull = async (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
): Promise<void> => {
  issue.state = 'closed';
  issue.closedAt = world.now();
  issue.closedBy = actor.account.login;
  issue.updatedAt = world.now();
  await emitPull(world, repository, actor, issue, 'closed');
};

export const reopenPull = async (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
): Promise<void> => {
  issue.state = 'open';
  issue.closedAt = undefined;
  issue.closedBy = undefined;
  issue.updatedAt = world.now();
  forgetMergeability(issue);
  await publishHead(repository, issue);
  await emitPull(world, repository, actor, issue, 'reopened');
};

export const markMerged = async (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  commit: string,
): Promise<void> => {
  issue.pull.merged = { at: world.now(), by: actor.account.login, commit };
  issue.pull.requestedReviewers.clear();
  await moveRef(repository.dir, `refs/pull/${issue.number}/merge`, '0'.repeat(40));
  await closePull(world, repository, actor, issue);
};
