import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { jar, MANIFESTS } from './stage.ts';
import { begin } from './story.ts';

const IMAGE = 'registry.example.com/cordapps/trade';
const FORMER = 'aa11'.repeat(16);

const configOf = (trade: string, nodes: string): string =>
  [
    'network: trade',
    'artifacts:',
    `  trade: {kind: cordapp, releases: acme/trade-cordapp, ${trade}}`,
    `nodes: ${nodes}`,
    'rings: [{name: canary}]',
    '',
  ].join('\n');

const OPEN = { state: 'open', check: 'pending: canary: waiting for approval' };
const BRANCH = 'cordage/trade-1.4.0/canary';

it('JARs by URL move with their SHA-256', async () => {
  const values = (version: string, sha256: string): string =>
    `cordApps:\n  jars:\n    - url: "https://repo.example.com/v${version}/trade-${version}.jar" # the one\n      sha256: ${sha256}\n`;
  const story = await begin({
    files: {
      'cordage.yaml': configOf('jar: "https://repo.example.com/v{version}/trade-{version}.jar"', 'values/*.yaml'),
      'values/bank-a.yaml': values('1.3.2', FORMER),
    },
  });
  const bytes = jar(8);
  await story.release('v1.4.0', { assets: { 'trade-1.4.0.jar': bytes } });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(story.seen()).toMatchObject([{ ...OPEN, title: 'Upgrade trade to 1.4.0 on canary (1 node)' }]);
  expect(await story.fileAt(BRANCH, 'values/bank-a.yaml')).toBe(values('1.4.0', sha256));
  await story.end();
});

it('Helm values and the parameters of Argo CD Applications', async () => {
  const values = (version: string): string => `image:\n  repository: ${IMAGE}\n  tag: '${version}' # pinned\n`;
  const application = (version: string): string =>
    [
      'apiVersion: argoproj.io/v1alpha1',
      'kind: Application',
      'metadata: {name: bank-b}',
      'spec:',
      '  source:',
      '    repoURL: https://git.example.com/charts',
      '    helm:',
      '      parameters:',
      `        - {name: image.repository, value: ${IMAGE}}`,
      `        - {name: image.tag, value: "${version}"}`,
      '',
    ].join('\n');
  const story = await begin({
    files: {
      'cordage.yaml': configOf(`image: ${IMAGE}`, '[values/*.yaml, applications/*.yaml]'),
      'values/bank-a.yaml': values('1.3.2'),
      'applications/bank-b.yaml': application('1.3.1'),
    },
  });
  await story.release('v1.4.0');
  expect(story.seen()).toMatchObject([{ ...OPEN, title: 'Upgrade trade to 1.4.0 on canary (2 nodes)' }]);
  expect(await story.fileAt(BRANCH, 'values/bank-a.yaml')).toBe(values('1.4.0'));
  expect(await story.fileAt(BRANCH, 'applications/bank-b.yaml')).toBe(application('1.4.0'));
  await story.end();
});

it('images pinned by digest are not left half moved: refused, and told', async () => {
  const node = (pin: string): string => `image:\n  repository: ${IMAGE}\n  tag: ${pin}\n`;
  const digest = `1.3.2@sha256:${FORMER}`;
  const story = await begin({
    files: {
      'cordage.yaml': configOf(`image: ${IMAGE}`, 'values/*.yaml'),
      'values/bank-a.yaml': node(digest),
      'values/bank-b.yaml': node(digest),
    },
  });
  await story.release('v1.4.0');
  expect(story.seen()).toEqual([]);
  expect(story.check('cordage/config', await story.tip())).toBe('failure: 2 errors, 0 warnings');
  const [told] = [...(story.sandbox.world.repositories.get(MANIFESTS)?.checkRuns.values() ?? [])].slice(-1);
  expect(told?.summary).toContain('is pinned by digest, and the digest of 1.4.0 is not known');
  expect(told?.annotations.map(({ path, start_line: line }) => `${path}:${line}`)).toEqual([
    'values/bank-a.yaml:3',
    'values/bank-b.yaml:3',
  ]);

  await story.commit({ 'values/bank-b.yaml': node('1.3.2') });
  expect(story.seen()).toMatchObject([
    { title: 'Upgrade trade to 1.4.0 on canary (1 node)', told: 'canary: blocked by 1 problem' },
  ]);
  await story.commit({ 'values/bank-a.yaml': node('1.3.2') });
  expect(story.seen()).toMatchObject([{ ...OPEN, title: 'Upgrade trade to 1.4.0 on canary (2 nodes)' }]);
  await story.end();
});
