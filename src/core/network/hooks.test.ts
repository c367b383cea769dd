import { expect, test } from 'vitest';
import { givenConfig, givenNetwork, tellProblems, type Files } from './network.test-data.ts';

const job = (name: string, stage: string, budget = '15m'): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  annotations:
    argocd.argoproj.io/hook: PreSync
    cordage.io/hook: ${stage}
    cordage.io/budget: ${budget}
`;

const tell = (files: Files, nodes?: string): readonly string[] =>
  [...givenNetwork(files, givenConfig('- {name: all}', nodes)).hooks].map(
    ([node, hooks]) => `${node}: ${hooks.map(({ name, stage, budget }) => `${name} ${stage} ${budget}`).join(', ')}`,
  );

const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'its base, and its own',
    {
      'nodes/a/kustomization.yaml': 'resources: [../../base, drain.yaml]',
      'nodes/a/drain.yaml': job('drain', 'drain', '5m'),
      'nodes/b/kustomization.yaml': 'resources: [../../base]',
      'nodes/c/kustomization.yaml': 'labels: []',
      'base/kustomization.yaml': 'resources: [migrate.yaml]',
      'base/migrate.yaml': job('migrate', 'migration'),
    },
    ['a: migrate migration 900000, drain drain 300000', 'b: migrate migration 900000'],
  ],
  [
    'a component',
    {
      'nodes/a/kustomization.yaml': 'components: [../../backup]',
      'backup/kustomization.yaml': 'kind: Component\nresources: [job.yaml]',
      'backup/job.yaml': job('backup', 'backup'),
    },
    ['a: backup backup 900000'],
  ],
  [
    'a patch that gives it more time',
    {
      'nodes/a/kustomization.yaml': 'resources: [../../base]\npatches: [{path: patch.yaml}]',
      'nodes/a/patch.yaml': job('migrate', 'migration', '2h'),
      'base/kustomization.yaml': 'resources: [migrate.yaml]',
      'base/migrate.yaml': job('migrate', 'migration'),
    },
    ['a: migrate migration 7200000'],
  ],
  [
    'as it is written, whatever is put before its name',
    {
      'nodes/a/kustomization.yaml': 'resources: [../../base]\nnamePrefix: a-',
      'base/kustomization.yaml': 'resources: [migrate.yaml]',
      'base/migrate.yaml': job('migrate', 'migration'),
    },
    ['a: migrate migration 900000'],
  ],
];

test.each(CASES)('a node has the hooks of %s', (_, files, hooks) => expect(tell(files)).toEqual(hooks));

test('of a plain folder that an Application deploys', () => {
  const files: Files = {
    'apps/a.yaml':
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {repoURL: x, path: plain}}\n',
    'plain/job.yaml': job('drain', 'drain'),
  };
  expect(tell(files, 'apps/*.yaml')).toEqual(['a: drain drain 900000']);
});

test('what a hook says wrongly is told once, and only of files that a node reads', () => {
  const files: Files = {
    'nodes/a/kustomization.yaml': 'resources: [../../base]',
    'nodes/b/kustomization.yaml': 'resources: [../../base]',
    'base/kustomization.yaml': 'resources: [migrate.yaml]',
    'base/migrate.yaml': job('migrate', 'migrate'),
    'unread/job.yaml': job('migrate', 'migrate'),
  };
  expect(tellProblems(givenNetwork(files)).filter((line) => line.includes('hook'))).toEqual([
    'base/migrate.yaml:7 hook-stage: cordage.io/hook of Job "migrate" says "migrate", so the hook shows as part of the sync',
  ]);
});

test('a thousand nodes of one base have one list of hooks', () => {
  const files: Files = {
    ...Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`nodes/n${index}/kustomization.yaml`, 'resources: [../../base]']),
    ),
    'base/kustomization.yaml': 'resources: [migrate.yaml, drain.yaml]',
    'base/migrate.yaml': job('migrate', 'migration'),
    'base/drain.yaml': job('drain', 'drain'),
  };
  const { hooks } = givenNetwork(files);
  expect(hooks.size).toBe(1000);
  expect(new Set(hooks.values()).size).toBe(1);
});
