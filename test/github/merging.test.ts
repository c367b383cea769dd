import { expect, it } from 'vitest';
import { loadMergeable, loadMerging } from '../../src/github/merging.ts';
import { RetryLater } from '../../src/github/errors.ts';
import { connect, connectTo, NET, REPO } from './connect.ts';

const ANY = { methods: ['merge', 'squash', 'rebase'], queue: false, requiredChecks: [] } as const;

it('a branch without rules takes pull requests in every way', async () => {
  const { cordage } = await connect();
  expect(await loadMerging(cordage, NET, 'main')).toEqual(ANY);
});

it('knows the checks that branch protection requires, of a branch of any name', async () => {
  const { cordage, sandbox, commit } = await connect();
  await commit('release/2026');
  sandbox.seed.protection(NET, 'release/2026', { checks: ['build', 'lint'] });
  expect(await loadMerging(cordage, NET, 'release/2026')).toMatchObject({ requiredChecks: ['build', 'lint'] });
  expect(await loadMerging(cordage, NET, 'main')).toEqual(ANY);
});

it('knows what rulesets and settings demand together', async () => {
  const { cordage, sandbox } = await connect();
  sandbox.seed.protection(NET, 'main', { checks: ['build'] });
  sandbox.seed.rules(NET, 'main', { checks: ['scan'], methods: ['squash', 'rebase'], mergeQueue: true });
  sandbox.seed.merging(NET, { squash: false });
  expect(await loadMerging(cordage, NET, 'main')).toEqual({
    methods: ['rebase'],
    queue: true,
    requiredChecks: ['build', 'scan'],
  });
});

type Said = { readonly settings?: object; readonly contexts?: readonly string[]; readonly rules?: readonly object[] };

const connectSaying = ({ settings = {}, contexts, rules = [] }: Said) =>
  connectTo((path) => {
    if (path.startsWith('/repos/acme/net/rules/branches/main')) return { body: rules };
    if (path === '/repos/acme/net') return { body: settings };
    const protection = contexts && { enabled: true, required_status_checks: { contexts } };
    return { body: { name: 'main', ...(protection ? { protection } : {}) } };
  });

const rule = (type: string, parameters?: object) => ({ type, ...(parameters ? { parameters } : {}) });
const requires = (...contexts: string[]) =>
  rule('required_status_checks', { required_status_checks: contexts.map((context) => ({ context })) });

it.each<[string, Said, object]>([
  ['nothing is said', {}, ANY],
  [
    'all is allowed',
    { settings: { allow_merge_commit: true, allow_squash_merge: true, allow_rebase_merge: true } },
    ANY,
  ],
  ['no merge commits', { settings: { allow_merge_commit: false } }, { ...ANY, methods: ['squash', 'rebase'] }],
  [
    'squash only',
    { settings: { allow_merge_commit: false, allow_squash_merge: true, allow_rebase_merge: false } },
    { ...ANY, methods: ['squash'] },
  ],
  ['a linear history', { rules: [rule('required_linear_history')] }, { ...ANY, methods: ['squash', 'rebase'] }],
  [
    'rulesets that leave one method',
    {
      rules: [
        rule('pull_request', { allowed_merge_methods: ['squash', 'merge'] }),
        rule('pull_request', { allowed_merge_methods: ['rebase', 'squash'] }),
        rule('pull_request', {}),
      ],
    },
    { ...ANY, methods: ['squash'] },
  ],
  [
    'a method that the settings forbid and a ruleset allows',
    { settings: { allow_rebase_merge: false }, rules: [rule('pull_request', { allowed_merge_methods: ['rebase'] })] },
    { ...ANY, methods: [] },
  ],
  ['a merge queue', { rules: [rule('merge_queue', { merge_method: 'SQUASH' })] }, { ...ANY, queue: true }],
  [
    'checks required twice',
    {
      contexts: ['build', 'lint'],
      rules: [requires('lint', 'scan'), requires('scan'), rule('required_status_checks')],
    },
    { ...ANY, requiredChecks: ['build', 'lint', 'scan'] },
  ],
  ['a rule that nobody knows yet', { rules: [rule('required_weather', { sunny: true })] }, ANY],
])('%s', async (_name, said, merging) => {
  const { octokit } = await connectSaying(said);
  expect(await loadMerging(octokit, NET, 'main')).toEqual(merging);
});

it.each([
  ['a GitHub without rulesets', 404, 'Not Found'],
  ['a plan without rulesets', 403, 'Upgrade to GitHub Pro or make this repository public to enable this feature.'],
])('%s has none', async (_name, status, message) => {
  const { octokit } = await connectTo((path) =>
    path.includes('/rules/') ? { status, body: { message } } : { body: { name: 'main' } },
  );
  expect(await loadMerging(octokit, NET, 'main')).toEqual(ANY);
});

it('rules that cannot be had now are waited for', async () => {
  const { cordage, sandbox } = await connect();
  sandbox.faults.add({ path: /\/rules\/branches\/main/, status: 503 });
  await expect(loadMerging(cordage, NET, 'main')).rejects.toThrow(RetryLater);
});

it('mergeability is uncertain until GitHub has worked it out, and anew when the base moved', async () => {
  const { cordage, sandbox, octokit, commit } = await connect();
  const write = (branch: string, text: string) =>
    sandbox.seed.commit(NET, branch, { 'README.md': text }, 'Change', 'ada');
  await write('change', 'changed\n');
  await octokit.rest.pulls.create({ ...REPO, head: 'change', base: 'main', title: 'Change' });
  const ask = () => loadMergeable(cordage, NET, 1);
  expect(await ask()).toBe('unknown');
  await expect.poll(ask).toBe('yes');
  sandbox.seed.protection(NET, 'main', { approvals: 1 });
  expect(await ask()).toBe('blocked');
  sandbox.seed.protection(NET, 'main', { checks: ['build'], strict: true });
  await commit('main');
  await expect.poll(ask).toBe('behind');
  await write('main', 'otherwise\n');
  await expect.poll(ask).toBe('conflict');
});

it.each([
  [null, 'unknown', 'unknown'],
  [true, 'unknown', 'unknown'],
  [true, 'clean', 'yes'],
  [true, 'unstable', 'yes'],
  [true, 'has_hooks', 'yes'],
  [true, 'draft', 'yes'],
  [true, 'behind', 'behind'],
  [true, 'blocked', 'blocked'],
  [true, 'dirty', 'conflict'],
  [false, 'dirty', 'conflict'],
  [false, 'blocked', 'conflict'],
])('mergeable %s in state %s is %s', async (mergeable, mergeable_state, verdict) => {
  const { octokit } = await connectTo(() => ({ body: { mergeable, mergeable_state } }));
  expect(await loadMergeable(octokit, NET, 1)).toBe(verdict);
});
