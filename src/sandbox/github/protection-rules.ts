import type { Caller } from '../http/route.ts';
import { hasRole } from './access.ts';
import type { CheckRun, Protection } from './world-code.ts';
import type { PullIssue } from './world-issues.ts';
import { isAncestor } from './git-repository.ts';
import type { Repository, World } from './world.ts';

/** GitHub counts these as passed where a check is required. */
const PASSING: readonly (CheckRun['conclusion'] | undefined)[] = ['success', 'neutral', 'skipped'];

/** The newest check run of each name on a commit. */
export const latestRuns = (repository: Repository, sha: string): readonly CheckRun[] => {
  const runs = [...repository.checkRuns.values()].filter((run) => run.headSha === sha);
  return [...new Map(runs.map((run) => [`${run.appId}/${run.name}`, run])).values()];
};

/** Required contexts that no newest check run or status of the commit fulfils. */
export const unmetChecks = (repository: Repository, protection: Protection, sha: string): readonly string[] =>
  protection.checks.filter((context) => {
    const runs = latestRuns(repository, sha).filter((run) => run.name === context);
    const status = repository.statuses.findLast((known) => known.sha === sha && known.context === context);
    if (runs.length === 0 && !status) return true;
    return (
      runs.some((run) => !PASSING.includes(run.conclusion)) || (status !== undefined && status.state !== 'success')
    );
  });

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

/** Why a branch's protection keeps a pull request from being merged, in GitHub's words; undefined when it does not. */
export const refuseMerge = async (
  world: World,
  repository: Repository,
  issue: PullIssue,
  caller?: Caller,
): Promise<string | undefined> => {
  const protection = repository.protections.get(issue.pull.baseRef);
  if (!protection || mayBypass(world, repository, protection, caller)) return undefined;
  const { approvals, changesRequested } = countApprovals(world, repository, issue);
  if (protection.approvals > 0 && changesRequested > 0) return 'Changes have been requested.';
  if (approvals < protection.approvals) {
    const [count, noun] =
      protection.approvals === 1 ? ['1', 'review is'] : [String(protection.approvals), 'reviews are'];
    return `At least ${count} approving ${noun} required by reviewers with write access.`;
  }
  const unmet = unmetChecks(repository, protection, issue.pull.headSha);
  if (unmet.length === 1) return `Required status check "${unmet[0]}" is expected.`;
  if (unmet.length > 1) return `${unmet.length} of ${protection.checks.length} required status checks are expected.`;
  const base = `refs/heads/${issue.pull.baseRef}`;
  if (protection.strict && !(await isAncestor(repository.dir, base, issue.pull.headSha))) {
    return 'The head branch is not up to date with the base branch.';
  }
  return undefined;
};

const mayBypass = (world: World, repository: Repository, protection: Protection, caller: Caller | undefined): boolean =>
  !protection.enforceAdmins && caller?.kind === 'user' && hasRole(world, caller.login, repository, 'admin');

/** What git's update hook must refuse of a push by this caller, a line per branch. */
export const describeProtections = (world: World, repository: Repository, caller: Caller): string => {
  const lines = [...repository.protections].flatMap(([branch, protection]) => {
    if (mayBypass(world, repository, protection, caller)) return [];
    const shas = new Set([
      ...[...repository.checkRuns.values()].map((run) => run.headSha),
      ...repository.statuses.map((status) => status.sha),
    ]);
    const green = [...shas].filter((sha) => unmetChecks(repository, protection, sha).length === 0);
    const verdict = protection.approvals > 0 ? 'reviews' : protection.checks.length > 0 ? 'checks' : 'open';
    const force = protection.allowForcePushes ? 'force' : 'no-force';
    const deletion = protection.allowDeletions ? 'delete' : 'no-delete';
    return [`refs/heads/${branch} ${force} ${deletion} ${verdict} ${green.join(' ')}`];
  });
  return lines.join('\n');
};
