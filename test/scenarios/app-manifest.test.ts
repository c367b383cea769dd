import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { SUBSCRIBED } from '../../src/events/decode.ts';
import { networkFiles } from '../../src/sandbox/network.ts';
import { jar } from './stage.ts';
import { begin } from './story.ts';

type Access = 'read' | 'write';
type Manifest = { readonly default_permissions: Record<string, Access>; readonly default_events: readonly string[] };

const readManifest = async (): Promise<Manifest> =>
  parse(await readFile(new URL('../../app.yml', import.meta.url), 'utf8')) as Manifest;

it('app.yml asks for the events that are handled', async () => {
  expect(new Set((await readManifest()).default_events)).toEqual(new Set(SUBSCRIBED));
});

it('app.yml asks for the permissions that a whole life uses, and for no more', async () => {
  const { 'cordage.yaml': config = '' } = await networkFiles({ nodes: 1 });
  const policy = 'permissions: {approve: {teams: operators}}\n';
  const story = await begin({ nodes: 3, files: { 'cordage.yaml': `${config}${policy}` } });
  story.sandbox.seed.team('acme', 'operators', ['rob']);
  await story.release('v1.3.9', { assets: { 'trade-1.3.9.jar': jar(7) } });
  await story.release('v1.4.0');
  const head = await story.commit({ 'cordage.yaml': 'network: [' }, 'typo');
  await story.olivia('POST', '/pulls', { head: 'typo', base: 'main', title: 'Typo', body: '' });
  expect(story.check('cordage/config', head)).toMatch(/^failure/);
  const [comment] = story.pulls()[1]?.comments.keys() ?? [];
  await story.olivia('PATCH', `/issues/comments/${comment}`, { body: 'Mine.' });
  const issue = await story.issue('olivia', 'Who is where?');
  await story.say('olivia', issue, '/rollout status');
  await story.say('olivia', 2, '/rollout canary');
  await story.approve('rob', 2);
  await story.wait(120_000);
  expect(story.standing()).toEqual([
    '1 closed, canary: closed, superseded by 1.4.0',
    '2 merged, canary: live, soaking until <time>',
    '3 open, ',
  ]);
  expect(story.replies(issue)).toHaveLength(1);

  const used = new Map<string, Access>();
  for (const permission of [...story.sandbox.world.permissionsUsed].toSorted()) {
    const [name = '', access] = permission.split(':');
    if (used.get(name) !== 'write') used.set(name, access === 'write' ? 'write' : 'read');
  }
  expect(Object.fromEntries(used)).toEqual((await readManifest()).default_permissions);
  await story.end();
});
