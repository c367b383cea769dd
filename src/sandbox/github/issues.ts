import { Refusal, type Reply, type Route } from '../http/route.ts';
import { canRead, canWrite, hasRole } from './access.ts';
import { emitIssueOrPull } from './issue-events.ts';
import { onIssue } from './issue-needs.ts';
import { labelIssue } from './labels.ts';
import { checkBody } from './limits.ts';
import { renderIssue } from './payloads/issue.ts';
import { newIssue } from './pull-create.ts';
import { changePullState } from './pull-state.ts';
import { forbidden } from './refuse.ts';
import { created, listOf, onRepository, ok, orNotFound, type Visit } from './visit.ts';
import { isPull, type Issue } from './world-issues.ts';
import type { World } from './world.ts';

export const issueRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/issues', canRead('issues'), (visit) => {
    refuseDisabled(visit);
    return listIssues(world, visit);
  }),
  onRepository(world, 'POST', '/issues', canWrite('issues', 'read'), async (visit) => {
    const { repository, body, actor } = visit;
    refuseDisabled(visit);
    const text = body.nullableText('body') ?? null;
    checkBody(text, 'Issue');
    const issue = newIssue(world, repository, actor(), { title: body.text('title'), body: text, pull: undefined });
    await emitIssueOrPull(world, repository, actor(), issue, 'opened');
    await labelIssue(world, visit, issue, body.texts('labels') ?? []);
    return created(renderIssue(world, repository, issue));
  }),
  onRepository(world, 'GET', '/issues/{issue_number}', onIssue('read'), ({ repository, id }) =>
    ok(renderIssue(world, repository, orNotFound(repository.issues.get(id('issue_number'))))),
  ),
  onRepository(world, 'PATCH', '/issues/{issue_number}', onIssue('write', 'read'), (visit) =>
    updateIssue(world, visit),
  ),
];

const refuseDisabled = ({ repository }: Visit): void => {
  if (!repository.hasIssues) throw new Refusal(410, 'Issues are disabled for this repo');
};

const listIssues = (world: World, { repository, exchange: { query } }: Visit): Reply => {
  const state = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean);
  const creator = query.get('creator')?.toLowerCase();
  const since = Date.parse(query.get('since') ?? '') || 0;
  const by = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const found = [...repository.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => labels.every((name) => issue.labels.has(name.toLowerCase())))
    .filter((issue) => creator === undefined || issue.login.toLowerCase() === creator)
    .filter((issue) => issue.updatedAt >= since)
    .toSorted((a, b) => b[by] - a[by] || b.number - a.number);
  const ordered = query.get('direction') === 'asc' ? found.toReversed() : found;
  return listOf(ordered.map((issue) => renderIssue(world, repository, issue)));
};

const updateIssue = async (world: World, visit: Visit): Promise<Reply> => {
  const { repository, body, actor, id } = visit;
  const issue = orNotFound(repository.issues.get(id('issue_number')));
  const by = actor();
  if (!by.app && by.account.login !== issue.login && !hasRole(world, by.account.login, repository, 'triage')) {
    throw forbidden('Must have admin rights to Repository.');
  }
  const changes: Record<string, unknown> = {};
  const title = body.optionalText('title');
  if (title !== undefined && title !== issue.title) {
    changes['title'] = { from: issue.title };
    issue.title = title;
  }
  const text = body.nullableText('body');
  if (text !== undefined && text !== issue.body) {
    checkBody(text, 'Issue');
    changes['body'] = { from: issue.body ?? '' };
    issue.body = text;
  }
  if (Object.keys(changes).length > 0) {
    issue.updatedAt = world.now();
    await emitIssueOrPull(world, repository, by, issue, 'edited', { changes });
  }
  const state = body.choice('state', ['open', 'closed'] as const);
  if (state !== undefined && state !== issue.state) await changeState(world, visit, issue, state);
  return ok(renderIssue(world, repository, issue));
};

const changeState = async (world: World, visit: Visit, issue: Issue, state: 'open' | 'closed'): Promise<void> => {
  if (isPull(issue)) return changePullState(world, visit, issue, state);
  const { repository, body, actor } = visit;
  const closed = state === 'closed';
  issue.state = state;
  issue.stateReason = closed
    ? (body.choice('state_reason', ['completed', 'not_planned', 'duplicate'] as const) ?? 'completed')
    : 'reopened';
  issue.closedAt = closed ? world.now() : undefined;
  issue.closedBy = closed ? actor().account.login : undefined;
  issue.updatedAt = world.now();
  await emitIssueOrPull(world, repository, actor(), issue, closed ? 'closed' : 'reopened');
};
