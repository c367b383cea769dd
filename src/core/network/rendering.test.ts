import { expect, test } from 'vitest';
import { givenConfig, givenNetwork, overlay, tellPins, tellProblems, type Files } from './network.test-data.ts';

const app = (name: string, source: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}}
spec:
  ${source}
`;

const CHART = {
  'charts/node/Chart.yaml': 'name: node',
  'charts/node/values.yaml': 'image: {repository: r.example/trade, tag: 1.0.0}\n',
};
const VALUES = 'image: {repository: r.example/trade, tag: 1.3.2}\n';

const CASES: readonly (readonly [string, string, Files, readonly string[]])[] = [
  [
    "the values file of the node over the chart's own",
    'values/*.yaml',
    {
      ...CHART,
      'values/a.yaml': VALUES,
      'apps/a.yaml': app('a', 'source: {repoURL: x, path: charts/node, helm: {valueFiles: [../../values/a.yaml]}}'),
    },
    ['values/a.yaml:1 trade 1.3.2: a'],
  ],
  [
    'the chart where the node says nothing',
    'values/*.yaml',
    {
      ...CHART,
      'values/a.yaml': 'replicas: 1',
      'apps/a.yaml': app('a', 'source: {repoURL: x, path: charts/node, helm: {valueFiles: [/values/a.yaml]}}'),
    },
    ['charts/node/values.yaml:1 trade 1.0.0: a'],
  ],
  [
    'the later of two files, by way of a ref',
    'apps/*.yaml',
    {
      'values/all.yaml': VALUES.replace('1.3.2', '1.2.0'),
      'values/a.yaml': VALUES,
      'apps/a.yaml': app(
        'a',
        'sources: [{repoURL: charts, chart: node, helm: {valueFiles: [$here/values/all.yaml, $here/values/a.yaml]}}, {repoURL: x, ref: here}]',
      ),
    },
    ['values/a.yaml:1 trade 1.3.2: a'],
  ],
  [
    'the parameters of the Application over all values',
    'apps/*.yaml',
    {
      ...CHART,
      'apps/a.yaml': app(
        'a',
        'source: {repoURL: x, path: charts/node, helm: {parameters: [{name: image.repository, value: r.example/trade}, {name: image.tag, value: 1.4.0}]}}',
      ),
    },
    ['apps/a.yaml:5 trade 1.4.0: a'],
  ],
  [
    'a marked value of the Application over the file that says the same key',
    'apps/*.yaml',
    {
      ...CHART,
      'apps/a.yaml': app(
        'a',
        'source:\n    repoURL: x\n    path: charts/node\n    helm:\n      valuesObject:\n        image:\n          tag: 1.4.0 # cordage: trade',
      ),
    },
    ['apps/a.yaml:11 trade 1.4.0: a'],
  ],
  [
    'the images of the Application over the folder it deploys',
    'nodes/*/kustomization.yaml',
    {
      'nodes/a/kustomization.yaml': overlay('1.3.2'),
      'apps/a.yaml': app('a', 'source: {repoURL: x, path: nodes/a, kustomize: {images: ["r.example/trade:1.4.0"]}}'),
    },
    ['apps/a.yaml:5 trade 1.4.0: a'],
  ],
  [
    'its own folder where the Application says nothing of it',
    'nodes/*/kustomization.yaml',
    {
      'nodes/a/kustomization.yaml': overlay('1.3.2'),
      'apps/a.yaml': app('any-name', 'source: {repoURL: x, path: ./nodes/a/}'),
    },
    ['nodes/a/kustomization.yaml:4 trade 1.3.2: a'],
  ],
  [
    'the Application among its resources',
    'nodes/*/kustomization.yaml',
    {
      ...CHART,
      'nodes/a/kustomization.yaml': 'resources: [app.yaml]',
      'nodes/a/app.yaml': app('a', 'source: {repoURL: x, path: charts/node, helm: {valueFiles: [/values/a.yaml]}}'),
      'values/a.yaml': VALUES,
    },
    ['values/a.yaml:1 trade 1.3.2: a'],
  ],
  [
    'its own Application among many in a file',
    'apps.yaml',
    {
      'apps.yaml': ['a', 'b']
        .map((name, index) =>
          app(
            name,
            `source: {repoURL: x, chart: node, helm: {parameters: [{name: image, value: "r.example/trade:1.${index}.0"}]}}`,
          ),
        )
        .join('---\n'),
    },
    ['apps.yaml:5 trade 1.0.0: a', 'apps.yaml:11 trade 1.1.0: b'],
  ],
  [
    'the manifests of a plain folder, but not from Applications in it',
    'apps/root.yaml',
    {
      'apps/root.yaml': app('root', 'source: {repoURL: x, path: apps}'),
      'apps/pod.yaml': 'apiVersion: v1\nkind: Pod\nspec: {containers: [{image: "r.example/trade:1.3.2"}]}',
      'apps/b.yaml': app(
        'b',
        'source: {repoURL: x, chart: node, helm: {parameters: [{name: image, value: "r.example/trade:1.0.0"}]}}',
      ),
    },
    ['apps/pod.yaml:3 trade 1.3.2: root'],
  ],
];

test.each(CASES)('a node takes its version from %s', (_, nodes, files, pins) => {
  const network = givenNetwork(files, givenConfig('- {name: all}', nodes));
  expect(tellPins(network)).toEqual(pins);
  expect(network.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each([
  ['path: charts/node, helm: {valueFiles: [gone.yaml]}', 'values-missing'],
  ['path: charts/node, helm: {valueFiles: [../../../gone.yaml]}', 'entry-outside'],
  ['path: ../charts', 'entry-outside'],
  ['path: charts/node, helm: {valueFiles: [linked.yaml]}', 'entry-symlink'],
])('%s: %s', (source, code) => {
  const files: Files = {
    ...CHART,
    'charts/node/linked.yaml': { kind: 'symlink' },
    'apps/a.yaml': app('a', `source: {repoURL: x, ${source}}`),
  };
  expect(tellProblems(givenNetwork(files, givenConfig('- {name: all}', 'apps/*.yaml')))).toContainEqual(
    expect.stringContaining(`apps/a.yaml:1 ${code}: `),
  );
});

test('what only the cluster or another repository knows is passed over', () => {
  const source =
    'sources: [{repoURL: y, path: elsewhere, helm: {valueFiles: [a.yaml, "https://x.example/v.yaml", $ref/v.yaml, "$ARGOCD_APP_NAME.yaml"]}}]';
  const network = givenNetwork({ 'apps/a.yaml': app('a', source) }, givenConfig('- {name: all}', 'apps/*.yaml'));
  expect(network.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(tellProblems(network).filter((line) => line.includes('values-'))).toEqual([]);
});
