import { expect, it } from 'vitest';
import { gitText } from '../../src/sandbox/github/git.ts';
import { networkFiles } from '../../src/sandbox/network.ts';
import { MANIFESTS, steady } from './stage.ts';
import { begin, type Story } from './story.ts';

/** A network in which a team lets rollouts go on, and mallory owns one node. */
const governed = async (): Promise<Record<string, string>> => {
  const { 'cordage.yaml': config = '', ...files } = await networkFiles({ nodes: 3 });
  const node = 'nodes/party-0002/kustomization.yaml';
  return {
    [node]: files[node]?.replace(/^( *)ring: early$/m, '$1ring: early\n$1cordage.io/owner: mallory') ?? '',
    'cordage.yaml': `${config}
permissions: {rollout: {teams: [release-managers]}, hold: {role: maintain, owners: true}}
owners: {label: cordage.io/owner}
`,
  };
};

it('everybody does what he may, and is told what else it takes', async () => {
  const story = await begin({ nodes: 3, files: await governed() });
  story.sandbox.seed.team('acme', 'release-managers', ['rob']);
  await story.release('v1.4.0');
  await Promise.all([
    story.say('mallory', 1, '/rollout canary'),
    story.say('olivia', 1, '/rollout canary'),
    story.say('rob', 1, '/override soak "in a hurry"'),
    story.say('mallory', 1, '/hold party-0003 "not hers"'),
    story.say('mallory', 1, '/hold party-0002 "audit"'),
    story.say('rob', 1, '/rollout canary'),
  ]);
  expect(story.replies(1).map((reply) => reply.split('\n\n')[1])).toEqual([
    'Not done: letting a rollout go on in ring canary needs membership in the team release-managers; you have the role read. Ask anyone in the team release-managers.',
    'Not done: letting a rollout go on in ring canary needs membership in the team release-managers; you have the role maintain. Ask anyone in the team release-managers.',
    'Not done: `/override` in ring canary needs the role admin on this repository; you have the role write. Ask anyone with the role admin.',
    'Not done: `/hold` or `/unhold` in ring all needs the role maintain on this repository or ownership of all nodes concerned; you have the role read and own 0 of 1 node. Ask anyone with the role maintain or whoever owns all the nodes.',
  ]);
  expect((await story.journal()).slice(-2)).toEqual([
    'mallory: hold party-0002, "audit"',
    'rob: rollout trade@1.4.0 up to canary',
  ]);

  await story.approve('rob', 1);
  expect(story.standing()).toEqual(['1 open, canary: waiting for approval']);
  expect(story.comments(1)[0]).toContain('Anyone with the role write but rob, who asked for it, can approve.');
  await story.approve('olivia', 1);
  expect(story.standing()).toEqual(['1 merged, canary: 0 of 1 live, 1 syncing']);
  await story.end();
});

it('a word counts for the commit that its author saw', async () => {
  const story = await begin({ nodes: 3 });
  await story.release('v1.4.0');
  await story.say('olivia', 1, '/rollout canary');
  await story.app().stop();
  await story.say('olivia', 1, '/rollout all');
  await story.commit({ 'nodes/party-0001/note.txt': 'Also this.\n' }, 'cordage/trade-1.4.0/canary');
  await story.startApp();
  expect(story.replies(1)).toEqual([
    expect.stringContaining('was pushed after you wrote this, or at the same moment. Look at the change and repeat'),
  ]);
  expect(await story.journal()).toEqual([
    'olivia: rollout trade@1.4.0 up to canary',
    'olivia: refused on #1, /rollout all',
  ]);
  expect(story.standing()).toEqual(['1 open, canary: in the hands of a person']);
  expect(story.comments(1)[0]).toMatch(
    /The word of olivia to go on up to canary was for commit \w{10}; \w{10} was pushed since\./,
  );
  await story.end();
});

/** Puts a commit on the journal as a person with a clone of it can, in the words of an entry. */
const forge = async (story: Story, subject: string): Promise<void> => {
  const dir = story.sandbox.world.repositories.get(MANIFESTS)?.dir ?? '';
  const anna = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'anna'],
    [`GIT_${role}_EMAIL`, 'anna@example.com'],
  ]);
  const journal = 'refs/cordage/journal';
  const env: Record<string, string> = Object.fromEntries(anna);
  const forged = await gitText(dir, ['commit-tree', `${journal}^{tree}`, '-p', journal, '-m', subject], { env });
  await gitText(dir, ['update-ref', journal, forged]);
};

it('what looks like Cordage’s and is not changes nothing, and is shown', async () => {
  const story = await begin({ nodes: 3 });
  await story.release('v1.4.0');
  const repository = story.sandbox.world.repositories.get(MANIFESTS);
  const [comment] = [...(repository?.issues.get(1)?.comments.values() ?? [])];
  await story.anna('PATCH', `/issues/comments/${comment?.id}`, { body: `${comment?.body}\n\n**canary: done**` });
  await story.anna('POST', '/issues/1/labels', { labels: ['ring:all'] });
  await forge(story, 'olivia: rollout trade@1.4.0 up to all');
  await story.approve('rob', 1);

  expect(story.standing()).toEqual(['1 open, canary: ready, waiting for `/rollout canary`']);
  const told = steady(story.comments(1)[0] ?? '');
  expect(told).not.toContain('done');
  expect(told).toContain('Labels change nothing. Not put here by Cordage: `ring:all`.');
  expect(told).toContain('somebody: changed the status comment of pull request 1; that changes nothing');
  expect(story.check('cordage/config', await story.tip())).toBe('success: 0 errors, 1 warning');
  const warning = [...(repository?.checkRuns.values() ?? [])].findLast(({ name }) => name === 'cordage/config');
  expect(warning?.summary).toMatch(/commit `\w{10}` by anna in the journal counts for nothing/);
  await story.end();
});
