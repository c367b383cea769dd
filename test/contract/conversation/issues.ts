import type { Cast } from './cast.ts';

const repo = { owner: 'acme', repo: 'net' };

/** Issues, their labels, comments and reactions. */
export const talkAboutIssues = async (cast: Cast): Promise<void> => {
  const { octokit } = cast;
  const { data: opened } = await octokit.request('POST /repos/{owner}/{repo}/issues', {
    ...repo,
    title: 'Freeze at the end of the month',
    body: 'From the 28th.',
    labels: ['freeze'],
  });
  const issue = { ...repo, issue_number: opened.number };
  await octokit.request('GET /repos/{owner}/{repo}/issues', { ...repo, state: 'all' });
  await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', issue);
  await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/reactions', { ...issue, content: 'eyes' });
  const { data: reactions } = await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/reactions', issue);
  await octokit.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/reactions/{reaction_id}', {
    ...issue,
    reaction_id: reactions[0]?.id ?? 0,
  });
  await talkAboutComments(cast, issue);
  await talkAboutLabels(cast, issue);
  await octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
    ...issue,
    state: 'closed',
    state_reason: 'completed',
  });
};

type Issue = typeof repo & { readonly issue_number: number };

const talkAboutComments = async ({ octokit, ada }: Cast, issue: Issue): Promise<void> => {
  const { data: made } = await ada.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...issue,
    body: '/rollout canary',
  });
  const comment = { ...repo, comment_id: made.id };
  await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', issue);
  await octokit.request('GET /repos/{owner}/{repo}/issues/comments', repo);
  await octokit.request('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', comment);
  const { data: reaction } = await octokit.request(
    'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
    { ...comment, content: '+1' },
  );
  await octokit.request('GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', comment);
  await octokit.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}', {
    ...comment,
    reaction_id: reaction.id,
  });
  await ada.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...comment, body: 'Never mind.' });
  await ada.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', comment);
};

const talkAboutLabels = async ({ octokit }: Cast, issue: Issue): Promise<void> => {
  await octokit.request('POST /repos/{owner}/{repo}/labels', { ...repo, name: 'cordage', color: '0e8a16' });
  const label = { ...repo, name: 'cordage' };
  await octokit.request('GET /repos/{owner}/{repo}/labels', repo);
  await octokit.request('GET /repos/{owner}/{repo}/labels/{name}', label);
  await octokit.request('PATCH /repos/{owner}/{repo}/labels/{name}', { ...label, description: 'Opened by Cordage' });
  await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...issue, labels: ['cordage'] });
  await octokit.request('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    ...issue,
    labels: ['cordage', 'hold'],
  });
  await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', issue);
  await octokit.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', { ...issue, name: 'hold' });
  await octokit.request('DELETE /repos/{owner}/{repo}/labels/{name}', label);
};
