import { describe, expect, test } from 'vitest';

import { isManifestPath } from './manifest.ts';
import { readManifest } from './read.ts';

const read = (path: string, text: string) => readManifest(path, new TextEncoder().encode(text));

test.each([
  ['a.yaml', true],
  ['nodes/a.yml', true],
  ['Kustomization', true],
  ['nodes/Kustomization', true],
  ['a.yaml.bak', false],
  ['MyKustomization', false],
  ['a.json', false],
])('%s is a manifest: %s', (path, is) => expect(isManifestPath(path)).toBe(is));

test('a Kustomization tells what it reads, and its labels', () => {
  const { references, labels } = read(
    'nodes/a/kustomization.yaml',
    [
      'resources: [../../base, node.yaml, "https://example.com/a.yaml", "github.com/acme/base?ref=v1"]',
      'components: [../../components/canary, "git@example.com:acme/c.git"]',
      'bases: [../old]',
      'patches: [{path: patch.yaml}, {patch: "- op: remove"}]',
      'patchesStrategicMerge: [merge.yaml, "a: 1\\nb: 2"]',
      'configMapGenerator: [{files: [node.conf=conf/node.conf, plain.conf], envs: [a.env]}]',
      'helmCharts: [{valuesFile: values.yaml, additionalValuesFiles: [more.yaml]}]',
      'labels: [{pairs: {ring: canary}}, {pairs: {tier: 1}}]',
      'commonLabels: {ring: old, app: node}',
    ].join('\n'),
  );
  expect(references.map(({ path, reads, line, column }) => `${line}:${column} ${reads} ${path}`))
    .toMatchInlineSnapshot(`
    [
      "1:13 folder-or-file ../../base",
      "1:25 folder-or-file node.yaml",
      "3:9 folder-or-file ../old",
      "2:14 component ../../components/canary",
      "5:25 file merge.yaml",
      "4:18 file patch.yaml",
      "7:27 file values.yaml",
      "6:31 file conf/node.conf",
      "6:57 file plain.conf",
      "6:77 file a.env",
      "7:64 file more.yaml",
    ]
  `);
  expect(labels).toEqual({ ring: 'canary', tier: '1', app: 'node' });
});

test('an Application tells its sources and labels; a template without a name of its own does not', () => {
  const application = read(
    'app.yaml',
    [
      'apiVersion: argoproj.io/v1alpha1',
      'kind: Application',
      'metadata: {name: party-0001, labels: {ring: canary}}',
      'spec:',
      '  sources:',
      '    - {repoURL: https://git.example.com/charts, path: node, helm: {valueFiles: [$values/nodes/a.yaml, /base.yaml]}}',
      '    - {repoURL: https://git.example.com/network, ref: values}',
    ].join('\n'),
  ).applications;
  expect(application).toMatchInlineSnapshot(`
    [
      {
        "labels": {
          "ring": "canary",
        },
        "name": "party-0001",
        "path": [
          0,
        ],
        "sources": [
          {
            "path": "node",
            "ref": undefined,
            "repoUrl": "https://git.example.com/charts",
            "valueFiles": [
              "$values/nodes/a.yaml",
              "/base.yaml",
            ],
          },
          {
            "path": undefined,
            "ref": "values",
            "repoUrl": "https://git.example.com/network",
            "valueFiles": [],
          },
        ],
      },
    ]
  `);
  const set =
    'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec: {template: {metadata: {name: "{{name}}"}}}\n';
  expect(read('set.yaml', set).applications).toEqual([]);
  expect(read('set.yaml', set.replace('{{name}}', 'one')).applications).toMatchObject([{ name: 'one' }]);
});

test('labels of Helm values', () => {
  expect(read('values.yaml', 'labels: {ring: canary}\ncommonLabels: {ring: b, a: yes}\n').labels).toEqual({
    ring: 'canary',
    a: 'true',
  });
  expect(read('object.yaml', 'apiVersion: v1\nkind: ConfigMap\nlabels: {ring: canary}\n').labels).toEqual({});
});

test('a file without anything of interest is not parsed', () => {
  expect(read('broken.yaml', 'a: [').problems).toEqual([]);
  expect(read('broken.yaml', 'image: [').problems).not.toEqual([]);
});

describe('a hostile file is refused without being followed', () => {
  const many = 200_000;
  test.each([
    ['manifest-too-deep', `image: ${'['.repeat(many)}`],
    ['manifest-too-deep', `image:\n${'- '.repeat(many)}`],
    ['manifest-too-deep', `image: ${'{a: '.repeat(many)}`],
    ['manifest-yaml', `image: ${'}'.repeat(many)}`],
    ['manifest-yaml', `image: ${'&a '.repeat(many)}`],
    ['manifest-yaml', `image: ${'" '.repeat(many)}`],
    ['manifest-too-many-documents', 'image: a\n---\n'.repeat(10_001)],
    ['manifest-too-many-tokens', `image:\n${'- a\n'.repeat(1_100_000)}`],
    ['manifest-too-large', `image: ${'a'.repeat(7 * 1024 * 1024)}`],
    [
      'manifest-alias-bomb',
      `image: &a {${Array.from({ length: 999 }, (_, key) => `k${key}: v`).join()}}\nb:\n${'- {<<: *a}\n'.repeat(999)}`,
    ],
    [
      'manifest-alias-bomb',
      `image: &a0 []\n${Array.from({ length: many / 10 }, (_, key) => `a${key + 1}: &a${key + 1} [*a${key}]`).join('\n')}`,
    ],
    ['manifest-alias', 'image: &a {<<: *a}'],
  ])('%s', (code, text) => {
    const { problems, candidates } = read('a.yaml', text);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.length).toBeLessThanOrEqual(20);
    expect(candidates).toEqual([]);
  });
});

test('many unknown tags and repeated aliases are no hostility', () => {
  const tags = Array.from({ length: 100 }, (_, key) => `k${key}: !vault secret`).join('\n');
  const aliases = Array.from({ length: 300 }, (_, key) => `i${key}: {repository: trade, tag: *v}`).join('\n');
  const { problems, candidates } = read('values.yaml', `${tags}\nversion: &v 1.3.2\n${aliases}\n`);
  expect(problems).toEqual([]);
  expect(candidates).toHaveLength(300);
});
