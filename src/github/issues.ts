import type { DriftIssue } from '../core/rollout/snapshot.ts';
import { parseDriftIssue } from '../core/text/drift-issue.ts';
import { DRIFT_LABEL } from '../core/text/labels.ts';
import type { Octokit } from './client.ts';
import { statusOf } from './errors.ts';
import { splitName } from './installations.ts';

/**
 * The App's issues about drift, open and closed, newest first; at most 100, of those that changed last. The label keeps
 * the App's pull requests out of the list, which GitHub counts among issues; whose an issue is, its author and its
 * marker say.
 * @returns undefined when the repository has no issues
 */
export const listOwnIssues = async (
  octokit: Octokit,
  repository: string,
  login: string,
): Promise<readonly DriftIssue[] | undefined> => {
  try {
    const { data } = await octokit.rest.issues.listForRepo({
      ...splitName(repository),
      creator: login,
      labels: DRIFT_LABEL,
      state: 'all',
      sort: 'updated',
      direction: 'desc',
      per_page: 100,
    });
    return data
      .filter((issue) => !issue.pull_request && issue.user?.login === login && parseDriftIssue(issue.body ?? '').ok)
      .map(({ number, state, title, body }): DriftIssue => ({
        number,
        state: state === 'open' ? 'open' : 'closed',
        title,
        body: body ?? '',
      }))
      .toSorted((a, b) => b.number - a.number);
  } catch (error) {
    if (statusOf(error) === 410) return undefined;
    throw error;
  }
};

/**
 * Opens an issue.
 * @returns undefined when the repository has no issues
 */
export const createIssue = async (
  octokit: Octokit,
  repository: string,
  issue: { readonly title: string; readonly body: string; readonly labels: readonly string[] },
): Promise<number | undefined> => {
  try {
    const { title, body, labels } = issue;
    const { data } = await octokit.rest.issues.create({ ...splitName(repository), title, body, labels: [...labels] });
    return data.number;
  } catch (error) {
    if (statusOf(error) === 410) return undefined;
    throw error;
  }
};

/** Changes an issue; one that was deleted meanwhile, and a repository without issues, are left to the next pass. */
export const updateIssue = async (
  octokit: Octokit,
  repository: string,
  number: number,
  change: { readonly title?: string; readonly body?: string; readonly state?: 'open' | 'closed' },
): Promise<void> => {
  try {
    await octokit.rest.issues.update({ ...splitName(repository), issue_number: number, ...change });
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && status !== 410) throw error;
  }
};
