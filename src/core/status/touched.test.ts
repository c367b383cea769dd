import { expect, test } from 'vitest';
import { givenConfig, givenNetwork, overlay } from '../network/network.test-data.ts';
import { listRows } from './rows.ts';
import { findTouched, type Step } from './touched.ts';

const NETWORK = givenNetwork(
  {
    'base/kustomization.yaml': overlay('1.3.2'),
    'nodes/a/kustomization.yaml': overlay('1.4.0'),
    'nodes/b/kustomization.yaml': overlay('1.3.1'),
    'nodes/c/kustomization.yaml': 'resources: [../../base]\n',
    'nodes/d/kustomization.yaml': 'resources: []\n',
  },
  givenConfig('- {name: canary, nodes: {names: a}}\n- {name: empty, nodes: {names: [d]}}\n- {name: all}'),
);

const step = (commit: string, ...files: readonly string[]): Step => ({ commit, at: 1000, files });

const tell = (steps: readonly Step[], isWhole: boolean) => {
  const rows = listRows(NETWORK);
  const found = findTouched(rows, steps, isWhole);
  return rows.map((row) => [row.ring, found.get(row)?.commit]);
};

test('a row for each ring in which somebody runs it, with its versions and the files of its pins', () => {
  expect(
    listRows(NETWORK).map(({ artifact, ring, nodes, versions, files }) => ({
      row: `${artifact.name} ${ring}`,
      nodes: nodes.join(' '),
      versions: versions.map(({ version, nodes: count }) => `${version} (${count})`).join(' '),
      files: files.join(' '),
    })),
  ).toMatchInlineSnapshot(`
    [
      {
        "files": "nodes/a/kustomization.yaml",
        "nodes": "a",
        "row": "trade canary",
        "versions": "1.4.0 (1)",
      },
      {
        "files": "base/kustomization.yaml nodes/b/kustomization.yaml",
        "nodes": "b c",
        "row": "trade all",
        "versions": "1.3.2 (1) 1.3.1 (1)",
      },
    ]
  `);
});

test('the newest commit that touched one of its files decides', () => {
  const steps = [
    step('5', 'README.md'),
    step('4', 'base/kustomization.yaml'),
    step('3', 'nodes/b/kustomization.yaml', 'nodes/a/kustomization.yaml'),
    step('2', 'base/kustomization.yaml'),
  ];
  expect(tell(steps, true)).toEqual([
    ['canary', '3'],
    ['all', '4'],
  ]);
});

test('what the whole history never touched was never committed', () => {
  expect(tell([step('5', 'README.md')], true)).toEqual([
    ['canary', undefined],
    ['all', undefined],
  ]);
});

test('where the history goes on, the oldest commit read stands for what is older', () => {
  expect(tell([step('5', 'base/kustomization.yaml'), step('4', 'README.md')], false)).toEqual([
    ['canary', '4'],
    ['all', '5'],
  ]);
});

test('no history at all says nothing', () =>
  expect(tell([], false).map(([, commit]) => commit)).toEqual([undefined, undefined]));
