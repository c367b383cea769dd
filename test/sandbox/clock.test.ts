import { afterEach, beforeEach, expect, test } from 'vitest';
import { octokitWith, startStage, type Stage } from './start.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

let stage: Stage;
let now: number;
let machineNow: number;
beforeEach(async () => {
  now = Date.UTC(2031, 0, 1, 12);
  machineNow = Date.now();
  stage = await startStage({ now: () => now, machineNow: () => machineNow });
});
afterEach(() => stage.sandbox.close());

const repo = { owner: 'acme', repo: 'net' };
const at = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

test('what happens is dated by the world’s clock, and tokens and limits by the machine’s', async () => {
  const { octokit, app, installationId } = stage;
  const { data: issue } = await octokit.rest.issues.create({ ...repo, title: 'First' });
  now += YEAR_MS;
  const { data: comment, headers } = await octokit.rest.issues.createComment({
    ...repo,
    issue_number: issue.number,
    body: 'a year later',
  });
  expect([issue.created_at, comment.created_at]).toEqual([at(now - YEAR_MS), at(now)]);
  const { data: token } = await app.rest.apps.createInstallationAccessToken({ installation_id: installationId });
  const expiresMs = Date.parse(token.expires_at) - machineNow;
  expect([expiresMs > HOUR_MS - 2000, expiresMs <= HOUR_MS]).toEqual([true, true]);
  const resetMs = Number(headers['x-ratelimit-reset']) * 1000 - machineNow;
  expect([resetMs > 0, resetMs <= HOUR_MS + 1000]).toEqual([true, true]);
  machineNow += HOUR_MS;
  const late = octokitWith(stage.sandbox.apiUrl, { token: token.token });
  await expect(late.rest.repos.get(repo)).rejects.toThrow('Bad credentials');
});

test('commits, pull requests, reviews, checks, deployments and releases are of the world’s time', async () => {
  const { octokit, as, ada, sandbox } = stage;
  const head_sha = await sandbox.seed.commit('acme/net', 'change', { a: '1' }, 'Change', 'ada');
  await octokit.rest.pulls.create({ ...repo, head: 'change', base: 'main', title: 'T' });
  const pull = { ...repo, pull_number: 1 };
  now += 1000;
  const { data: review } = await as(ada).rest.pulls.createReview({ ...pull, event: 'APPROVE' });
  const { data: check } = await octokit.rest.checks.create({ ...repo, name: 'c', head_sha, conclusion: 'success' });
  now += 1000;
  const { data: deployed } = await octokit.rest.repos.createDeployment({ ...repo, ref: 'main', required_contexts: [] });
  const { data: merged } = await octokit.rest.pulls.merge(pull);
  const { data: commit } = await octokit.rest.repos.getCommit({ ...repo, ref: merged.sha });
  const { data: after } = await octokit.rest.pulls.get(pull);
  now += 1000;
  await sandbox.seed.release({ repository: 'acme/net', tag: 'v1', login: 'ada' });
  const { data: release } = await octokit.rest.repos.getLatestRelease(repo);
  const begun = now - 3000;
  expect([after.created_at, review.submitted_at, check.completed_at, after.merged_at].map((time) => time)).toEqual(
    [begun, begun + 1000, begun + 1000, begun + 2000].map(at),
  );
  expect(commit.commit.committer?.date).toBe(at(begun + 2000));
  expect('created_at' in deployed && deployed.created_at).toBe(at(begun + 2000));
  expect(release.published_at).toBe(at(now));
});

test('comments of a repository are listed since they were changed, in pages', async () => {
  const { octokit } = stage;
  const { data: issue } = await octokit.rest.issues.create({ ...repo, title: 'Talk' });
  const target = { ...repo, issue_number: issue.number };
  const ids: number[] = [];
  for (const body of ['one', 'two', 'three']) {
    now += 1500;
    ids.push((await octokit.rest.issues.createComment({ ...target, body })).data.id);
  }
  const begun = now;
  const list = async (query: Record<string, string | number>) => {
    const comments = await octokit.paginate(octokit.rest.issues.listCommentsForRepo, { ...repo, ...query });
    return comments.map(({ body }) => body);
  };
  expect(await list({ since: at(Math.floor(begun / 1000) * 1000) })).toEqual(['three']);
  now += 60_000;
  await octokit.rest.issues.updateComment({ ...repo, comment_id: ids[0] ?? 0, body: 'one, edited' });
  expect(await list({ since: at(begun + 1000) })).toEqual(['one, edited']);
  expect(await list({ per_page: 1 })).toEqual(['one, edited', 'two', 'three']);
  expect(await list({ sort: 'updated', per_page: 2 })).toEqual(['two', 'three', 'one, edited']);
  expect(await list({ sort: 'created', direction: 'desc' })).toEqual(['three', 'two', 'one, edited']);
  // GitHub: "Ignored without the `sort` parameter."
  expect(await list({ direction: 'desc' })).toEqual(['one, edited', 'two', 'three']);
});
