import type { Cast } from './cast.ts';

const repo = { owner: 'acme', repo: 'net' };

/** Files, commits, branches, tags and their protection. */
export const talkAboutCode = async (cast: Cast): Promise<void> => {
  const { octokit } = cast;
  await octokit.request('GET /repos/{owner}/{repo}', repo);
  await cast.ada.request('GET /repos/{owner}/{repo}', repo);
  await talkAboutFiles(cast);
  const { data: main } = await octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
    ...repo,
    ref: 'heads/main',
  });
  const { sha } = main.object;
  await octokit.request('POST /repos/{owner}/{repo}/git/refs', { ...repo, ref: 'refs/heads/cordage/x', sha });
  await octokit.request('POST /repos/{owner}/{repo}/git/refs', { ...repo, ref: 'refs/tags/v0.1.0', sha });
  await octokit.request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ...repo, ref: 'heads/cordage' });
  await octokit.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...repo, ref: 'heads/cordage/x', sha });
  await octokit.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...repo, ref: 'heads/cordage/x' });
  await octokit.request('GET /repos/{owner}/{repo}/tags', repo);
  await octokit.request('GET /repos/{owner}/{repo}/commits', { ...repo, sha: 'main', per_page: 5 });
  await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}', { ...repo, ref: 'tags/v0.1.0' });
  await octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...repo, commit_sha: sha });
  await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', { ...repo, basehead: `${sha}...main` });
  await talkAboutBranches(cast);
  await talkAboutRules(cast);
};

const talkAboutFiles = async ({ octokit }: Cast): Promise<void> => {
  const file = { ...repo, path: 'nodes/party-0001/kustomization.yaml' };
  const content = Buffer.from('resources: []\n').toString('base64');
  await octokit.request('PUT /repos/{owner}/{repo}/contents/{path}', { ...file, message: 'Add a node', content });
  await octokit.request('GET /repos/{owner}/{repo}/contents/{path}', { ...repo, path: 'nodes' });
  await octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
    ...file,
    headers: { accept: 'application/vnd.github.raw+json' },
  });
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/contents/{path}', file);
  const sha = Array.isArray(data) ? '' : data.sha;
  await octokit.request('DELETE /repos/{owner}/{repo}/contents/{path}', { ...file, message: 'Remove it', sha });
};

const talkAboutBranches = async ({ octokit, root }: Cast): Promise<void> => {
  const branch = { ...repo, branch: 'main' };
  await octokit.request('GET /repos/{owner}/{repo}/branches', repo);
  await root.request('PUT /repos/{owner}/{repo}/branches/{branch}/protection', {
    ...branch,
    required_status_checks: { strict: false, contexts: ['rules'] },
    enforce_admins: false,
    required_pull_request_reviews: { required_approving_review_count: 1 },
    restrictions: null,
  });
  await octokit.request('GET /repos/{owner}/{repo}/branches/{branch}', branch);
  await root.request('GET /repos/{owner}/{repo}/branches/{branch}/protection', branch);
  await root.request('DELETE /repos/{owner}/{repo}/branches/{branch}/protection', branch);
};

const talkAboutRules = async ({ octokit, root, sandbox }: Cast): Promise<void> => {
  const rules = {
    approvals: 1,
    methods: ['squash'],
    checks: ['rules'],
    strict: true,
    linearHistory: true,
    mergeQueue: true,
  } as const;
  sandbox.seed.rules('acme/net', 'guarded', rules);
  await octokit.request('GET /repos/{owner}/{repo}/rules/branches/{branch}', { ...repo, branch: 'guarded' });
  sandbox.seed.rules('acme/net', 'guarded', null);
  await root.request('PATCH /repos/{owner}/{repo}', { ...repo, allow_rebase_merge: false });
};
