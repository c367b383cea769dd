import { expect, test } from 'vitest';
import { givenConfig, givenNetwork, overlay } from './network.test-data.ts';
import { batchesOf, fromVersions, versionsByNode } from './summary.ts';

const network = givenNetwork({
  'nodes/a/kustomization.yaml': overlay('1.10.0', 'resources: [../../base]'),
  'nodes/b/kustomization.yaml': overlay('1.9.0'),
  'nodes/c/kustomization.yaml': overlay('1.9.0'),
  'nodes/d/kustomization.yaml': overlay('1.2.0'),
  'nodes/e/kustomization.yaml': '',
  'base/kustomization.yaml': 'resources: [pod.yaml]',
  'base/pod.yaml': 'version: 1.8.0 # cordage: trade\n',
});

test('versions by node, oldest first', () => {
  expect(Object.fromEntries(versionsByNode(network, 'trade'))).toEqual({
    a: ['1.8.0', '1.10.0'],
    b: ['1.9.0'],
    c: ['1.9.0'],
    d: ['1.2.0'],
  });
  expect(versionsByNode(network, 'corda').size).toBe(0);
});

test('versions by frequency, the newer first of equals; a node with two counts for its oldest', () => {
  expect(fromVersions(network, 'trade', ['a', 'b', 'c', 'd', 'e'])).toEqual([
    { version: '1.9.0', nodes: 2 },
    { version: '1.8.0', nodes: 1 },
    { version: '1.2.0', nodes: 1 },
  ]);
});

test.each([
  ['', 3, [3]],
  [', batch: 2', 3, [2, 1]],
  [', batch: 25%', 10, [3, 3, 3, 1]],
  [', batch: 1%', 3, [1, 1, 1]],
  [', batch: 100%', 3, [3]],
  [', batch: 5', 0, []],
  ['', 0, []],
])('batches%s of %i nodes', (batch, count, sizes) => {
  const [ring] = givenConfig(`- {name: all${batch}}`).rings;
  const members = Array.from({ length: count }, (_, index) => `n${index}`);
  const batches = ring ? batchesOf({ ...ring, members }, members.toReversed()) : [];
  expect(batches.map(({ length }) => length)).toEqual(sizes);
  expect(batches.flat()).toEqual(members);
});

test('a share counts the ring, however few of it are to move', () => {
  const [ring] = givenConfig('- {name: all, batch: 25%}').rings;
  const members = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  expect(ring && batchesOf({ ...ring, members }, ['h', 'a', 'b'])).toEqual([['a', 'b'], ['h']]);
});
