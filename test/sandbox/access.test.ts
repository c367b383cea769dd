import { afterEach, beforeEach, expect, test } from 'vitest';
import { octokitWith, refusalOf, startStage, type Stage } from './start.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
  const { seed } = stage.sandbox;
  await seed.repository({ owner: 'acme', name: 'secret', private: true, files: { 'a.txt': 'a' } });
  await seed.repository({ owner: 'acme', name: 'open', files: { 'a.txt': 'a' } });
});
afterEach(() => stage.sandbox.close());

const net = { owner: 'acme', repo: 'net' };
const secret = { owner: 'acme', repo: 'secret' };
const open = { owner: 'acme', repo: 'open' };

test('an installation sees its repositories, reads public ones, and learns nothing of others', async () => {
  const { octokit } = stage;
  expect(await refusalOf(octokit.rest.repos.get(net))).toBe('no refusal');
  expect(await refusalOf(octokit.rest.repos.get(open))).toBe('no refusal');
  expect(await refusalOf(octokit.rest.repos.listReleases(open))).toBe('no refusal');
  expect(await refusalOf(octokit.rest.repos.get(secret))).toBe('404 Not Found');
  expect(await refusalOf(octokit.rest.issues.create({ ...secret, title: 'x' }))).toBe('404 Not Found');
  expect(await refusalOf(octokit.rest.issues.create({ ...open, title: 'x' }))).toBe(
    '403 Resource not accessible by integration',
  );
});

test('without login nothing is written, and nothing private is seen', async () => {
  const anybody = octokitWith(stage.sandbox.apiUrl, undefined);
  expect(await refusalOf(anybody.rest.repos.get(net))).toBe('no refusal');
  // Octokit puts its own words over GitHub's when it has no token.
  expect(await refusalOf(anybody.rest.repos.get(secret))).toMatch(/^404/);
  expect(await refusalOf(anybody.rest.issues.create({ ...net, title: 'x' }))).toMatch(/^401/);
  const wrong = octokitWith(stage.sandbox.apiUrl, { token: 'ghp_wrong' });
  expect(await refusalOf(wrong.rest.repos.get(net))).toBe('401 Bad credentials');
});

test.each([
  [null, ['404', '404', '404', '404']],
  ['read', ['no', 'no', '403', '403']],
  ['triage', ['no', 'no', 'no', '403']],
  ['write', ['no', 'no', 'no', 'no']],
] as const)('a person with the role %s reads, asks, labels and branches as far as it goes', async (role, refusals) => {
  const { seed } = stage.sandbox;
  const octokit = stage.as(seed.user('bob'));
  seed.role('acme/secret', 'bob', role);
  const root = stage.as(seed.user('root'));
  seed.member('acme', 'root', 'admin');
  const { sha } = (await root.rest.git.getRef({ ...secret, ref: 'heads/main' })).data.object;
  const answers = [
    await refusalOf(octokit.rest.repos.get(secret)),
    await refusalOf(octokit.rest.issues.create({ ...secret, title: 'x' })),
    await refusalOf(octokit.rest.issues.createLabel({ ...secret, name: 'x' })),
    await refusalOf(octokit.rest.git.createRef({ ...secret, ref: 'refs/heads/x', sha })),
  ];
  expect(answers.map((answer) => answer.split(' ')[0])).toEqual(refusals);
});

test('permission of a person: role, team of the organization, owner', async () => {
  const { seed } = stage.sandbox;
  for (const login of ['bob', 'eve', 'olga']) seed.user(login);
  seed.role('acme/net', 'bob', 'maintain');
  seed.member('acme', 'olga', 'admin');
  seed.team('acme', 'operators', ['bob']);
  const ask = async (username: string) => {
    const { data } = await stage.octokit.rest.repos.getCollaboratorPermissionLevel({ ...net, username });
    return `${data.permission}/${data.role_name}`;
  };
  expect([await ask('bob'), await ask('eve'), await ask('olga')]).toEqual([
    'write/maintain',
    'read/read',
    'admin/admin',
  ]);
  expect(await refusalOf(ask('nobody'))).toBe('404 Not Found');
  const team = { org: 'acme', team_slug: 'operators' };
  const { data: bob } = await stage.octokit.rest.teams.getMembershipForUserInOrg({ ...team, username: 'bob' });
  expect(bob).toMatchObject({ state: 'active', role: 'member' });
  expect(await refusalOf(stage.octokit.rest.teams.getMembershipForUserInOrg({ ...team, username: 'eve' }))).toBe(
    '404 Not Found',
  );
});

test('the permissions that were needed are noted, so that app.yml can be held against them', async () => {
  const { octokit, sandbox } = stage;
  await octokit.rest.issues.create({ ...net, title: 'x' });
  await octokit.rest.repos.listReleases(net);
  await octokit.rest.issues.createComment({ ...net, issue_number: 1, body: 'b' });
  expect([...sandbox.world.permissionsUsed].sort()).toEqual(['contents:read', 'issues:write']);
});

test('an archived repository is read-only, and issues can be turned off', async () => {
  const { sandbox, octokit } = stage;
  await sandbox.seed.repository({ owner: 'acme', name: 'bare', files: { a: '1' }, issues: false });
  expect(await refusalOf(stage.as(stage.ada).rest.issues.create({ owner: 'acme', repo: 'bare', title: 'x' }))).toBe(
    '410 Issues are disabled for this repo',
  );
  const repository = sandbox.world.repositories.get('acme/net');
  if (repository) repository.archived = true;
  expect(await refusalOf(octokit.rest.issues.create({ ...net, title: 'x' }))).toBe(
    '403 Repository was archived so is read-only.',
  );
});
