import type { Cast } from './cast.ts';

const repo = { owner: 'acme', repo: 'net' };

/** A pull request from its first commit to its merge, with its reviews. */
export const talkAboutPulls = async (cast: Cast): Promise<void> => {
  const { octokit, sandbox } = cast;
  const head = 'cordage/trade-1.4.0/canary';
  const sha = await sandbox.seed.commit('acme/net', head, { 'README.md': 'two\n' }, 'Upgrade trade', 'ada');
  const { data: opened } = await octokit.request('POST /repos/{owner}/{repo}/pulls', {
    ...repo,
    head,
    base: 'main',
    title: 'Upgrade trade to 1.4.0 on canary',
    body: 'From 1.3.2.',
    maintainer_can_modify: false,
  });
  const pull = { ...repo, pull_number: opened.number };
  await octokit.request('GET /repos/{owner}/{repo}/pulls', { ...repo, state: 'all', head: `acme:${head}` });
  await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...pull, body: 'From 1.3.1.' });
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', pull);
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', pull);
  await octokit.request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', { ...repo, commit_sha: sha });
  await talkAboutReviews(cast, pull);
  await sandbox.deliveries.settled();
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', pull);
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/merge', pull).catch(unlessNotFound);
  await octokit.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
    ...pull,
    sha,
    merge_method: 'squash',
  });
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/merge', pull);
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', pull);
};

/** GitHub's way to say that a pull request is not merged. */
const unlessNotFound = (error: { readonly status?: number }): void => {
  if (error.status !== 404) throw error;
};

const talkAboutReviews = async (
  { octokit, ada, root }: Cast,
  pull: typeof repo & { readonly pull_number: number },
): Promise<void> => {
  const reviewers = ['ada'];
  const { data: pending } = await root.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', pull);
  await root.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/events', {
    ...pull,
    review_id: Number(pending.id),
    event: 'REQUEST_CHANGES',
    body: 'Not at the end of the month.',
  });
  await root.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals', {
    ...pull,
    review_id: Number(pending.id),
    message: 'The month is over.',
  });
  await octokit.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', { ...pull, reviewers });
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', pull);
  await octokit.request('DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', { ...pull, reviewers });
  const { data: review } = await ada.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    ...pull,
    event: 'APPROVE',
  });
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', pull);
  await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
    ...pull,
    review_id: Number(review.id),
  });
};
