import type { Pull } from '../core/rollout/pull.ts';
import type { Octokit } from './client.ts';
import { statusOf } from './errors.ts';
import { splitName } from './installations.ts';

type ListedPull = Awaited<ReturnType<Octokit['rest']['pulls']['list']>>['data'][number];

const decodePull = (listed: ListedPull): Pull => ({
  number: listed.number,
  title: listed.title,
  body: listed.body ?? '',
  state: listed.merged_at ? 'merged' : listed.state === 'open' ? 'open' : 'closed',
  branch: listed.head.ref,
  /** Undefined when the fork it came from is gone. */
  headRepository: listed.head.repo?.full_name,
  head: listed.head.sha,
  base: listed.base.ref,
  author: listed.user?.login ?? '',
  labels: listed.labels.map((label) => label.name),
  url: listed.html_url,
  draft: listed.draft === true,
  createdAt: Date.parse(listed.created_at),
  closedAt: listed.closed_at ? Date.parse(listed.closed_at) : undefined,
  mergeCommit: listed.merged_at ? (listed.merge_commit_sha ?? undefined) : undefined,
});

export const listOpenPulls = async (octokit: Octokit, repository: string): Promise<readonly Pull[]> => {
  const listed = await octokit.paginate(octokit.rest.pulls.list, {
    ...splitName(repository),
    state: 'open',
    sort: 'created',
    direction: 'desc',
    per_page: 100,
  });
  return listed.map(decodePull);
};

/** The 100 pull requests that changed last among those merged or closed, newest change first. */
export const listEndedPulls = async (octokit: Octokit, repository: string): Promise<readonly Pull[]> => {
  const { data } = await octokit.rest.pulls.list({
    ...splitName(repository),
    state: 'closed',
    sort: 'updated',
    direction: 'desc',
    per_page: 100,
  });
  return data.map(decodePull);
};

/** Every pull request there ever was from this branch, newest first. */
export const listPullsOfBranch = async (
  octokit: Octokit,
  repository: string,
  branch: string,
): Promise<readonly Pull[]> => {
  const names = splitName(repository);
  const head = `${names.owner}:${branch}`;
  const { data } = await octokit.rest.pulls.list({ ...names, state: 'all', head, per_page: 100 });
  return data.map(decodePull).filter((pull) => pull.branch === branch);
};

/**
 * Opens a pull request from a branch of the same repository.
 * @returns undefined when GitHub says there is one already: a list that lagged behind hid it from us
 */
export const openPull = async (
  octokit: Octokit,
  repository: string,
  pull: { readonly branch: string; readonly base: string; readonly title: string; readonly body: string },
): Promise<number | undefined> => {
  try {
    const { data } = await octokit.rest.pulls.create({
      ...splitName(repository),
      head: pull.branch,
      base: pull.base,
      title: pull.title,
      body: pull.body,
      maintainer_can_modify: false,
    });
    return data.number;
  } catch (error) {
    if (statusOf(error) === 422 && error instanceof Error && /already exists/i.test(error.message)) return undefined;
    throw error;
  }
};

export const updatePull = async (
  octokit: Octokit,
  repository: string,
  number: number,
  change: { readonly title?: string; readonly body?: string; readonly state?: 'closed' },
): Promise<void> => {
  await octokit.rest.pulls.update({ ...splitName(repository), pull_number: number, ...change });
};

export const addLabels = async (
  octokit: Octokit,
  repository: string,
  number: number,
  labels: readonly string[],
): Promise<void> => {
  await octokit.rest.issues.addLabels({ ...splitName(repository), issue_number: number, labels: [...labels] });
};
