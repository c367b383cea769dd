import type { Commit } from '../git-objects.ts';
import type { CheckRun, CheckSuite } from '../world-code.ts';
import { isPull } from '../world-issues.ts';
import { isoTime, isoTimeOrNull, type Repository, type World } from '../world.ts';
import { renderAppById } from './app.ts';
import { renderSimpleCommit } from './commit.ts';
import { renderPullMinimal } from './pull.ts';
import { apiOf, pageOf, renderMinimalRepository } from './repository.ts';
import { nodeId, type Schemas } from './schemas.ts';

const pullsOf = (world: World, repository: Repository, sha: string): Schemas['pull-request-minimal'][] =>
  [...repository.issues.values()]
    .filter(isPull)
    .filter((issue) => issue.state === 'open' && issue.pull.headSha === sha)
    .map((issue) => renderPullMinimal(world, repository, issue));

export const renderCheckRun = (world: World, repository: Repository, run: CheckRun): Schemas['check-run'] => {
  const url = `${apiOf(world, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${pageOf(world, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: isoTime(run.startedAt),
    completed_at: isoTimeOrNull(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: renderAppById(world, run.appId),
    pull_requests: pullsOf(world, repository, run.headSha),
  };
};

/** Worst first: what a suite says of itself when its runs differ. */
const WORST_FIRST = ['failure', 'timed_out', 'action_required', 'cancelled', 'success', 'neutral', 'skipped'] as const;

/** A suite has no state of its own: it follows from its runs. */
export const suiteState = (
  repository: Repository,
  suite: CheckSuite,
): {
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: CheckRun['conclusion'];
  readonly count: number;
} => {
  const runs = [...repository.checkRuns.values()].filter((run) => run.suiteId === suite.id);
  const latest = [...new Map(runs.map((run) => [run.name, run])).values()];
  const conclusions = latest.map((run) => run.conclusion);
  if (latest.length === 0) return { status: 'queued', conclusion: null, count: 0 };
  if (latest.some((run) => run.status !== 'completed'))
    return { status: 'in_progress', conclusion: null, count: latest.length };
  const conclusion = WORST_FIRST.find((one) => conclusions.includes(one)) ?? null;
  return { status: 'completed', conclusion, count: latest.length };
};

export const renderCheckSuite = (
  world: World,
  repository: Repository,
  suite: CheckSuite,
  head: Commit,
): Schemas['check-suite'] => {
  const url = `${apiOf(world, repository)}/check-suites/${suite.id}`;
  const { status, conclusion, count } = suiteState(repository, suite);
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status,
    conclusion,
    url,
    before: head.parents[0] ?? null,
    after: suite.headSha,
    pull_requests: pullsOf(world, repository, suite.headSha),
    app: renderAppById(world, suite.appId),
    repository: renderMinimalRepository(world, repository),
    created_at: isoTime(suite.createdAt),
    updated_at: isoTime(suite.updatedAt),
    head_commit: renderSimpleCommit(head),
    latest_check_runs_count: count,
    check_runs_url: `${url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
  };
};
