import { describe, expect, test } from 'vitest';
import type { Manifest } from '../manifests/manifest.ts';
import { buildNetwork } from './build.ts';
import {
  givenConfig,
  givenNetwork,
  listEntries,
  overlay,
  readManifests,
  tellPins,
  tellProblems,
  type Files,
} from './network.test-data.ts';

const POD = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: node}
spec: {template: {spec: {containers: [{name: node, image: "r.example/trade:1.0.0"}]}}}
`;

const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'its own images',
    { 'nodes/a/kustomization.yaml': overlay('1.3.2') },
    ['nodes/a/kustomization.yaml:4 trade 1.3.2: a'],
  ],
  [
    'a pod spec of a base',
    {
      'nodes/a/kustomization.yaml': 'resources: [../../base]',
      'base/kustomization.yaml': 'resources: [pod.yaml]',
      'base/pod.yaml': POD,
    },
    ['base/pod.yaml:4 trade 1.0.0: a'],
  ],
  [
    'not what an outer entry overrides, however it is read',
    {
      'nodes/a/kustomization.yaml': overlay('1.3.2', 'resources: [../../base]\npatches: [{path: patch.yaml}]'),
      'nodes/a/patch.yaml': POD,
      'base/kustomization.yaml': overlay('1.2.0', 'resources: [pod.yaml]'),
      'base/pod.yaml': POD.replace('1.0.0', 'latest'),
    },
    ['nodes/a/kustomization.yaml:5 trade 1.3.2: a'],
  ],
  [
    'the entry of a component, over the resources beside it',
    {
      'nodes/a/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../rings/canary]',
      'base/kustomization.yaml': overlay('1.2.0', 'resources: [pod.yaml]'),
      'base/pod.yaml': POD,
      'rings/canary/kustomization.yaml': overlay('1.3.2', 'kind: Component'),
    },
    ['rings/canary/kustomization.yaml:4 trade 1.3.2: a'],
  ],
  [
    'the entry of one resource, not over the resource beside it',
    {
      'nodes/a/kustomization.yaml': 'resources: [../../base, ../../job]',
      'base/kustomization.yaml': 'resources: [pod.yaml]',
      'base/pod.yaml': POD,
      'job/kustomization.yml': overlay('1.3.2'),
    },
    ['base/pod.yaml:4 trade 1.0.0: a', 'job/kustomization.yml:4 trade 1.3.2: a'],
  ],
  [
    'an entry that replaces a name',
    {
      'nodes/a/kustomization.yaml':
        'resources: [../../base]\nimages: [{name: r.example/trade, newName: mirror.example/trade, newTag: 1.3.2}]',
      'base/kustomization.yaml': overlay('1.2.0'),
    },
    ['nodes/a/kustomization.yaml:2 trade 1.3.2: a'],
  ],
  [
    'a shared base, once',
    {
      'nodes/a/kustomization.yaml': 'resources: [../../base]',
      'nodes/b/kustomization.yaml': 'resources: [../../base/]',
      'base/kustomization.yaml': overlay('1.2.0'),
    },
    ['base/kustomization.yaml:4 trade 1.2.0: a b'],
  ],
];

test.each(CASES)('a node takes its version from %s', (_, files, pins) => {
  const network = givenNetwork(files);
  expect(tellPins(network)).toEqual(pins);
  expect(network.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});

describe('what cannot be followed is told, and the rest is followed', () => {
  const files = (reference: string, more: Files = {}): Files => ({
    'nodes/a/kustomization.yaml': overlay('1.3.2', `resources:\n  - ${reference}`),
    ...more,
  });

  test.each<readonly [string, Files, string]>([
    ['../../base', {}, 'nodes/a/kustomization.yaml:2 reference-missing: "../../base" does not exist in this commit'],
    ['pod.yaml', {}, 'nodes/a/kustomization.yaml:2 reference-missing: "pod.yaml" does not exist in this commit'],
    [
      '../../base',
      { 'base/pod.yaml': POD },
      'nodes/a/kustomization.yaml:2 reference-no-kustomization: the folder "../../base" has no kustomization.yaml',
    ],
    [
      '../../../etc',
      {},
      'nodes/a/kustomization.yaml:2 entry-outside: ../../../etc leads out of the repository, or into .git',
    ],
    ['/etc', {}, 'nodes/a/kustomization.yaml:2 entry-outside: /etc leads out of the repository, or into .git'],
    [
      '../../.git',
      {},
      'nodes/a/kustomization.yaml:2 entry-outside: ../../.git leads out of the repository, or into .git',
    ],
    [
      '../../base',
      { base: { kind: 'symlink' } },
      'nodes/a/kustomization.yaml:2 entry-symlink: base is a symbolic link, which Cordage does not follow',
    ],
    [
      '../../base/x/pod.yaml',
      { base: { kind: 'submodule' } },
      'nodes/a/kustomization.yaml:2 entry-submodule: base is a submodule; its files belong to another repository, which Cordage does not change',
    ],
    [
      '../../base',
      { 'base/kustomization.yaml': { kind: 'symlink' } },
      'nodes/a/kustomization.yaml:2 entry-symlink: base/kustomization.yaml is a symbolic link, which Cordage does not follow',
    ],
    ['../a', {}, 'nodes/a/kustomization.yaml:2 reference-cycle: "../a" leads back to this file'],
    [
      '../../base',
      { 'base/kustomization.yaml': 'bases:\n  - ../nodes/a' },
      'base/kustomization.yaml:2 reference-cycle: "../nodes/a" leads back to this file',
    ],
    ['broken.yaml', { 'nodes/a/broken.yaml': 'image: [' }, 'nodes/a/broken.yaml:1 manifest-yaml:'],
  ])('%s with %j', (reference, more, expected) => {
    const network = givenNetwork(files(reference, more));
    expect(tellProblems(network).filter((line) => !line.includes('artifact-no-pin'))).toEqual([
      expect.stringContaining(expected),
    ]);
    expect(tellPins(network)).toEqual(['nodes/a/kustomization.yaml:5 trade 1.3.2: a']);
  });

  test('remote bases and inline patches are not looked for', () => {
    const network = givenNetwork(
      files('https://github.com/acme/base?ref=v1\n  - github.com/acme/base\npatches:\n  - patch: "a: 1"'),
    );
    expect(tellProblems(network).filter((line) => !line.includes('artifact-no-pin'))).toEqual([]);
  });

  test('a chain of bases ends somewhere', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`b${index}/kustomization.yaml`, `resources:\n  - ../b${index + 1}`]),
    );
    const network = givenNetwork({ 'nodes/a/kustomization.yaml': 'resources: [../../b0]', ...chain });
    expect(tellProblems(network)[0]).toContain('reference-too-deep: more than 100 files refer to one another in a row');
  });

  test('a file too large to be read', () => {
    const input = files('pod.yaml', { 'nodes/a/pod.yaml': POD });
    const manifests = readManifests(input);
    manifests.delete('nodes/a/pod.yaml');
    const network = buildNetwork({
      config: givenConfig(),
      configFile: 'cordage.yaml',
      entries: listEntries(input),
      manifests,
    });
    expect(tellProblems(network)).toContainEqual(expect.stringContaining('nodes/a/pod.yaml:1 file-unread'));
  });
});

/** Counts how often files are looked at: work, without a clock. */
class CountingMap extends Map<string, Manifest> {
  looks = 0;

  override get(path: string): Manifest | undefined {
    this.looks += 1;
    return super.get(path);
  }
}

test.each([100, 1000])(
  '%i nodes on one base of 50 files: the work grows with the files, not with their product',
  (count) => {
    const base = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`base/pod-${index}.yaml`, POD]));
    const nodes = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `nodes/n${index}/kustomization.yaml`,
        overlay('1.3.2', 'resources: [../../base]'),
      ]),
    );
    const files: Files = {
      ...base,
      ...nodes,
      'base/kustomization.yaml': `resources: [${Object.keys(base)
        .map((path) => path.slice(5))
        .join(', ')}]`,
    };
    const manifests = new CountingMap(readManifests(files));
    manifests.looks = 0;
    const network = buildNetwork({
      config: givenConfig(),
      configFile: 'cordage.yaml',
      entries: listEntries(files),
      manifests,
    });
    expect(network.pins).toHaveLength(count);
    expect(manifests.looks).toBeLessThan(4 * (count + 51));
  },
);
