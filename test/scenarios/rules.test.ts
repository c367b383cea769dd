import { expect, it } from 'vitest';
import { makeCordappJar } from '../../src/sandbox/cordapp-jar.ts';
import { networkFiles } from '../../src/sandbox/network.ts';
import { configWith } from './rings-of.ts';
import { CORDAPP, MANIFESTS } from './stage.ts';
import { begin, type Story } from './story.ts';

const CANARY = 'nodes/party-0001/kustomization.yaml';

const RINGS = ['name: canary, nodes: {labels: {ring: canary}}, approvals: 0', 'name: all, approvals: 0'];

/** Contracts of a version, as their manifest announces them. */
const contracts = (version: number, platform = 4): Uint8Array =>
  makeCordappJar({
    manifest: {
      'Cordapp-Contract-Name': 'Trade',
      'Cordapp-Contract-Version': `${version}`,
      'Min-Platform-Version': `${platform}`,
    },
  });

/** The newest check `cordage/rules` of a commit, with its annotations. */
const rulesOn = (story: Story, commit: string) =>
  [...(story.sandbox.world.repositories.get(MANIFESTS)?.checkRuns.values() ?? [])].findLast(
    (run) => run.name === 'cordage/rules' && run.headSha === commit,
  );

it('a CorDapp that no node could start with is stopped at the line of its pin, and a person who may lets it pass', async () => {
  const files = await configWith(RINGS, 'rules: {development: [canary], evidence: [{what: drain, reason: test}]}\n');
  const story = await begin({ nodes: 2, files });
  await story.release('v1.4.0', { assets: { 'trade-1.4.0.jar': contracts(2, 150) } });
  const told = 'needs platform version 150, and they run Corda 4.12.9 (platform version 140)';
  expect(story.standing()).toEqual(['1 open, canary: stopped, a rule of Corda speaks against it']);
  expect(story.body(1)).toContain(`- **R10 blocks 1 node:** trade 1.4.0 ${told}`);
  const check = rulesOn(story, story.head(1));
  expect(check).toMatchObject({
    conclusion: 'failure',
    title: expect.stringContaining('1 block, '),
  });
  expect(check?.annotations).toMatchObject([
    { path: CANARY, annotation_level: 'failure', title: 'R10 blocks 1 node', message: expect.stringContaining(told) },
  ]);

  await story.say('olivia', 1, '/rollout canary');
  await story.say('mallory', 1, '/override R10 "let it be"');
  expect(story.standing()).toEqual(['1 open, canary: stopped, a rule of Corda speaks against it']);
  await story.say('anna', 1, '/override R10 "tried on staging"');
  expect(story.standing()[0]).toMatch(/^1 merged, canary: /);
  expect(await story.journal()).toContain('anna: override R10 of trade@1.4.0 on canary, "tried on staging"');
  expect(rulesOn(story, story.head(1))).toMatchObject({
    conclusion: 'success',
    summary: expect.stringContaining('overridden by anna: "tried on staging"'),
  });
  await story.end();
});

it('contracts that have run go back on a word by name alone', async () => {
  const files = await configWith(
    RINGS.map((ring) => `${ring}, merges: automatic`),
    'rules: {development: ["*"], evidence: [{what: drain, reason: test}]}\n',
  );
  const story = await begin({ nodes: 2, files });
  await story.release('v1.3.2', { assets: { 'trade-1.3.2.jar': contracts(1) } });
  await story.release('v1.4.0', { assets: { 'trade-1.4.0.jar': contracts(2) } });
  expect(story.body(1)).toContain('**Rollback:** forward only: it holds contracts');
  await story.say('olivia', 1, '/rollback canary "prices are wrong"');
  expect(story.standing()[1]).toBe('2 open, rollback of canary: stopped, a rule of Corda speaks against it');
  expect(story.body(2)).toContain('- **R29 blocks 1 node:** trade-1.4.0.jar holds contracts and has run');
  await story.say('anna', 2, '/override R29 "no state was written yet"');
  expect(story.standing()[1]).toMatch(/^2 merged, rollback of canary: /);
  await story.end();
});

it('a person’s own pull request and a change of the network parameters are judged, too', async () => {
  const files = await networkFiles({ nodes: 2 });
  const story = await begin({ nodes: 2 });
  const pinned = files[CANARY] ?? '';
  await story.commit({ [CANARY]: pinned.replace(/4\.12\.9-zulu-openjdk/, '4.14.1-zulu-openjdk8') }, 'by-hand');
  await story.olivia('POST', '/pulls', { title: 'Corda by hand', head: 'by-hand', base: 'main', body: '' });
  const raised = (files['cordage.yaml'] ?? '').replace('minimumPlatformVersion: 8', 'minimumPlatformVersion: 150');
  await story.commit({ 'cordage.yaml': raised }, 'raise');
  await story.olivia('POST', '/pulls', { title: 'Raise', head: 'raise', base: 'main', body: '' });
  await story.sweep();
  const [hand, raise] = [1, 2].map((pull) => rulesOn(story, story.head(pull)));
  expect(hand).toMatchObject({ conclusion: 'failure' });
  expect(hand?.summary).toContain('R4 blocks 1 node:** 4.12.9 may not go to 4.14.1 at once');
  expect(hand?.summary).toContain('4.14.1-zulu-openjdk8-alpine says Java 8');
  expect(raise).toMatchObject({ conclusion: 'failure' });
  expect(raise?.summary).toContain('R13 blocks 3 nodes:** they run Corda 4.12.9 (platform version 140)');

  // What comes to the default branch meanwhile is not its doing.
  const [other = ''] = Object.keys(files).filter((path) => path !== CANARY && /^nodes\/.*kustomization/.test(path));
  await story.commit({ [other]: (files[other] ?? '').replace('1.3.2', '1.3.1') });
  await story.sweep();
  expect(rulesOn(story, story.head(1))?.summary).toContain('R4 blocks 1 node:**');
  expect(rulesOn(story, story.head(1))?.summary).not.toContain('1.3.1');
  await story.end();
});

it('JARs of the versions in play are read once, also by the next process', async () => {
  const story = await begin({ nodes: 2, down: true });
  await story.release('v1.3.2');
  await story.release('v1.4.0');
  const releases = [...(story.sandbox.world.repositories.get(CORDAPP)?.releases.values() ?? [])];
  const downloads = () => releases.flatMap(({ assets }) => [...assets.values()].map((asset) => asset.downloads));
  await story.startApp();
  expect(downloads()).toEqual([1, 1]);
  expect(story.body(1)).not.toContain('the JARs of trade');
  await story.sweep();
  await story.startApp();
  await story.sweep();
  expect(downloads()).toEqual([1, 1]);
  await story.end();
});
