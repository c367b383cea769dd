import type { Reply, Route } from '../http/route.ts';
import { canRead, canWrite } from './access.ts';
import { diffText, diffTrees } from './git-diff.ts';
import { listCommits, mergeBase, readRef } from './git-repository.ts';
import { readCommits } from './git-objects.ts';
import { checkBody } from './limits.ts';
import { baseTip, forgetMergeability, loadPullFacts, startMergeability } from './mergeability.ts';
import { renderCommit, renderFile } from './payloads/commit.ts';
import { renderPull, renderPullSimple } from './payloads/pull.ts';
import { createPull } from './pull-create.ts';
import { emitPull } from './pull-lifecycle.ts';
import { changePullState, headLabel } from './pull-state.ts';
import { invalid, notFound } from './refuse.ts';
import { created, listOf, onRepository, ok, type Visit } from './visit.ts';
import { isPull, type PullIssue } from './world-issues.ts';
import type { Repository, World } from './world.ts';

export const findPull = ({ repository, id }: Pick<Visit, 'repository' | 'id'>, name = 'pull_number'): PullIssue => {
  const issue = repository.issues.get(id(name));
  if (!issue || !isPull(issue)) throw notFound();
  return issue;
};

/** The commits a pull request brings: from where its branch left the base to its head. */
export const pullRange = async (
  repository: Repository,
  issue: PullIssue,
): Promise<{ readonly from: string; readonly to: string }> => {
  const base = issue.state === 'closed' ? issue.pull.baseSha : await baseTip(repository, issue);
  const common = await mergeBase(repository.dir, base, issue.pull.headSha);
  return { from: common ?? base, to: issue.pull.headSha };
};

export const pullRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/pulls', canRead('pull_requests'), (visit) => listPulls(world, visit)),
  onRepository(world, 'POST', '/pulls', canWrite('pull_requests', 'read'), async (visit) => {
    const issue = await createPull(world, visit);
    return created(renderPull(world, visit.repository, issue, await loadPullFacts(world, visit.repository, issue)));
  }),
  onRepository(world, 'GET', '/pulls/{pull_number}', canRead('pull_requests'), (visit) => getPull(world, visit)),
  onRepository(world, 'PATCH', '/pulls/{pull_number}', canWrite('pull_requests', 'read'), (visit) =>
    updatePull(world, visit),
  ),
  onRepository(world, 'GET', '/pulls/{pull_number}/commits', canRead('pull_requests'), async (visit) => {
    const { from, to } = await pullRange(visit.repository, findPull(visit));
    const shas = await listCommits(visit.repository.dir, from, to);
    const commits = await readCommits(visit.repository.dir, shas.slice(0, 250));
    return listOf(commits.map((commit) => renderCommit(world, visit.repository, commit)));
  }),
  onRepository(world, 'GET', '/pulls/{pull_number}/files', canRead('pull_requests'), async (visit) => {
    const { from, to } = await pullRange(visit.repository, findPull(visit));
    const files = await diffTrees(visit.repository.dir, from, to);
    return listOf(files.slice(0, 3000).map((file) => renderFile(world, visit.repository, to, file)));
  }),
];

const getPull = async (world: World, visit: Visit): Promise<Reply> => {
  const { repository, exchange } = visit;
  const issue = findPull(visit);
  if (/\.diff\b/.test(exchange.headers.accept ?? '')) {
    const { from, to } = await pullRange(repository, issue);
    const bytes = Buffer.from(await diffText(repository.dir, from, to));
    return { status: 200, bytes, headers: { 'content-type': 'application/vnd.github.v3.diff; charset=utf-8' } };
  }
  const facts = await loadPullFacts(world, repository, issue);
  if (facts.mergeable === null) startMergeability(world, repository, issue);
  return ok(renderPull(world, repository, issue, facts));
};

const SORTS: Readonly<Record<string, (issue: PullIssue) => number>> = {
  created: (issue) => issue.createdAt,
  updated: (issue) => issue.updatedAt,
  popularity: (issue) => issue.comments.size,
  'long-running': (issue) => issue.createdAt,
};

const listPulls = (world: World, { repository, exchange: { query } }: Visit): Reply => {
  const state = query.get('state') ?? 'open';
  const head = query.get('head')?.toLowerCase();
  const base = query.get('base');
  const sort = query.get('sort') ?? 'created';
  const descending = (query.get('direction') ?? (sort === 'created' ? 'desc' : 'asc')) === 'desc';
  const rank = SORTS[sort] ?? SORTS['created'];
  const found = [...repository.issues.values()]
    .filter(isPull)
    .filter((issue) => state === 'all' || issue.state === state)
    // GitHub ignores a head without its owner, and lists everything: a trap for those who forget it.
    .filter((issue) => head === undefined || !head.includes(':') || headLabel(issue).toLowerCase() === head)
    .filter((issue) => base === null || issue.pull.baseRef === base)
    .toSorted((a, b) => (rank?.(a) ?? 0) - (rank?.(b) ?? 0) || a.number - b.number);
  const ordered = descending ? found.toReversed() : found;
  return listOf(ordered.map((issue) => renderPullSimple(world, repository, issue)));
};

const updatePull = async (world: World, visit: Visit): Promise<Reply> => {
  const { repository, body, actor } = visit;
  const issue = findPull(visit);
  const changes: Record<string, unknown> = {};
  const title = body.optionalText('title');
  if (title !== undefined && title !== issue.title) {
    changes['title'] = { from: issue.title };
    issue.title = title;
  }
  const text = body.nullableText('body');
  if (text !== undefined && text !== issue.body) {
    checkBody(text, 'PullRequest');
    changes['body'] = { from: issue.body ?? '' };
    issue.body = text;
  }
  const base = body.optionalText('base');
  if (base !== undefined && base !== issue.pull.baseRef) {
    const tip = await readRef(repository.dir, `refs/heads/${base}`);
    if (!tip) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
    changes['base'] = { ref: { from: issue.pull.baseRef }, sha: { from: issue.pull.baseSha } };
    issue.pull.baseRef = base;
    issue.pull.baseSha = tip;
    forgetMergeability(issue);
  }
  issue.pull.maintainerCanModify = body.flag('maintainer_can_modify') ?? issue.pull.maintainerCanModify;
  if (Object.keys(changes).length > 0) {
    issue.updatedAt = world.now();
    await emitPull(world, repository, actor(), issue, 'edited', { changes });
  }
  await changePullState(world, visit, issue, body.choice('state', ['open', 'closed'] as const));
  return ok(renderPull(world, repository, issue, await loadPullFacts(world, repository, issue)));
};
