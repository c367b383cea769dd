import type { OwnPull, Pull } from '../core/rollout/snapshot.ts';
import { parseBranch } from '../core/text/branch.ts';
import { listOwnChecks } from '../github/checks.ts';
import { listOwnComments } from '../github/comments.ts';
import type { Eyes } from './eyes.ts';

/** How long after its end a pull request's comment is still brought up to date; milliseconds. */
const AFTERCARE_MS = 7 * 24 * 3_600_000;

/** Ended pull requests looked after at a time. */
const AFTERCARE_MOST = 20;

/**
 * Cordage's pull requests among these, with their comments and checks: two conditional requests each, so nothing is
 * asked about those that ended long ago. One from a fork or by another author is not ours, whatever its branch is called.
 */
export const observeOwnPulls = async (eyes: Eyes, pulls: readonly Pull[]): Promise<readonly OwnPull[]> => {
  const found: OwnPull[] = [];
  let ended = 0;
  for (const pull of pulls) {
    const named = parseBranch(pull.branch);
    if (!named || !isOwn(eyes, pull)) continue;
    if (pull.state !== 'open') {
      ended += 1;
      if (ended > AFTERCARE_MOST || eyes.now - (pull.closedAt ?? 0) > AFTERCARE_MS) continue;
    }
    const { octokit, repository } = eyes;
    found.push({
      pull,
      artifact: named.artifact,
      version: named.version,
      ring: named.ring,
      batch: named.batch,
      comments: await listOwnComments(octokit, repository, pull.number, eyes.bot.login),
      checks:
        pull.state === 'open' ? await listOwnChecks(octokit, repository, pull.head, eyes.settings.app.id) : new Map(),
    });
  }
  return found;
};

export const isOwn = (eyes: Eyes, pull: Pull): boolean => pull.author === eyes.bot.login && isFromHere(eyes, pull);

/** Whether its branch is one of the manifests repository, not of a fork. */
export const isFromHere = (eyes: Eyes, pull: Pull): boolean =>
  pull.headRepository?.toLowerCase() === eyes.repository.toLowerCase();
