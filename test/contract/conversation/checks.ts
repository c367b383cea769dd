import type { Cast } from './cast.ts';

const repo = { owner: 'acme', repo: 'net' };

/** Check runs and suites, statuses and deployments of a commit. */
export const talkAboutChecks = async (cast: Cast): Promise<void> => {
  const { octokit, sandbox, ada } = cast;
  const head_sha = await sandbox.seed.commit('acme/net', 'main', { 'a.txt': 'a' }, 'Change', 'ada');
  const { data: made } = await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
    ...repo,
    head_sha,
    name: 'cordage/config',
    status: 'in_progress',
  });
  const run = { ...repo, check_run_id: made.id };
  await octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...run,
    conclusion: 'failure',
    output: {
      title: '1 error',
      summary: 'cordage.yaml does not parse.',
      annotations: [
        { path: 'cordage.yaml', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'unknown key' },
      ],
    },
  });
  await octokit.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', run);
  await octokit.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations', run);
  await ada.request('POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest', run);
  await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ...repo,
    ref: 'main',
    filter: 'latest',
  });
  await talkAboutSuites(cast);
  await talkAboutStatuses(cast, head_sha);
  await talkAboutDeployments(cast);
};

const talkAboutSuites = async ({ octokit, sandbox }: Cast): Promise<void> => {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/check-suites', {
    ...repo,
    ref: 'main',
  });
  const suite = { ...repo, check_suite_id: Number(data.check_suites[0]?.id) };
  await octokit.request('GET /repos/{owner}/{repo}/check-suites/{check_suite_id}', suite);
  await octokit.request('GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs', suite);
  await octokit.request('POST /repos/{owner}/{repo}/check-suites/{check_suite_id}/rerequest', suite);
  const head_sha = await sandbox.seed.commit('acme/net', 'other', { 'b.txt': 'b' }, 'Other', 'ada');
  await octokit.request('POST /repos/{owner}/{repo}/check-suites', { ...repo, head_sha });
};

const talkAboutStatuses = async ({ octokit }: Cast, sha: string): Promise<void> => {
  await octokit.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
    ...repo,
    sha,
    state: 'success',
    context: 'build',
  });
  await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/statuses', { ...repo, ref: 'main' });
  await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/status', { ...repo, ref: 'main' });
};

const talkAboutDeployments = async ({ octokit }: Cast): Promise<void> => {
  const { data: made } = await octokit.request('POST /repos/{owner}/{repo}/deployments', {
    ...repo,
    ref: 'main',
    environment: 'canary',
    auto_merge: false,
    required_contexts: [],
  });
  const deployment = { ...repo, deployment_id: 'id' in made ? Number(made.id) : 0 };
  await octokit.request('GET /repos/{owner}/{repo}/deployments', { ...repo, environment: 'canary' });
  await octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}', deployment);
  await octokit.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
    ...deployment,
    state: 'success',
  });
  await octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', deployment);
};
