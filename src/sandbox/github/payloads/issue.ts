import { associationOf } from '../access.ts';
import { isPull, type Comment, type Issue, type Reaction, type ReactionContent } from '../world-issues.ts';
import { isoTime, isoTimeOrNull, type Label, type Repository, type World } from '../world.ts';
import { renderLogin } from './account.ts';
import { renderAppById } from './app.ts';
import { apiOf, pageOf } from './repository.ts';
import { nodeId, type Schemas } from './schemas.ts';

export const renderLabel = (world: World, repository: Repository, label: Label): Schemas['label'] => ({
  id: label.id,
  node_id: nodeId('Label', label.id),
  url: `${apiOf(world, repository)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  description: label.description,
  color: label.color,
  default: false,
});

export const renderLabels = (world: World, repository: Repository, issue: Issue): Schemas['label'][] =>
  [...issue.labels].flatMap((name) => {
    const label = repository.labels.get(name);
    return label ? [renderLabel(world, repository, label)] : [];
  });

export const renderReaction = (world: World, reaction: Reaction): Schemas['reaction'] => ({
  id: reaction.id,
  node_id: nodeId('Reaction', reaction.id),
  user: renderLogin(world, reaction.login),
  content: reaction.content,
  created_at: isoTime(reaction.createdAt),
});

const rollUp = (url: string, reactions: readonly Reaction[]): Schemas['reaction-rollup'] => {
  const count = (content: ReactionContent): number => reactions.filter((one) => one.content === content).length;
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    '+1': count('+1'),
    '-1': count('-1'),
    laugh: count('laugh'),
    confused: count('confused'),
    heart: count('heart'),
    hooray: count('hooray'),
    eyes: count('eyes'),
    rocket: count('rocket'),
  };
};

/** Issues and pull requests live at one address in the API and at two for people. */
export const issuePage = (world: World, repository: Repository, issue: Issue): string =>
  `${pageOf(world, repository)}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`;

export const renderIssue = (world: World, repository: Repository, issue: Issue): Schemas['issue'] => {
  const url = `${apiOf(world, repository)}/issues/${issue.number}`;
  const page = issuePage(world, repository, issue);
  const assignees = [...issue.assignees].map((login) => renderLogin(world, login));
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url: apiOf(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: renderLogin(world, issue.login),
    labels: renderLabels(world, repository, issue),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: issue.locked,
    active_lock_reason: null,
    comments: issue.comments.size,
    closed_at: isoTimeOrNull(issue.closedAt),
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_by: issue.closedBy === undefined ? null : renderLogin(world, issue.closedBy),
    author_association: associationOf(world, issue.login, repository),
    performed_via_github_app: renderAppById(world, issue.appId),
    reactions: rollUp(url, issue.reactions),
    ...(isPull(issue) ? { draft: issue.pull.draft, pull_request: renderPullLinks(world, repository, issue) } : {}),
  };
};

const renderPullLinks = (world: World, repository: Repository, issue: Issue) => {
  const page = issuePage(world, repository, issue);
  return {
    url: `${apiOf(world, repository)}/pulls/${issue.number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: isoTimeOrNull(issue.pull?.merged?.at),
  };
};

export const renderComment = (
  world: World,
  repository: Repository,
  issue: Issue,
  comment: Comment,
): Schemas['issue-comment'] => {
  const url = `${apiOf(world, repository)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url,
    html_url: `${issuePage(world, repository, issue)}#issuecomment-${comment.id}`,
    issue_url: `${apiOf(world, repository)}/issues/${issue.number}`,
    body: comment.body,
    user: renderLogin(world, comment.login),
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    author_association: associationOf(world, comment.login, repository),
    performed_via_github_app: renderAppById(world, comment.appId),
    reactions: rollUp(url, comment.reactions),
  };
};
