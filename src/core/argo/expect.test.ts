import { describe, expect, test } from 'vitest';
import { givenConfig, givenNetwork, overlay } from '../network/network.test-data.ts';
import type { Artifact } from '../config/config.ts';
import { expectOf, imagesByNode } from './expect.ts';

const CORDA: Artifact = {
  name: 'corda',
  kind: 'corda',
  images: ['registry.example.com/corda/corda-enterprise', 'corda/corda-enterprise'],
  tag: undefined,
  jars: [],
  releases: undefined,
};

const FACTS = {
  version: '4.12.9',
  commit: 'c'.repeat(40),
  movedAt: 0,
  contains: () => true,
  isOurs: () => true,
  hooks: [],
  windows: [],
  refreshAskedAt: undefined,
  settle: 10_000,
  now: 1000,
};

const expecting = (artifact: Partial<Artifact> = {}, images = CORDA.images) =>
  expectOf({ ...FACTS, artifact: { ...CORDA, ...artifact }, images });

const HOME = 'registry.example.com/corda/corda-enterprise';
const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('what an image that runs says', () => {
  test.each([
    ['the version itself', `${HOME}:4.12.9`, 'wanted'],
    ['behind a v', `${HOME}:v4.12.9`, 'wanted'],
    ['with a flavour', `${HOME}:4.12.9-zulu-openjdk-alpine`, 'wanted'],
    ['with tag and digest', `${HOME}:4.12.9@${DIGEST}`, 'wanted'],
    ['under its other name, by Docker Hub', 'docker.io/corda/corda-enterprise:4.12.9', 'wanted'],
    ['of another patch', `${HOME}:4.12.8`, 'other-version'],
    ['of a longer number', `${HOME}:4.12.90`, 'other-version'],
    ['of a prerelease', `${HOME}:4.12.9-RC01`, 'other-version'],
    ['by its digest alone', `${HOME}@${DIGEST}`, 'other-version'],
    ['without a tag', HOME, 'other-version'],
    ['that cannot be read', `${HOME}:latest`, 'other-version'],
    ['of something beside it', `${HOME}-tools:4.12.9`, 'unrelated'],
    ['of a sidecar', 'busybox:4.12.9', 'unrelated'],
    ['that is none', '{{ image }}', 'unrelated'],
    ['by way of a mirror', `mirror.corp/${HOME}:4.12.9`, 'wanted'],
    ['by way of a mirror, of before', `mirror.corp/${HOME}:4.12.8`, 'other-version'],
    ['by way of a mirror with a port, in place of the registry', 'mirror:5000/corda/corda-enterprise:4.12.9', 'wanted'],
    ["by way of a mirror's project", 'mirror.corp/hub/corda/corda-enterprise:4.12.9', 'wanted'],
    ['of a mirror, with less of the name', 'mirror.corp/corda-enterprise:4.12.9', 'unrelated'],
    ['of a mirror, with the end of a longer name', 'mirror.corp/my-corda/corda-enterprise:4.12.9', 'unrelated'],
    ['of a namesake on Docker Hub', 'vendor/corda/corda-enterprise:4.12.9', 'unrelated'],
    ['of a namesake on Docker Hub, by its address', 'docker.io/vendor/corda/corda-enterprise:4.12.9', 'unrelated'],
  ])('%s', (_, image, found) => expect(expecting().judgeImage(image)).toBe(found));
});

test.each([
  ['registry.example.com/trade', 'mirror.corp/registry.example.com/trade:4.12.9', 'wanted'],
  ['registry.example.com/trade', 'mirror.corp/registry.example.com/trade:4.12.8', 'other-version'],
  ['localhost/trade', 'mirror.corp/trade:4.12.9', 'wanted'],
  ['docker.io/library/trade', 'mirror.corp/docker.io/library/trade:4.12.9', 'wanted'],
  ['trade', 'mirror.corp/hub/trade:4.12.9', 'wanted'],
  ['trade', 'vendor/trade:4.12.9', 'unrelated'],
  ['trade', 'mirror.corp/my-trade:4.12.9', 'unrelated'],
])('%s, seen as %s: %s', (pinned, image, found) => expect(expecting({}, [pinned]).judgeImage(image)).toBe(found));

test('a template says where the version stands in a tag', () => {
  const { judgeImage } = expecting({ tag: 'build-7-{version}-zulu' });
  expect(judgeImage(`${HOME}:build-7-4.12.9-zulu`)).toBe('wanted');
  expect(judgeImage(`${HOME}:build-7-4.12.8-zulu`)).toBe('other-version');
});

test('a node without an image of it shows nothing by images', () => {
  expect(expecting({}, []).hasImage).toBe(false);
  expect(expecting({}, []).judgeImage(`${HOME}:4.12.8`)).toBe('unrelated');
  expect(expecting().hasImage).toBe(true);
});

test('all else is handed on, with a minute of grace', () => {
  expect(expecting()).toMatchObject({ commit: FACTS.commit, settle: 10_000, now: 1000, grace: 60_000 });
});

test('the images of a node are those of its pins, by the name that runs', () => {
  const network = givenNetwork(
    {
      'nodes/a/kustomization.yaml': overlay('1.4.0'),
      'nodes/b/kustomization.yaml':
        'images:\n  - {name: r.example/trade, newName: mirror.example/trade, newTag: "1.4.0"}\n',
      'nodes/c/kustomization.yaml': 'resources: []\n',
    },
    givenConfig('- {name: all}'),
  );
  expect([...imagesByNode(network, 'trade')]).toMatchInlineSnapshot(`
    [
      [
        "a",
        [
          "r.example/trade",
        ],
      ],
      [
        "b",
        [
          "mirror.example/trade",
        ],
      ],
    ]
  `);
});
