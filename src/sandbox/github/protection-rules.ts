import type { Caller } from '../http/route.ts';
import { hasRole } from './access.ts';
import { demandsOn, guardedBranches, type Demands } from './demands.ts';
import { isAncestor } from './git-repository.ts';
import type { CheckRun, Status } from './world-code.ts';
import type { PullIssue } from './world-issues.ts';
import type { Repository, World } from './world.ts';

/** GitHub counts these as passed where a check is required. */
const PASSING: readonly (CheckRun['conclusion'] | undefined)[] = ['success', 'neutral', 'skipped'];

/** The newest check run of each name on a commit. */
export const latestRuns = (repository: Repository, sha: string): readonly CheckRun[] => {
  const runs = [...repository.checkRuns.values()].filter((run) => run.headSha === sha);
  return [...new Map(runs.map((run) => [`${run.appId}/${run.name}`, run])).values()];
};

/** The newest status of each context of a commit. */
const latestStatuses = (repository: Repository, sha: string): readonly Status[] => [
  ...new Map(repository.statuses.filter((known) => known.sha === sha).map((known) => [known.context, known])).values(),
];

/** Required contexts that no newest check run or status of the commit fulfils. */
export const unmetChecks = (repository: Repository, required: readonly string[], sha: string): readonly string[] =>
  required.filter((context) => {
    const runs = latestRuns(repository, sha).filter((run) => run.name === context);
    const status = latestStatuses(repository, sha).find((known) => known.context === context);
    if (runs.length === 0 && !status) return true;
    return (
      runs.some((run) => !PASSING.includes(run.conclusion)) || (status !== undefined && status.state !== 'success')
    );
  });

/** Whether every check run and status that there is of a commit has passed, required or not. */
export const isGreen = (repository: Repository, sha: string): boolean =>
  latestRuns(repository, sha).every((run) => PASSING.includes(run.conclusion)) &&
  latestStatuses(repository, sha).every((status) => status.state === 'success');

/** Each reviewer's last word, of those whose word counts: people who may write. */
const countApprovals = (
  world: World,
  repository: Repository,
  pull: PullIssue,
): { readonly approvals: number; readonly changesRequested: number } => {
  const last = new Map<string, string>();
  for (const review of pull.pull.reviews.values()) {
    if (review.state === 'COMMENTED' || review.state === 'PENDING') continue;
    if (hasRole(world, review.login, repository, 'write')) last.set(review.login, review.state);
  }
  const states = [...last.values()];
  return {
    approvals: states.filter((state) => state === 'APPROVED').length,
    changesRequested: states.filter((state) => state === 'CHANGES_REQUESTED').length,
  };
};

/** Whether the base has commits that the head must have and has not. */
export const isBehind = async (repository: Repository, issue: PullIssue, { strict }: Demands): Promise<boolean> =>
  strict && !(await isAncestor(repository.dir, `refs/heads/${issue.pull.baseRef}`, issue.pull.headSha));

/**
 * Why what is demanded of a branch keeps a pull request from being merged, in GitHub's words; undefined when it does not.
 * A merge queue and ways of merging are no reason here: they concern how it is merged.
 */
export const refuseMerge = async (
  world: World,
  repository: Repository,
  issue: PullIssue,
  caller?: Caller,
): Promise<string | undefined> => {
  const demands = demandsOn(world, repository, issue.pull.baseRef, caller);
  const reason = demands && (await findObstacle(world, repository, issue, demands));
  return reason === undefined ? undefined : inWordsOf(repository, issue.pull.baseRef, reason);
};

/** Where there are rulesets, GitHub tells what is wrong as their violation. */
export const inWordsOf = (repository: Repository, branch: string, reason: string): string =>
  repository.rulesets.has(branch) ? `Repository rule violations found\n\n${reason}\n\n` : reason;

const findObstacle = async (
  world: World,
  repository: Repository,
  issue: PullIssue,
  demands: Demands,
): Promise<string | undefined> => {
  const { approvals: wanted, checks } = demands;
  const { approvals, changesRequested } = countApprovals(world, repository, issue);
  if (wanted > 0 && changesRequested > 0) return 'Changes have been requested.';
  if (approvals < wanted) {
    const [count, noun] = wanted === 1 ? ['1', 'review is'] : [String(wanted), 'reviews are'];
    return `At least ${count} approving ${noun} required by reviewers with write access.`;
  }
  // GitHub has no words of its own for a head that lacks commits of the base: checks of it count as not there yet.
  const unmet = (await isBehind(repository, issue, demands))
    ? checks
    : unmetChecks(repository, checks, issue.pull.headSha);
  if (unmet.length === 1) return `Required status check "${unmet[0]}" is expected.`;
  return unmet.length > 1 ? `${unmet.length} of ${checks.length} required status checks are expected.` : undefined;
};

/** What git's update hook must refuse of a push by this caller, a line per branch. */
export const describeProtections = (world: World, repository: Repository, caller: Caller): string => {
  const shas = new Set([
    ...[...repository.checkRuns.values()].map((run) => run.headSha),
    ...repository.statuses.map((status) => status.sha),
  ]);
  const lines = guardedBranches(repository).flatMap((branch) => {
    const demands = demandsOn(world, repository, branch, caller);
    if (!demands) return [];
    const green = [...shas].filter((sha) => unmetChecks(repository, demands.checks, sha).length === 0);
    const force = demands.allowForcePushes ? 'force' : 'no-force';
    const deletion = demands.allowDeletions ? 'delete' : 'no-delete';
    return [`refs/heads/${branch} ${force} ${deletion} ${verdictOn(demands)} ${green.join(' ')}`];
  });
  return lines.join('\n');
};

const verdictOn = ({ queue, pullOnly, checks }: Demands): 'queue' | 'reviews' | 'checks' | 'open' => {
  if (queue) return 'queue';
  if (pullOnly) return 'reviews';
  return checks.length > 0 ? 'checks' : 'open';
};
