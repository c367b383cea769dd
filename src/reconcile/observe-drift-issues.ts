import type { Network } from '../core/network/network.ts';
import type { Snapshot } from '../core/rollout/snapshot.ts';
import { listOwnIssues } from '../github/issues.ts';
import type { Eyes } from './eyes.ts';

/**
 * The issues about drift: asked for, with a conditional request, where the configuration wants one, and while one is there
 * that it does not want any more.
 */
export const observeDriftIssues = async (
  { octokit, repository, bot, memory }: Pick<Eyes, 'octokit' | 'repository' | 'bot' | 'memory'>,
  network: Network | undefined,
): Promise<Snapshot['driftIssues']> => {
  const isWanted = network?.policy.argocd.drift === 'issue' || memory.driftIssueOpen;
  if (!network || !isWanted || memory.noIssues) return undefined;
  const issues = await listOwnIssues(octokit, repository, bot.login);
  memory.driftIssueOpen = issues?.some(({ state }) => state === 'open') ?? false;
  return issues;
};
