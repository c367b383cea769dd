import { expect, test } from 'vitest';
import { givenConfig, givenNetwork, type Files } from './network.test-data.ts';

const workload = (name: string, spec: string): string =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: ${name}}\nspec: {${spec}}\n`;

const tell = (files: Files, nodes?: string): readonly string[] =>
  [...givenNetwork(files, givenConfig('- {name: all}', nodes)).workloads].map(
    ([node, workloads]) =>
      `${node}: ${workloads.map(({ name, replicas, strategy }) => `${name} ${replicas} ${strategy}`).join(', ')}`,
  );

const BASE: Files = {
  'base/kustomization.yaml': 'resources: [node.yaml]',
  'base/node.yaml': workload('corda', 'replicas: 1, updateStrategy: {type: OnDelete}'),
};

const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'its base, and its own',
    {
      ...BASE,
      'nodes/a/kustomization.yaml': 'resources: [../../base, bridge.yaml]',
      'nodes/a/bridge.yaml': workload('bridge', 'replicas: 2'),
      'nodes/b/kustomization.yaml': 'resources: [../../base]\nnamePrefix: b-',
      'nodes/c/kustomization.yaml': 'labels: []',
    },
    ['a: corda 1 OnDelete, bridge 2 undefined', 'b: corda 1 OnDelete', 'c: '],
  ],
  [
    'a patch over its base',
    {
      ...BASE,
      'nodes/a/kustomization.yaml': 'resources: [../../base]\npatches: [{path: patch.yaml}]',
      'nodes/a/patch.yaml': workload('corda', 'replicas: 0'),
    },
    ['a: corda 0 OnDelete'],
  ],
  [
    'a component',
    {
      'nodes/a/kustomization.yaml': 'components: [../../bridge]',
      'bridge/kustomization.yaml': 'kind: Component\nresources: [bridge.yaml]',
      'bridge/bridge.yaml': workload('bridge', 'replicas: 1'),
    },
    ['a: bridge 1 undefined'],
  ],
];

test.each(CASES)('a node has the workloads of %s', (_, files, workloads) => expect(tell(files)).toEqual(workloads));

test('of a plain folder that an Application deploys', () => {
  const files: Files = {
    'apps/a.yaml':
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {repoURL: x, path: plain}}\n',
    'plain/node.yaml': workload('corda', 'replicas: 1'),
  };
  expect(tell(files, 'apps/*.yaml')).toEqual(['a: corda 1 undefined']);
});

const BRIDGE: Files = {
  'bridge/kustomization.yaml': 'resources: [bridge.yaml]',
  'bridge/bridge.yaml': workload('bridge', 'replicas: 1'),
};

test.each([
  ['one base', 'resources: [../../base]'],
  ['two bases', 'resources: [../../base, ../../bridge]'],
  ['a base and a patch of their own that adds nothing', 'resources: [../../base]\npatches: [{path: patch.yaml}]'],
])('a hundred nodes of %s have one list of workloads', (_, kustomization) => {
  const own = (index: number): Files => ({
    [`nodes/n${index}/kustomization.yaml`]: kustomization,
    [`nodes/n${index}/patch.yaml`]: workload('corda', `serviceName: n${index}`),
  });
  const { workloads } = givenNetwork({
    ...BASE,
    ...BRIDGE,
    ...Object.assign({}, ...Array.from({ length: 100 }, (__, index) => own(index))),
  });
  expect(workloads.size).toBe(100);
  expect(workloads.get('n0')?.[0]).toMatchObject({ name: 'corda', replicas: 1 });
  expect(new Set(workloads.values()).size).toBe(1);
});
