import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { SUBSCRIBED } from '../../src/events/decode.ts';
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
  const story = await begin();
  await story.release('v1.3.9', { assets: { 'trade-1.3.9.jar': jar(7) } });
  await story.release('v1.4.0');
  const head = await story.commit({ 'cordage.yaml': 'network: [' }, 'typo');
  await story.olivia('POST', '/pulls', { head: 'typo', base: 'main', title: 'Typo', body: '' });
  expect(story.check('cordage/config', head)).toMatch(/^failure/);
  const [comment] = story.pulls()[1]?.comments.keys() ?? [];
  await story.olivia('PATCH', `/issues/comments/${comment}`, { body: 'Mine.' });
  await story.sweep();
  const node = await story.fileAt('main', 'nodes/party-0001/kustomization.yaml');
  await story.commit({ 'nodes/party-0001/kustomization.yaml': node.replace('1.3.2', '1.4.0') });
  expect(story.seen()).toMatchObject([{ state: 'closed' }, { state: 'closed' }, { state: 'open' }]);

  const used = new Map<string, Access>();
  for (const permission of [...story.sandbox.world.permissionsUsed].toSorted()) {
    const [name = '', access] = permission.split(':');
    used.set(name, access === 'write' ? 'write' : 'read');
  }
  expect(Object.fromEntries(used)).toEqual((await readManifest()).default_permissions);
  await story.end();
});
