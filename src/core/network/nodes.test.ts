import { describe, expect, test } from 'vitest';
import { givenConfig, givenNetwork, overlay, tellProblems, type Files } from './network.test-data.ts';

const application = (name: string, ring: string, path = 'charts/node'): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, labels: {ring: ${ring}}}
spec: {source: {repoURL: https://github.com/acme/manifests, path: ${path}, helm: {parameters: [{name: image, value: "r.example/trade:1.3.2"}]}}}
`;

const nodesOf = (nodes: string, files: Files) => givenNetwork(files, givenConfig('- {name: all}', nodes)).nodes;

describe('names', () => {
  test.each([
    ['nodes/*/kustomization.yaml', { 'nodes/a/kustomization.yaml': overlay('1') }, ['a']],
    ['nodes/*/kustomization.yml', { 'nodes/a/kustomization.yml': overlay('1') }, ['a']],
    ['nodes/*/Kustomization', { 'nodes/a/Kustomization': overlay('1') }, ['a']],
    ['nodes/*/values.yaml', { 'nodes/a/values.yaml': 'x: 1' }, ['a']],
    ['values/*.yaml', { 'values/a.yaml': 'x: 1', 'values/b.yml': 'x: 1' }, ['a']],
    ['values/*', { 'values/a.yaml': 'x: 1', 'values/README.md': 'x' }, ['a']],
    ['apps/*.yaml', { 'apps/x.yaml': application('a', 'canary') }, ['a']],
    ['apps.yaml', { 'apps.yaml': `${application('b', 'canary')}---\n${application('a', 'early')}` }, ['a', 'b']],
    [
      '"**/kustomization.yaml"',
      { 'eu/a/kustomization.yaml': overlay('1'), '.x/b/kustomization.yaml': overlay('1') },
      ['a'],
    ],
  ])('%s', (glob, files: Files, names) => expect(nodesOf(glob, files).map(({ name }) => name)).toEqual(names));
});

describe('labels', () => {
  test('from a kustomization and what it builds on, the outer first', () => {
    const files = {
      'nodes/a/kustomization.yaml': overlay(
        '1',
        'labels: [{pairs: {ring: canary}}]\nresources: [../../base]\ncomponents: [../../rings/early]',
      ),
      'base/kustomization.yaml': 'commonLabels: {app: node, ring: base}',
      'rings/early/kustomization.yaml':
        'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nlabels: [{pairs: {ring: early, wave: "2"}}]',
    };
    expect(nodesOf('nodes/*/kustomization.yaml', files)[0]?.labels).toEqual({ app: 'node', ring: 'canary', wave: '2' });
  });

  test('from Helm values', () => {
    expect(nodesOf('values/*.yaml', { 'values/a.yaml': 'commonLabels: {ring: canary}' })[0]?.labels).toEqual({
      ring: 'canary',
    });
  });

  test('from an Application: its own node, the folder it deploys, the values file it reads', () => {
    const files = {
      'apps/a.yaml': application('a', 'canary', 'nodes/b'),
      'nodes/b/kustomization.yaml': overlay('1'),
    };
    expect(nodesOf('apps/*.yaml', files)[0]?.labels).toEqual({ ring: 'canary' });
    expect(nodesOf('nodes/*/kustomization.yaml', files)[0]?.labels).toEqual({ ring: 'canary' });
  });
});

test.each<readonly [string, Files, string]>([
  ['nodes/*', { 'nodes/a/kustomization.yaml': overlay('1') }, 'cordage.yaml:6 node-glob-empty'],
  [
    'nodes/*/kustomization.yaml',
    { 'nodes/a b/kustomization.yaml': overlay('1') },
    'nodes/a b/kustomization.yaml:1 node-name',
  ],
  ['"**/kustomization.yaml"', { 'kustomization.yaml': overlay('1') }, 'kustomization.yaml:1 node-name'],
  [
    '[eu/*/kustomization.yaml, us/*/kustomization.yaml]',
    { 'eu/a/kustomization.yaml': overlay('1'), 'us/a/kustomization.yaml': overlay('1') },
    'us/a/kustomization.yaml:1 node-twice',
  ],
  [
    'nodes/*/kustomization.yaml',
    { 'nodes/a/kustomization.yaml': { kind: 'symlink' } },
    'nodes/a/kustomization.yaml:1 entry-symlink',
  ],
  ['nodes/*/kustomization.yaml', { 'nodes/a': { kind: 'submodule' } }, 'nodes/a:1 entry-submodule'],
  ['nodes/*/kustomization.yaml', { nodes: { kind: 'symlink' } }, 'nodes:1 entry-symlink'],
  ['"**/kustomization.yaml"', { 'x/nodes/a': { kind: 'submodule' } }, 'x/nodes/a:1 entry-submodule'],
])('%s with %j: %s', (glob, files, expected) => {
  expect(tellProblems(givenNetwork(files, givenConfig('- {name: all}', glob))).join('\n')).toContain(`${expected}: `);
});

test("a link beside the nodes is nobody's business", () => {
  const files: Files = {
    'nodes/a/kustomization.yaml': overlay('1'),
    'nodes/latest.txt': { kind: 'symlink' },
    docs: { kind: 'symlink' },
  };
  expect(tellProblems(givenNetwork(files)).filter((line) => line.includes('entry-'))).toEqual([]);
});
