import type { Cast } from './cast.ts';

/** Who people are, and what they may. */
export const talkAboutPeople = async ({ octokit, ada }: Cast): Promise<void> => {
  await octokit.request('GET /users/{username}', { username: 'ada' });
  await octokit.request('GET /users/{username}', { username: 'cordage[bot]' });
  await ada.request('GET /user');
  await octokit.request('GET /orgs/{org}', { org: 'acme' });
  await octokit.request('GET /orgs/{org}/repos', { org: 'acme' });
  await octokit.request('GET /orgs/{org}/members/{username}', { org: 'acme', username: 'ada' });
  await octokit.request('GET /orgs/{org}/teams', { org: 'acme' });
  const team = { org: 'acme', team_slug: 'operators' };
  await octokit.request('GET /orgs/{org}/teams/{team_slug}', team);
  await octokit.request('GET /orgs/{org}/teams/{team_slug}/members', team);
  await octokit.request('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', { ...team, username: 'ada' });
  const person = { owner: 'acme', repo: 'net', username: 'ada' };
  await octokit.request('GET /repos/{owner}/{repo}/collaborators/{username}', person);
  await octokit.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', person);
};
