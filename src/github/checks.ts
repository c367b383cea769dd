import type { Check } from '../core/rollout/check.ts';
import type { Octokit } from './client.ts';
import { splitName } from './installations.ts';

/** The newest run of each of the App's own checks on a commit, by name. */
export const listOwnChecks = async (
  octokit: Octokit,
  repository: string,
  commit: string,
  appId: number,
): Promise<ReadonlyMap<string, Check>> => {
  const { data } = await octokit.rest.checks.listForRef({
    ...splitName(repository),
    ref: commit,
    app_id: appId,
    filter: 'latest',
    per_page: 100,
  });
  const newestLast = data.check_runs.toSorted((a, b) => a.id - b.id);
  return new Map(
    newestLast.map((run) => [
      run.name,
      {
        name: run.name,
        conclusion: (run.conclusion ?? 'neutral') as Check['conclusion'],
        title: run.output.title ?? '',
        summary: run.output.summary ?? '',
        annotations: [],
      },
    ]),
  );
};

/** Puts a finished check on a commit. A new run, for GitHub takes the newest of a name; a success cannot be taken back (D39). */
export const createCheck = async (
  octokit: Octokit,
  repository: string,
  commit: string,
  check: Check,
): Promise<void> => {
  await octokit.rest.checks.create({
    ...splitName(repository),
    head_sha: commit,
    name: check.name,
    status: 'completed',
    conclusion: check.conclusion,
    output: {
      title: check.title,
      summary: check.summary,
      annotations: check.annotations.map((note) => ({
        path: note.path,
        start_line: note.line,
        end_line: note.line,
        annotation_level: note.level,
        title: note.title,
        message: note.message,
      })),
    },
  });
};
