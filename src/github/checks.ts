import type { Check } from '../core/rollout/check.ts';
import type { HeadCheck } from '../core/rollout/pull.ts';
import type { Octokit } from './client.ts';
import { splitName } from './installations.ts';

const CONCLUSIONS = ['success', 'failure', 'neutral', 'action_required'] as const;

/**
 * The newest run of each of the App's own checks on a commit, by name. One that GitHub gave up waiting for after 14 days
 * (`stale`) reads as neutral, so that it is put anew.
 */
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
        conclusion: concludeOwn(run),
        title: run.output.title ?? '',
        summary: run.output.summary ?? '',
        annotations: [],
        startedAt: run.started_at ? Date.parse(run.started_at) : undefined,
      },
    ]),
  );
};

type Concluded = { readonly status: string; readonly conclusion: string | null };

const concludeOwn = ({ status, conclusion }: Concluded): Check['conclusion'] =>
  status === 'completed' ? (CONCLUSIONS.find((known) => known === conclusion) ?? 'neutral') : 'pending';

/** Puts a check on a commit. A new run, for GitHub takes the newest of a name; a success cannot be taken back (D39). */
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
    ...(check.conclusion === 'pending'
      ? { status: 'in_progress' as const }
      : { status: 'completed' as const, conclusion: check.conclusion }),
    ...(check.startedAt === undefined ? {} : { started_at: new Date(check.startedAt).toISOString() }),
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

/**
 * The newest word of every check run and commit status on a head but the App's own: its own must not keep it waiting for
 * itself (D38). Of several runs of one name and App the newest counts; one name may stand in the list more than once,
 * from several Apps or as a run and a status.
 */
export const listHeadChecks = async (
  octokit: Octokit,
  repository: string,
  commit: string,
  ownAppId: number,
): Promise<readonly HeadCheck[]> => {
  const where = { ...splitName(repository), ref: commit, per_page: 100 };
  const runs = await octokit.paginate(octokit.rest.checks.listForRef, { ...where, filter: 'latest' });
  const newestLast = runs.filter((run) => run.app?.id !== ownAppId).toSorted((a, b) => a.id - b.id);
  const newest = new Map(newestLast.map((run) => [`${run.app?.id} ${run.name}`, run]));
  return [
    ...[...newest.values()].map((run): HeadCheck => ({ name: run.name, state: judgeRun(run) })),
    ...(await listStatuses(octokit, where)),
  ];
};

const PASSING: readonly (string | null)[] = ['success', 'neutral', 'skipped'];

const judgeRun = ({ status, conclusion }: Concluded): HeadCheck['state'] => {
  if (status !== 'completed') return 'pending';
  return PASSING.includes(conclusion) ? 'success' : 'failure';
};

/** GitHub gives the newest of each context. Its pages are turned by hand, since octokit's types are wrong about them. */
const listStatuses = async (
  octokit: Octokit,
  where: { readonly owner: string; readonly repo: string; readonly ref: string; readonly per_page: number },
): Promise<readonly HeadCheck[]> => {
  const found: HeadCheck[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await octokit.rest.repos.getCombinedStatusForRef({ ...where, page });
    for (const { context, state } of data.statuses) {
      found.push({ name: context, state: state === 'success' || state === 'pending' ? state : 'failure' });
    }
    if (data.statuses.length === 0 || found.length >= data.total_count) return found;
  }
};
