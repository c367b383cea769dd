import { expect, it } from 'vitest';
import { MANIFESTS } from './stage.ts';
import { begin, type Story } from './story.ts';

const FINE = 'success: No problems in 11 nodes in 3 rings';

/** `file:line level` of every annotation of the newest `cordage/config` on a commit, and what is said there. */
const notesOn = (story: Story, commit: string): readonly string[] => {
  const runs = [...(story.sandbox.world.repositories.get(MANIFESTS)?.checkRuns.values() ?? [])];
  const newest = runs.findLast(({ name, headSha }) => name === 'cordage/config' && headSha === commit);
  return (newest?.annotations ?? []).map((note) => {
    const [message = ''] = note.message.split('\n');
    return `${note.path}:${note.start_line} ${note.annotation_level}: ${message}`;
  });
};

const edited = async (story: Story, edit: (config: string) => string): Promise<Record<string, string>> => ({
  'cordage.yaml': edit(await story.fileAt('main', 'cordage.yaml')),
});

const withoutUnit = (config: string): string => config.replace('soak: 30m', 'soak: 30');

it('a commit that breaks cordage.yaml fails at its line; nothing moves until it is mended', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  const broken = await story.commit(await edited(story, withoutUnit));
  expect(story.check('cordage/config', broken)).toBe('failure: 1 error, 0 warnings');
  expect(notesOn(story, broken)).toEqual(['cordage.yaml:15 failure: ring "canary": soak "30" has no unit.']);

  await story.release('v1.4.1');
  await story.commit({ 'docs/note.md': 'unrelated\n' });
  expect(story.check('cordage/config', await story.tip())).toBeUndefined();
  expect(story.seen()).toMatchObject([{ state: 'open', title: 'Upgrade trade to 1.4.0 on canary (1 node)' }]);

  const mended = await story.commit(await edited(story, (config) => config.replace('soak: 30}', 'soak: 30m}')));
  expect(story.check('cordage/config', mended)).toBe(FINE);
  expect(story.seen()).toMatchObject([
    { state: 'closed', told: 'canary: closed, superseded by 1.4.1' },
    { state: 'open', title: 'Upgrade trade to 1.4.1 on canary (1 node)' },
  ]);
  await story.end();
});

it('pull requests that change cordage.yaml are judged before they are merged, others are not', async () => {
  const story = await begin();
  const propose = async (branch: string, files: Record<string, string>): Promise<string> => {
    const head = await story.commit(files, branch);
    await story.olivia('POST', '/pulls', { head: branch, base: 'main', title: branch, body: '' });
    return head;
  };
  const fine = await propose('soak', await edited(story, (config) => config.replace('30m', '1h')));
  const other = await propose('docs', { 'docs/note.md': 'unrelated\n' });
  const broken = await propose('typo', await edited(story, withoutUnit));
  const gone = await propose('gone', await edited(story, (config) => config.replace('nodes/*/', 'node/*/')));
  expect(story.check('cordage/config', fine)).toBe(FINE);
  expect(story.check('cordage/config', other)).toBeUndefined();
  expect(story.check('cordage/config', broken)).toBe('failure: 1 error, 0 warnings');
  expect(notesOn(story, broken)).toHaveLength(1);
  expect(notesOn(story, gone)[0]).toContain('failure: the glob "node/*/kustomization.yaml" matches no YAML file');

  const mended = await story.commit(await edited(story, (config) => config.replace('30m', '45m')), 'typo');
  expect(story.check('cordage/config', mended)).toBe(FINE);
  await story.end();
});

it('problems of the network are told on the newest commit until they are gone, and stop what they concern', async () => {
  const story = await begin();
  const node = await story.fileAt('main', 'nodes/party-0001/kustomization.yaml');
  const rings = await edited(story, (config) =>
    config
      .replace('nodes: nodes/*/kustomization.yaml', 'nodes: [nodes/*/kustomization.yaml, more/*/kustomization.yaml]')
      .replace('rings:\n', 'rings:\n  - {name: first, nodes: {names: party-0001}}\n'),
  );
  const commit = await story.commit({ ...rings, 'more/party-0002/kustomization.yaml': node });
  expect(story.check('cordage/config', commit)).toMatch(/^failure: 2 errors/);
  expect(notesOn(story, commit)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('there are two nodes "party-0002": the other is more/party-0002/kustomization.yaml'),
      expect.stringContaining('node "party-0001" is in 2 rings: first, canary'),
    ]),
  );
  await story.release('v1.4.0');
  // What nothing is wrong with moves.
  expect(story.body(1)).toContain('  `party-0002`\n');
  expect(story.body(1)).not.toContain('`party-0001`');

  const mended = await story.commit({
    ...(await edited(story, (config) => config.replace(/^.*name: first.*\n/m, ''))),
    'more/party-0002/kustomization.yaml': node.replaceAll('party-0001', 'party-0099'),
    'more/party-0099/kustomization.yaml': node.replaceAll('party-0001', 'party-0099'),
  });
  expect(story.check('cordage/config', mended)).toMatch(/^failure/);
  const gone = await story.commit({ 'more/party-0002/kustomization.yaml': null });
  expect(story.check('cordage/config', gone)).toBeUndefined();
  expect(story.seen().at(-1)).toMatchObject({ state: 'open', title: 'Upgrade trade to 1.4.0 on canary (2 nodes)' });
  await story.end();
});

it('a pin shared beyond the ring opens nothing: the check names the file, the nodes and the way out', async () => {
  const story = await begin();
  const pins = /images:\n(?: .*\n)+/;
  const [one, two] = await Promise.all(
    ['0001', '0002'].map((id) => story.fileAt('main', `nodes/party-${id}/kustomization.yaml`)),
  );
  const [images = ''] = pins.exec(one ?? '') ?? [];
  const commit = await story.commit({
    'nodes/party-0001/kustomization.yaml': (one ?? '').replace(pins, 'components:\n  - ../../versions\n'),
    'nodes/party-0002/kustomization.yaml': (two ?? '').replace(pins, 'components:\n  - ../../versions\n'),
    'versions/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${images}`,
  });
  await story.release('v1.4.0');
  expect(story.seen()).toEqual([]);
  expect(notesOn(story, commit)).toEqual(
    expect.arrayContaining([
      expect.stringContaining(
        'the pin of "trade" also reaches 1 node outside ring canary (versions/kustomization.yaml is read by party-0002)',
      ),
    ]),
  );
  await story.commit({
    'nodes/party-0002/kustomization.yaml': two ?? '',
  });
  expect(story.seen()).toMatchObject([{ state: 'open', title: 'Upgrade trade to 1.4.0 on canary (1 node)' }]);
  expect(story.check('cordage/config', await story.tip())).toBeUndefined();
  await story.end();
});

it('a repository without cordage.yaml is no network any more, and one again when it is back', async () => {
  const story = await begin();
  const config = await story.fileAt('main', 'cordage.yaml');
  await story.release('v1.4.0');
  const gone = await story.commit({ 'cordage.yaml': null });
  await story.release('v1.4.1');
  await story.sweep();
  expect(story.check('cordage/config', gone)).toBeUndefined();
  expect(story.seen()).toMatchObject([{ state: 'open', title: 'Upgrade trade to 1.4.0 on canary (1 node)' }]);

  await story.commit({ 'cordage.yaml': config });
  expect(story.seen()).toMatchObject([{ state: 'closed' }, { title: 'Upgrade trade to 1.4.1 on canary (1 node)' }]);
  await story.end();
});
