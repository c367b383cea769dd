import type { Exchange } from '../http/route.ts';
import type { Needs } from './access.ts';
import { isPull } from './world-issues.ts';
import type { Repository, Role } from './world.ts';

/**
 * What the endpoints under `/issues/{issue_number}` ask: `issues` for issues, and for pull requests either of
 * `pull_requests` and `issues` (GitHub, "Permissions required for GitHub Apps").
 */
export const onIssue =
  (access: 'read' | 'write', role?: Role) =>
  ({ params }: Exchange, repository: Repository): readonly Needs[] => {
    const issue =
      repository.issues.get(Number(params['issue_number'])) ?? issueOfComment(repository, params['comment_id']);
    return needsOf(access, role, issue !== undefined && isPull(issue));
  };

/** What belongs to issues and pull requests alike, as the labels of a repository do. */
export const onEither = (access: 'read' | 'write', role?: Role) => (): readonly Needs[] => needsOf(access, role, true);

const needsOf = (access: 'read' | 'write', role: Role | undefined, either: boolean): readonly Needs[] => {
  const person = role === undefined ? {} : { role };
  const issues: Needs = { permission: 'issues', access, ...person };
  return either ? [{ permission: 'pull_requests', access, ...person }, issues] : [issues];
};

export const issueOfComment = (repository: Repository, id: string | undefined) =>
  [...repository.issues.values()].find((issue) => issue.comments.has(Number(id)));
