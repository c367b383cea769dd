import { renderIssue } from './payloads/issue.ts';
import { emitPull } from './pull-lifecycle.ts';
import { emit } from './webhooks.ts';
import { isPull, type Issue } from './world-issues.ts';
import type { Actor, Repository, World } from './world.ts';

/** What happens to a pull request is told as `pull_request`, never as `issues`. */
export const emitIssueOrPull = async (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  action: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  if (isPull(issue)) return emitPull(world, repository, actor, issue, action, more);
  emit(world, repository, {
    name: 'issues',
    action,
    actor,
    fields: { issue: renderIssue(world, repository, issue), ...more },
  });
};
