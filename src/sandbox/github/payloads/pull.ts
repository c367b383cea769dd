import { associationOf } from '../access.ts';
import type { PullIssue } from '../world-issues.ts';
import { accountOf, findRepository, isoTime, isoTimeOrNull, type Repository, type World } from '../world.ts';
import { renderAccount, renderLogin, renderTeam } from './account.ts';
import { issuePage, renderLabels } from './issue.ts';
import { apiOf, renderRepository } from './repository.ts';
import { nodeId, type Schemas } from './schemas.ts';

/** What only a look into git tells of a pull request. */
export type PullFacts = {
  readonly mergeable: boolean | null;
  readonly state: 'unknown' | 'dirty' | 'draft' | 'blocked' | 'behind' | 'unstable' | 'clean';
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly files: number;
};

const renderEnd = (world: World, repository: Repository, end: { readonly ref: string; readonly sha: string }) => {
  const owner = accountOf(world, repository.owner);
  return {
    label: `${repository.owner}:${end.ref}`,
    ref: end.ref,
    sha: end.sha,
    user: renderAccount(world, owner),
    repo: renderRepository(world, repository),
  };
};

/** As lists of pull requests show it. */
export const renderPullSimple = (world: World, repository: Repository, issue: PullIssue) => {
  const { pull } = issue;
  const api = apiOf(world, repository);
  const url = `${api}/pulls/${issue.number}`;
  const page = issuePage(world, repository, issue);
  const links = {
    comments_url: `${api}/issues/${issue.number}/comments`,
    commits_url: `${url}/commits`,
    issue_url: `${api}/issues/${issue.number}`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    review_comments_url: `${url}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
  };
  const assignees = [...issue.assignees].map((login) => renderLogin(world, login));
  return {
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    ...links,
    number: issue.number,
    state: issue.state,
    locked: issue.locked,
    active_lock_reason: null,
    title: issue.title,
    body: issue.body,
    user: renderLogin(world, issue.login),
    labels: renderLabels(world, repository, issue).map((label) => ({ ...label, description: label.description ?? '' })),
    milestone: null,
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_at: isoTimeOrNull(issue.closedAt),
    merged_at: isoTimeOrNull(pull.merged?.at),
    merge_commit_sha: pull.merged?.commit ?? pull.mergeability?.mergeCommit ?? null,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: [...pull.requestedReviewers].map((login) => renderLogin(world, login)),
    requested_teams: renderRequestedTeams(world, repository, issue),
    head: renderEnd(world, findRepository(world, pull.headRepository) ?? repository, {
      ref: pull.headRef,
      sha: pull.headSha,
    }),
    base: renderEnd(world, repository, { ref: pull.baseRef, sha: pull.baseSha }),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: links.issue_url },
      comments: { href: links.comments_url },
      review_comments: { href: links.review_comments_url },
      review_comment: { href: links.review_comment_url },
      commits: { href: links.commits_url },
      statuses: { href: links.statuses_url },
    },
    author_association: associationOf(world, issue.login, repository),
    auto_merge: null,
    draft: pull.draft,
  } satisfies Schemas['pull-request-simple'];
};

const renderRequestedTeams = (world: World, repository: Repository, issue: PullIssue): Schemas['team'][] => {
  const { teams } = accountOf(world, repository.owner);
  return [...issue.pull.requestedTeams].flatMap((slug) => {
    const team = teams.get(slug);
    return team ? [renderTeam(world, team)] : [];
  });
};

/** As `GET /pulls/{pull_number}` and webhooks show it. */
export const renderPull = (
  world: World,
  repository: Repository,
  issue: PullIssue,
  facts: PullFacts,
): Schemas['pull-request'] => ({
  ...renderPullSimple(world, repository, issue),
  merged: issue.pull.merged !== undefined,
  mergeable: facts.mergeable,
  rebaseable: facts.mergeable,
  mergeable_state: facts.state,
  merged_by: issue.pull.merged ? renderLogin(world, issue.pull.merged.by) : null,
  comments: issue.comments.size,
  review_comments: 0,
  maintainer_can_modify: issue.pull.maintainerCanModify,
  commits: facts.commits,
  additions: facts.additions,
  deletions: facts.deletions,
  changed_files: facts.files,
});

/** The few words that check runs and suites say of the pull requests they are for. */
export const renderPullMinimal = (
  world: World,
  repository: Repository,
  issue: PullIssue,
): Schemas['pull-request-minimal'] => {
  const repo = { id: repository.id, url: apiOf(world, repository), name: repository.name };
  return {
    id: issue.pull.id,
    number: issue.number,
    url: `${apiOf(world, repository)}/pulls/${issue.number}`,
    head: { ref: issue.pull.headRef, sha: issue.pull.headSha, repo },
    base: { ref: issue.pull.baseRef, sha: issue.pull.baseSha, repo },
  };
};
