import { expect, it } from 'vitest';
import { RetryLater } from '../../src/github/errors.ts';
import { isBot, isTeamMember, loadRole } from '../../src/github/people.ts';
import { connect, connectTo, NET } from './connect.ts';

it('finds the role of a person by whatever way they have it', async () => {
  const { cordage, sandbox } = await connect();
  const { seed } = sandbox;
  const roles = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
  for (const role of roles) {
    seed.user(`has-${role}`);
    seed.role(NET, `has-${role}`, role);
  }
  for (const role of roles) expect(await loadRole(cordage, NET, `has-${role}`)).toBe(role);
  seed.user('owner');
  seed.member('acme', 'owner', 'admin');
  expect(await loadRole(cordage, NET, 'OWNER')).toBe('admin');
  seed.user('anybody');
  expect(await loadRole(cordage, NET, 'anybody')).toBe('read');
  expect(await loadRole(cordage, NET, 'nobody')).toBe('none');
});

it('who has no right in a private repository has no role', async () => {
  const { cordage, sandbox, installationId } = await connect();
  await sandbox.seed.repository({ owner: 'acme', name: 'secret', private: true, files: { a: 'a' } });
  sandbox.seed.select(installationId, 'all', 'ada');
  sandbox.seed.user('eve');
  expect(await loadRole(cordage, 'acme/secret', 'eve')).toBe('none');
});

it.each([
  [
    'a role of their own making counts as what it is built on',
    200,
    { role_name: 'operator', permission: 'write' },
    'write',
  ],
  ['a name of GitHub’s counts before it', 200, { role_name: 'maintain', permission: 'write' }, 'maintain'],
  ['a role that nothing is known of is none', 200, { role_name: 'operator', permission: 'superuser' }, 'none'],
  ['an answer without the documented fields is none', 200, {}, 'none'],
  ['what GitHub will not tell is none', 403, { message: 'Resource not accessible by integration' }, 'none'],
  ['a login that cannot be is none', 422, { message: 'Validation Failed' }, 'none'],
])('%s', async (_name, status, body, role) => {
  const { octokit } = await connectTo(() => ({ status, body }));
  expect(await loadRole(octokit, NET, 'ada')).toBe(role);
});

it('members of a team are found by its slug; nobody else is one', async () => {
  const { cordage, sandbox } = await connect();
  const { seed } = sandbox;
  for (const login of ['olivia', 'eve']) seed.user(login);
  seed.team('acme', 'operators', ['olivia']);
  const ask = (slug: string, login: string) => isTeamMember(cordage, 'acme', slug, login);
  expect(await Promise.all([ask('operators', 'olivia'), ask('operators', 'eve'), ask('nowhere', 'olivia')])).toEqual([
    true,
    false,
    false,
  ]);
  expect(await isTeamMember(cordage, 'ada', 'operators', 'olivia')).toBe(false);
});

it.each([
  ['invited only', 200, { state: 'pending', role: 'member' }, false],
  ['active', 200, { state: 'active', role: 'maintainer' }, true],
  ['refused', 403, { message: 'Resource not accessible by integration' }, false],
])('a member who is %s', async (_name, status, body, member) => {
  const { octokit } = await connectTo(() => ({ status, body }));
  expect(await isTeamMember(octokit, 'acme', 'operators', 'olivia')).toBe(member);
});

it('no answer is no "no": the pass waits for one', async () => {
  const { cordage, sandbox } = await connect();
  sandbox.faults.add({ path: /permission$/, status: 502 });
  await expect(loadRole(cordage, NET, 'ada')).rejects.toThrow(RetryLater);
  sandbox.faults.add({ path: /memberships/, status: 429, headers: { 'retry-after': '7' } });
  await expect(isTeamMember(cordage, 'acme', 'operators', 'ada')).rejects.toMatchObject({ retryAfterMs: 7000 });
});

it('people are people', () => {
  expect([{ type: 'User' }, { type: 'Bot' }, { type: 'Mannequin' }, {}, null, undefined].map(isBot)).toEqual([
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
});
