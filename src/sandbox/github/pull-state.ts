import { readRef } from './git-repository.ts';
import { closePull, reopenPull } from './pull-lifecycle.ts';
import { invalid } from './refuse.ts';
import type { Visit } from './visit.ts';
import { isPull, type PullIssue } from './world-issues.ts';
import type { World } from './world.ts';

/** `owner:branch`, by which GitHub names the head of a pull request. */
export const headLabel = (issue: PullIssue): string =>
  `${issue.pull.headRepository.split('/')[0]}:${issue.pull.headRef}`;

/** Closes or opens again; what was merged stays so, and a branch that is gone or taken cannot come back. */
export const changePullState = async (
  world: World,
  { repository, actor }: Visit,
  issue: PullIssue,
  state: 'open' | 'closed' | undefined,
): Promise<void> => {
  if (state === undefined || state === issue.state) return;
  if (state === 'closed') return closePull(world, repository, actor(), issue);
  const refuse = (message: string): Error =>
    invalid({ resource: 'PullRequest', field: 'state', code: 'custom', message });
  if (issue.pull.merged) throw refuse('state cannot be changed. The pull request has already been merged.');
  const head = await readRef(repository.dir, `refs/heads/${issue.pull.headRef}`);
  if (!head) throw refuse(`state cannot be changed. The ${issue.pull.headRef} branch has been deleted.`);
  const twin = [...repository.issues.values()]
    .filter(isPull)
    .find(
      (other) =>
        other.state === 'open' && headLabel(other) === headLabel(issue) && other.pull.baseRef === issue.pull.baseRef,
    );
  if (twin) throw refuse(`state cannot be changed. There is already an open pull request from ${headLabel(issue)}.`);
  issue.pull.headSha = head;
  await reopenPull(world, repository, actor(), issue);
};
