import type { OwnPull, Pull, PullFacts } from '../core/rollout/pull.ts';
import { parseBranch, parseRollbackBranch } from '../core/text/branch.ts';
import { listHeadChecks, listOwnChecks } from '../github/checks.ts';
import { listOwnComments } from '../github/comments.ts';
import { loadMergeable } from '../github/merging.ts';
import { listReviews } from '../github/reviews.ts';
import type { Eyes } from './eyes.ts';

/** How long after its end a pull request's comment is still brought up to date; milliseconds. */
const AFTERCARE_MS = 7 * 24 * 3_600_000;

/** Ended pull requests looked after at a time. */
const AFTERCARE_MOST = 20;

/**
 * Cordage's pull requests among these, with their comments, checks and reviews: a few conditional requests each, so
 * nothing is asked about those that ended long ago. One from a fork or by another author is not ours, whatever its
 * branch is called.
 */
export const observeOwnPulls = async (eyes: Eyes, pulls: readonly Pull[]): Promise<readonly OwnPull[]> => {
  const found: OwnPull[] = [];
  let ended = 0;
  for (const pull of pulls.toSorted((a, b) => b.number - a.number)) {
    const named = nameOf(pull);
    if (!named || !isOwn(eyes, pull)) continue;
    const isOpen = pull.state === 'open';
    if (!isOpen) {
      ended += 1;
      if (ended > AFTERCARE_MOST || eyes.now - (pull.closedAt ?? 0) > AFTERCARE_MS) continue;
    }
    const { octokit, repository, settings } = eyes;
    found.push({
      pull,
      ...named,
      comments: await listOwnComments(octokit, repository, pull.number, eyes.bot.login),
      checks: isOpen ? await listOwnChecks(octokit, repository, pull.head, settings.app.id) : new Map(),
      facts: isOpen ? await loadFacts(eyes, pull) : undefined,
    });
  }
  return found.toSorted((a, b) => a.pull.number - b.pull.number);
};

const loadFacts = async ({ octokit, repository, settings }: Eyes, pull: Pull): Promise<PullFacts> => ({
  reviews: await listReviews(octokit, repository, pull.number),
  checks: await listHeadChecks(octokit, repository, pull.head, settings.app.id),
  mergeable: await loadMergeable(octokit, repository, pull.number),
});

type Named = Pick<OwnPull, 'artifact' | 'version' | 'ring' | 'batch' | 'request'>;

/** What a pull request is for, by the name of its branch. */
const nameOf = ({ branch }: Pull): Named | undefined => {
  const part = parseBranch(branch);
  if (part) return { ...part, batch: part.batch, request: undefined };
  const back = parseRollbackBranch(branch);
  return back && { artifact: back.artifact, version: back.version, ring: '', batch: undefined, request: back.request };
};

export const isOwn = (eyes: Eyes, pull: Pull): boolean => pull.author === eyes.bot.login && isFromHere(eyes, pull);

/** Whether its branch is one of the manifests repository, not of a fork. */
export const isFromHere = (eyes: Eyes, pull: Pull): boolean =>
  pull.headRepository?.toLowerCase() === eyes.repository.toLowerCase();
