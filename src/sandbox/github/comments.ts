import type { Route } from '../http/route.ts';
import { hasRole } from './access.ts';
import { issueOfComment, onEither, onIssue } from './issue-needs.ts';
import { checkBody } from './limits.ts';
import { renderComment, renderIssue } from './payloads/issue.ts';
import { forbidden, invalid } from './refuse.ts';
import { created, listOf, noContent, onRepository, ok, orNotFound, type Visit } from './visit.ts';
import { emit } from './webhooks.ts';
import type { Comment, Issue } from './world-issues.ts';
import type { Actor, Repository, World } from './world.ts';

/** Writes a comment on an issue or a pull request, and tells of it. */
const addComment = (world: World, repository: Repository, issue: Issue, actor: Actor, body: string): Comment => {
  if (body.trim() === '') throw invalid({ resource: 'IssueComment', field: 'body', code: 'missing_field' });
  checkBody(body, 'IssueComment');
  const now = world.now();
  const comment: Comment = {
    id: world.nextId(),
    login: actor.account.login,
    appId: actor.app?.id,
    body,
    createdAt: now,
    updatedAt: now,
    reactions: [],
  };
  issue.comments.set(comment.id, comment);
  issue.updatedAt = now;
  emitComment(world, repository, actor, issue, comment, 'created');
  return comment;
};

const emitComment = (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  comment: Comment,
  action: 'created' | 'edited' | 'deleted',
  more: Readonly<Record<string, unknown>> = {},
): void => {
  const fields = {
    issue: renderIssue(world, repository, issue),
    comment: renderComment(world, repository, issue, comment),
    ...more,
  };
  emit(world, repository, { name: 'issue_comment', action, actor, fields });
};

const find = ({ repository, param }: Visit): { readonly issue: Issue; readonly comment: Comment } => {
  const issue = orNotFound(issueOfComment(repository, param('comment_id')));
  return { issue, comment: orNotFound(issue.comments.get(Number(param('comment_id')))) };
};

/** Others' comments may be changed by Apps that may write, and by people with the write role. */
const mayChange = (world: World, { repository, actor }: Visit, comment: Comment): Actor => {
  const by = actor();
  const own = comment.login === by.account.login;
  if (!own && !by.app && !hasRole(world, by.account.login, repository, 'write')) {
    throw forbidden('Must have admin rights to Repository.');
  }
  return by;
};

/** GitHub's times are whole seconds; one that was changed within that second is among them. */
const changedSince = ({ exchange }: Visit): ((comment: Comment) => boolean) => {
  const since = Date.parse(exchange.query.get('since') ?? '') || 0;
  return ({ updatedAt }) => Math.floor(updatedAt / 1000) * 1000 >= since;
};

export const commentRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/issues/{issue_number}/comments', onIssue('read'), (visit) => {
    const issue = orNotFound(visit.repository.issues.get(visit.id('issue_number')));
    const comments = [...issue.comments.values()].filter(changedSince(visit));
    return listOf(comments.map((comment) => renderComment(world, visit.repository, issue, comment)));
  }),
  onRepository(world, 'POST', '/issues/{issue_number}/comments', onIssue('write', 'read'), (visit) => {
    const issue = orNotFound(visit.repository.issues.get(visit.id('issue_number')));
    const comment = addComment(world, visit.repository, issue, visit.actor(), visit.body.text('body'));
    return created(renderComment(world, visit.repository, issue, comment));
  }),
  onRepository(world, 'GET', '/issues/comments', onEither('read'), (visit) => {
    const { repository, exchange } = visit;
    const rows = [...repository.issues.values()].flatMap((issue) =>
      [...issue.comments.values()].filter(changedSince(visit)).map((comment) => ({ issue, comment })),
    );
    const sort = exchange.query.get('sort');
    const by = sort === 'updated' ? 'updatedAt' : 'createdAt';
    const sorted = rows.toSorted((a, b) => a.comment[by] - b.comment[by] || a.comment.id - b.comment.id);
    // GitHub: "Ignored without the `sort` parameter."
    const isDescending = sort !== null && exchange.query.get('direction') === 'desc';
    const ordered = isDescending ? sorted.toReversed() : sorted;
    return listOf(ordered.map(({ issue, comment }) => renderComment(world, repository, issue, comment)));
  }),
  onRepository(world, 'GET', '/issues/comments/{comment_id}', onIssue('read'), (visit) => {
    const { issue, comment } = find(visit);
    return ok(renderComment(world, visit.repository, issue, comment));
  }),
  onRepository(world, 'PATCH', '/issues/comments/{comment_id}', onIssue('write', 'read'), (visit) => {
    const { issue, comment } = find(visit);
    const actor = mayChange(world, visit, comment);
    const body = visit.body.text('body');
    checkBody(body, 'IssueComment');
    const changes = { body: { from: comment.body } };
    comment.body = body;
    comment.updatedAt = world.now();
    emitComment(world, visit.repository, actor, issue, comment, 'edited', { changes });
    return ok(renderComment(world, visit.repository, issue, comment));
  }),
  onRepository(world, 'DELETE', '/issues/comments/{comment_id}', onIssue('write', 'read'), (visit) => {
    const { issue, comment } = find(visit);
    const actor = mayChange(world, visit, comment);
    issue.comments.delete(comment.id);
    emitComment(world, visit.repository, actor, issue, comment, 'deleted');
    return noContent;
  }),
];
