import { expect, test } from 'vitest';
import { givenConfig, givenNetwork, overlay, tellPins, tellProblems, type Files } from './network.test-data.ts';

const errors = (files: Files, artifacts = ''): readonly string[] =>
  tellProblems(givenNetwork(files, givenConfig('- {name: all}', 'nodes/*/*.yaml', artifacts))).filter(
    (line) => !/artifact-no-pin|node-no-pin/.test(line),
  );

test('images, JARs and marks; nodes sorted by name', () => {
  const network = givenNetwork({
    'nodes/b/kustomization.yaml': overlay('1.3.2', 'resources: [../../base]'),
    'nodes/a/kustomization.yaml': 'resources: [../../base]',
    'base/kustomization.yaml':
      'configMapGenerator:\n  - name: x\n    files: [cordapps.yaml]\nimages:\n  - name: r.example/corda\n    newTag: 4.12.5-zulu-openjdk-alpine\n',
    'base/cordapps.yaml': 'cordapps:\n  - url: https://jars.example/1.3.1/trade.jar\nother: 1.3.0 # cordage: trade\n',
  });
  expect(tellPins(network)).toEqual([
    'base/cordapps.yaml:2 trade 1.3.1: a b',
    'base/cordapps.yaml:3 trade 1.3.0: a b',
    'base/kustomization.yaml:6 corda 4.12.5: a b',
    'nodes/b/kustomization.yaml:4 trade 1.3.2: b',
  ]);
  expect(tellProblems(network)).toEqual([]);
});

test.each([
  ['x: 1.3.2 # cordage: trad', 'marker-unknown: the mark names the artifact "trad", which cordage.yaml does not have'],
  ['image: r.example/trade:latest', 'pin-tag-unreadable: '],
])('%s', (text, expected) => {
  expect(errors({ 'nodes/a/values.yaml': `${text}\n` })).toEqual([
    expect.stringContaining(`nodes/a/values.yaml:1 ${expected}`),
  ]);
});

test('a pin of two artifacts', () => {
  const artifacts =
    '  other: {kind: cordapp, jar: "https://jars.example/{version}/{version}.jar"}\n  third: {kind: cordapp, jar: "https://jars.example/{version}/1.0.jar"}';
  expect(errors({ 'nodes/a/values.yaml': 'url: https://jars.example/1.0/1.0.jar\n' }, artifacts)).toEqual([
    'nodes/a/values.yaml:1 pin-ambiguous: this is a version of 2 artifacts: other, third',
  ]);
});

test('a mark that no node reads', () => {
  expect(errors({ 'nodes/a/values.yaml': 'x: 1\n', 'docs/x.yaml': 'x: 1.3.2 # cordage: trade\n' })).toEqual([
    'docs/x.yaml:1 marker-unread: the mark for "trade" stands in a file that no node reads, so its version never moves',
  ]);
});

test('artifacts and nodes without a pin', () => {
  const network = givenNetwork({
    'nodes/a/kustomization.yaml': overlay('1.3.2'),
    'nodes/b/kustomization.yaml': '',
    'nodes/c/kustomization.yaml': '',
  });
  expect(tellProblems(network)).toEqual([
    'cordage.yaml:3 artifact-no-pin: no node says a version of artifact "corda"',
    'cordage.yaml:6 node-no-pin: 2 nodes of "nodes" say no version of any artifact: b, c',
  ]);
});

test('a pin shared by two rings names the file, the nodes and the way out', () => {
  const rings = '- {name: canary, nodes: {names: a}}\n- {name: all}';
  const shared = 'resources: [../../base]';
  const network = givenNetwork(
    Object.fromEntries([
      ['base/kustomization.yaml', overlay('1.3.2')],
      ...['a', 'b', 'c', 'd', 'e'].map((name) => [`nodes/${name}/kustomization.yaml`, shared]),
    ]),
    givenConfig(rings),
  );
  expect(network.problems[0]).toEqual({
    code: 'pin-shared',
    severity: 'error',
    message:
      'the pin of "trade" also reaches 4 nodes outside ring canary (base/kustomization.yaml is read by b, c, d and 1 more)',
    remedy: 'give canary an entry of its own, such as images in a kustomization, or put these nodes in one ring',
    at: { file: 'base/kustomization.yaml', line: 4, column: 13 },
  });
});

test('problems stand in the order of files and lines', () => {
  const files = tellProblems(
    givenNetwork({ 'nodes/b/kustomization.yaml': 'resources: [x, z]', 'nodes/a/kustomization.yaml': 'resources: [x]' }),
  );
  expect(files.map((line) => line.split(' ')[0])).toEqual([
    'cordage.yaml:3',
    'cordage.yaml:4',
    'cordage.yaml:6',
    'nodes/a/kustomization.yaml:1',
    'nodes/b/kustomization.yaml:1',
    'nodes/b/kustomization.yaml:1',
  ]);
});
