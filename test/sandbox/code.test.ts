import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, startStage, type Stage } from './start.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.sandbox.close());

const repo = { owner: 'acme', repo: 'net' };
const tip = async (ref = 'heads/main') => (await stage.octokit.rest.git.getRef({ ...repo, ref })).data.object.sha;

test('files and folders are read as JSON and raw, at any ref', async () => {
  const { octokit, sandbox } = stage;
  const files = { 'nodes/ä b/k.yaml': 'a: 1\n', 'big.bin': Buffer.alloc(1_000_001) };
  const sha = await sandbox.seed.commit('acme/net', 'side', files, 'Side', 'ada');
  const read = (path: string, ref: string) => octokit.rest.repos.getContent({ ...repo, path, ref });
  const { data: file } = await read('nodes/ä b/k.yaml', 'side');
  if (!('content' in file)) throw new Error('not a file');
  expect(Buffer.from(file.content, 'base64').toString()).toBe('a: 1\n');
  expect((await read('nodes', sha)).data).toMatchObject([{ type: 'dir', name: 'ä b', path: 'nodes/ä b' }]);
  expect((await read('big.bin', 'side')).data).toMatchObject({ encoding: 'none', content: '', size: 1_000_001 });
  const raw = await octokit.rest.repos.getContent({ ...repo, path: 'README.md', mediaType: { format: 'raw' } });
  expect(raw.data).toBe('one\n');
  expect(await refusalOf(read('README.md', 'nowhere'))).toBe('404 Not Found');
  expect(await refusalOf(read('nowhere', 'main'))).toBe('404 Not Found');
  expect(await refusalOf(read('README.md', 'main~1'))).toBe('404 Not Found');
});

test('a file is written only by who knows what stands there', async () => {
  const { octokit } = stage;
  const put = (content: string, sha?: string) =>
    octokit.rest.repos.createOrUpdateFileContents({
      ...repo,
      path: 'README.md',
      message: 'Edit',
      content: Buffer.from(content).toString('base64'),
      ...(sha === undefined ? {} : { sha }),
    });
  const { data: before } = await octokit.rest.repos.getContent({ ...repo, path: 'README.md' });
  const sha = 'sha' in before ? before.sha : '';
  expect(await refusalOf(put('two'))).toMatch(/^422 .*"sha" wasn't supplied/s);
  expect(await refusalOf(put('two', 'f'.repeat(40)))).toMatch(/^409 README.md does not match/);
  const { data: written } = await put('two', sha);
  expect(written.commit.sha).toBe(await tip());
  expect(written.content?.sha).not.toBe(sha);
});

test('refs are created, moved forward or by force, found by prefix, and deleted', async () => {
  const { octokit, sandbox } = stage;
  const first = await tip();
  const second = await sandbox.seed.commit('acme/net', 'main', { a: '1' }, 'Second', 'ada');
  const create = (ref: string, sha: string) => octokit.rest.git.createRef({ ...repo, ref, sha });
  await create('refs/heads/cordage/trade-1.4.0/canary', second);
  expect(await refusalOf(create('refs/heads/cordage/trade-1.4.0/canary', second))).toBe('422 Reference already exists');
  expect(await refusalOf(create('heads/x', second))).toMatch(/^422 Reference name must start with/);
  expect(await refusalOf(create('refs/heads/x', 'f'.repeat(40)))).toBe('422 Object does not exist');
  expect(await refusalOf(create('refs/pull/9/head', second))).toMatch(/^422/);
  const ref = 'heads/cordage/trade-1.4.0/canary';
  const move = (sha: string, force = false) => octokit.rest.git.updateRef({ ...repo, ref, sha, force });
  expect(await refusalOf(move(first))).toBe('422 Update is not a fast forward');
  await move(first, true);
  const { data: found } = await octokit.rest.git.listMatchingRefs({ ...repo, ref: 'heads/cordage/' });
  expect(found.map((one) => [one.ref, one.object.sha])).toEqual([[`refs/${ref}`, first]]);
  await octokit.rest.git.deleteRef({ ...repo, ref });
  expect(await refusalOf(octokit.rest.git.deleteRef({ ...repo, ref }))).toBe('422 Reference does not exist');
  expect(await refusalOf(octokit.rest.git.deleteRef({ ...repo, ref: 'heads/main' }))).toMatch(
    /^422 Cannot delete the default/,
  );
});

test('commits are found by branch, tag and path, and compared', async () => {
  const { octokit, sandbox } = stage;
  const base = await tip();
  const ahead = await sandbox.seed.commit('acme/net', 'side', { 'a/b.txt': '1\n' }, 'Side', 'ada');
  await sandbox.seed.commit('acme/net', 'main', { 'c.txt': '1\n' }, 'Main', 'ada');
  await sandbox.seed.release({ repository: 'acme/net', tag: 'v1', target: 'side', login: 'ada' });
  const { data: tagged } = await octokit.rest.repos.getCommit({ ...repo, ref: 'tags/v1' });
  expect(tagged).toMatchObject({
    sha: ahead,
    author: { login: 'ada' },
    stats: { additions: 1 },
    files: [{ filename: 'a/b.txt' }],
  });
  const { data: commits } = await octokit.rest.repos.listCommits({ ...repo, sha: 'side', path: 'README.md' });
  expect(commits.map(({ sha }) => sha)).toEqual([base]);
  const { data: both } = await octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: 'main...side' });
  expect(both).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1, merge_base_commit: { sha: base } });
  expect(both.files?.map(({ filename, status }) => `${status} ${filename}`)).toEqual(['added a/b.txt']);
  expect(await refusalOf(octokit.rest.repos.getCommit({ ...repo, ref: 'nowhere' }))).toBe(
    '422 No commit found for SHA: nowhere',
  );
});

test('branch protection is set by administrators and shown to those who may see it', async () => {
  const { octokit, sandbox } = stage;
  const root = stage.as(sandbox.seed.user('root'));
  sandbox.seed.role('acme/net', 'root', 'admin');
  const rules = {
    required_status_checks: { strict: true, contexts: ['build'] },
    required_pull_request_reviews: { required_approving_review_count: 2 },
    enforce_admins: null,
    restrictions: null,
  };
  const set = (as: Stage['octokit']) => as.rest.repos.updateBranchProtection({ ...repo, branch: 'main', ...rules });
  expect(await refusalOf(set(stage.as(stage.ada)))).toBe('403 Must have admin rights to Repository.');
  expect(await refusalOf(set(octokit))).toBe('403 Resource not accessible by integration');
  await set(root);
  const { data } = await root.rest.repos.getBranchProtection({ ...repo, branch: 'main' });
  expect(data).toMatchObject({
    required_status_checks: { strict: true, contexts: ['build'] },
    required_pull_request_reviews: { required_approving_review_count: 2 },
    enforce_admins: { enabled: false },
  });
  const { data: branch } = await octokit.rest.repos.getBranch({ ...repo, branch: 'main' });
  expect(branch).toMatchObject({ protected: true, protection: { required_status_checks: { contexts: ['build'] } } });
  expect(await refusalOf(octokit.rest.repos.getBranch({ ...repo, branch: 'nowhere' }))).toBe('404 Branch not found');
});
