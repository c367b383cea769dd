import { expect, it } from 'vitest';
import { networkFiles } from '../../src/sandbox/network.ts';
import { jar } from './stage.ts';
import { begin, type Story } from './story.ts';

const NODE = (number: number): string => `nodes/party-${String(number).padStart(4, '0')}/kustomization.yaml`;

/** The reference network in which trade's entry in `cordage.yaml` is another. */
const withTrade = async (trade: string): Promise<Record<string, string>> => {
  const { 'cordage.yaml': config = '' } = await networkFiles({ nodes: 1 });
  return { 'cordage.yaml': config.replace(/^ {2}trade: .*$/m, `  trade: ${trade}`) };
};

const IMAGE = 'image: registry.example.com/cordapps/trade';

const moveTo = async (story: Story, numbers: readonly number[], version: string): Promise<void> => {
  const files = numbers.map(async (number) => {
    const text = await story.fileAt('main', NODE(number));
    return [NODE(number), text.replace(/newTag: "1\.\d+\.\d+"/, `newTag: "${version}"`)] as const;
  });
  await story.commit(Object.fromEntries(await Promise.all(files)));
};

const titles = (story: Story): readonly string[] => story.seen().map(({ title }) => title);

it('a release that is older than what the nodes run is not proposed', async () => {
  const story = await begin();
  await moveTo(story, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], '1.5.0');
  await story.release('v1.4.0');
  await story.release('v1.3.9');
  expect(titles(story)).toEqual([]);
  await story.end();
});

it('a backport is offered only to nodes on its own line', async () => {
  const story = await begin({ nodes: 40 });
  await story.release('v1.4.0');
  expect(titles(story)).toEqual(['Upgrade trade to 1.4.0 on canary (4 nodes)']);
  await moveTo(story, [1, 2], '1.4.0');

  await story.release('v1.3.5');
  expect(titles(story)).toEqual([
    'Upgrade trade to 1.4.0 on canary (2 nodes)',
    'Upgrade trade to 1.3.5 on canary (2 nodes)',
  ]);
  expect(story.body(2)).toContain('It is a backport, for nodes on 1.3.x only.');
  expect(story.body(2)).toContain('- 2 not on 1.3.x, which this backport is for: `party-0001`, `party-0002`');

  await story.release('v1.3.6');
  expect(story.seen()).toMatchObject([
    { state: 'open', title: 'Upgrade trade to 1.4.0 on canary (2 nodes)' },
    { state: 'closed', told: 'canary: closed, superseded by 1.3.6' },
    { state: 'open', title: 'Upgrade trade to 1.3.6 on canary (2 nodes)' },
  ]);
  await story.end();
});

it('a backport opens in the first ring that has nodes for it', async () => {
  const story = await begin();
  await story.release('v1.4.0');
  await story.olivia('PUT', '/pulls/1/merge', {});
  await story.release('v1.3.5');
  expect(titles(story)).toEqual([
    'Upgrade trade to 1.4.0 on canary (1 node)',
    'Upgrade trade to 1.3.5 on early, batch 1 of 3 (1 node)',
  ]);
  expect(story.body(2)).toContain('| canary | 0 |  |  | nothing to do |');
  await story.end();
});

it('two CorDapps in one repository, each with its tags and its assets', async () => {
  const { 'cordage.yaml': config = '' } = await networkFiles({ nodes: 1 });
  const releases = (name: string): string =>
    `releases: {repository: acme/trade-cordapp, tag: "${name}-v{version}", assets: "${name}-*.jar"}`;
  const artifacts = [
    `  trade: {kind: cordapp, ${IMAGE}, ${releases('trade')}}`,
    `  repo: {kind: cordapp, image: registry.example.com/cordapps/repo, ${releases('repo')}}`,
  ];
  const files = await networkFiles({ nodes: 10 });
  const entry = '  - name: registry.example.com/cordapps/repo\n    newTag: "2.0.0"\n';
  const story = await begin({
    files: {
      'cordage.yaml': config.replace(/^ {2}trade: .*$/m, artifacts.join('\n')),
      [NODE(1)]: (files[NODE(1)] ?? '').replace('images:\n', `images:\n${entry}`),
    },
  });
  const assets = { 'trade-1.4.0.jar': jar(8), 'repo-2.1.0.jar': jar(3) };
  await story.release('v9.9.9', { assets });
  await story.release('trade-v1.4.0', { assets });
  await story.release('repo-v2.1.0', { assets });
  expect(titles(story)).toEqual([
    'Upgrade trade to 1.4.0 on canary (1 node)',
    'Upgrade repo to 2.1.0 on canary (1 node)',
  ]);
  expect(story.body(1)).not.toContain('repo-2.1.0.jar');
  expect(story.body(2)).not.toContain('trade-1.4.0.jar');
  await story.end();
});

it('tags that are no semantic versions go by date where the network says so', async () => {
  const releases = 'releases: {repository: acme/trade-cordapp, tag: "{version}", order: published}';
  const story = await begin({ files: await withTrade(`{kind: cordapp, ${IMAGE}, ${releases}}`) });
  await story.release('winter');
  expect(titles(story)).toEqual(['Upgrade trade to winter on canary (1 node)']);
  await story.nextSecond();
  await story.release('autumn');
  expect(story.seen()).toMatchObject([
    { state: 'closed', told: 'canary: closed, superseded by autumn' },
    { state: 'open', title: 'Upgrade trade to autumn on canary (1 node)' },
  ]);
  await story.end();
});

it('a version that no image tag can be is not proposed, and the same version with other build metadata neither', async () => {
  const story = await begin();
  await story.release('v1.4.0+b1');
  expect(titles(story)).toEqual([]);
  await story.release('v1.4.0');
  expect(titles(story)).toEqual(['Upgrade trade to 1.4.0 on canary (1 node)']);
  await story.end();
});
