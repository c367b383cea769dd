import { setTimeout as sleep } from 'node:timers/promises';
import { countChanges } from './git-diff.ts';
import { createMerge } from './git-merge.ts';
import { countCommits, mergeBase, moveRef, NO_COMMIT, readRef } from './git-repository.ts';
import { webFlow } from './payloads/commit.ts';
import type { PullFacts } from './payloads/pull.ts';
import { demandsOn } from './demands.ts';
import { isBehind, isGreen, refuseMerge } from './protection-rules.ts';
import type { PullIssue } from './world-issues.ts';
import { inBackground, type Repository, type World } from './world.ts';

/** The tip of the branch that the pull request wants to go into; what it began with when that branch is gone. */
export const baseTip = async (repository: Repository, issue: PullIssue): Promise<string> =>
  (await readRef(repository.dir, `refs/heads/${issue.pull.baseRef}`)) ?? issue.pull.baseSha;

export const forgetMergeability = (issue: PullIssue): void => {
  issue.pull.mergeability = undefined;
};

/** Numbers of commits and lines, and what is known of mergeability so far. */
export const loadPullFacts = async (world: World, repository: Repository, issue: PullIssue): Promise<PullFacts> => {
  const { dir } = repository;
  const { pull } = issue;
  const base = pull.merged || issue.state === 'closed' ? pull.baseSha : await baseTip(repository, issue);
  const common = (await mergeBase(dir, base, pull.headSha)) ?? base;
  const [commits, changes] = await Promise.all([
    countCommits(dir, common, pull.headSha),
    countChanges(dir, common, pull.headSha),
  ]);
  const known =
    pull.mergeability?.head === pull.headSha && pull.mergeability.base === base ? pull.mergeability : undefined;
  const mergeable = issue.state === 'closed' || !known ? null : known.mergeCommit !== undefined;
  return { ...changes, commits, mergeable, state: await mergeState(world, repository, issue, mergeable) };
};

const mergeState = async (
  world: World,
  repository: Repository,
  issue: PullIssue,
  mergeable: boolean | null,
): Promise<PullFacts['state']> => {
  if (mergeable === null) return 'unknown';
  if (!mergeable) return 'dirty';
  if (issue.pull.draft) return 'draft';
  const demands = demandsOn(world, repository, issue.pull.baseRef);
  if (demands && (await isBehind(repository, issue, demands))) return 'behind';
  if (await refuseMerge(world, repository, issue)) return 'blocked';
  return isGreen(repository, issue.pull.headSha) ? 'clean' : 'unstable';
};

/**
 * Starts to find out whether the pull request can be merged, as GitHub does when somebody asks for it: this answer
 * still says null, a later one knows.
 */
export const startMergeability = (world: World, repository: Repository, issue: PullIssue): void => {
  if (issue.state === 'closed') return;
  inBackground(world, findMergeability(world, repository, issue));
};

const findMergeability = async (world: World, repository: Repository, issue: PullIssue): Promise<void> => {
  const head = issue.pull.headSha;
  const base = await baseTip(repository, issue);
  if (issue.pull.mergeability?.head === head && issue.pull.mergeability.base === base) return;
  if (world.mergeabilityLagMs > 0) await sleep(world.mergeabilityLagMs, undefined, { ref: false });
  const by = webFlow(world.now());
  const commit = { author: by, committer: by, message: `Merge ${head} into ${base}` };
  const mergeCommit = await createMerge(repository.dir, { base, head }, commit);
  if (issue.state === 'closed' || issue.pull.headSha !== head) return;
  issue.pull.mergeability = { head, base, mergeCommit };
  await moveRef(repository.dir, `refs/pull/${issue.number}/merge`, mergeCommit ?? NO_COMMIT);
};
