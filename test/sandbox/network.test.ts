import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { networkFiles } from '../../src/sandbox/network.ts';

type NodeFile = {
  readonly namespace: string;
  readonly namePrefix: string;
  readonly resources: readonly string[];
  readonly labels: readonly [{ readonly pairs: Record<string, string> }];
  readonly configMapGenerator: readonly [{ readonly literals: readonly string[] }];
  readonly images: readonly { readonly name: string; readonly newTag: unknown }[];
};

const participants = (files: Record<string, string>): readonly NodeFile[] =>
  Object.entries(files)
    .filter(([path]) => path.startsWith('nodes/party-'))
    .map(([, text]) => parse(text) as NodeFile);

const countBy = <T>(values: readonly T[], of: (value: T) => unknown): Record<string, number> =>
  values.reduce<Record<string, number>>((counts, value) => {
    const name = String(of(value));
    return { ...counts, [name]: (counts[name] ?? 0) + 1 };
  }, {});

const tradeOf = (node: NodeFile): unknown => node.images.find(({ name }) => name.endsWith('/trade'))?.newTag;
const ringOf = (node: NodeFile): string | undefined => node.labels[0].pairs['ring'];

describe('networkFiles', () => {
  test.each([
    [1, { canary: 1 }],
    [2, { canary: 1, early: 1 }],
    [3, { canary: 1, early: 1, all: 1 }],
    [40, { canary: 4, early: 12, all: 24 }],
    [1000, { canary: 100, early: 300, all: 600 }],
  ])('puts %i nodes into rings', async (nodes, rings) => {
    expect(countBy(participants(await networkFiles({ nodes })), ringOf)).toEqual(rings);
  });

  test('leaves a few nodes behind, none of them canary', async () => {
    const nodes = participants(await networkFiles({ nodes: 40 }));
    expect(countBy(nodes, tradeOf)).toEqual({ '1.3.2': 37, '1.3.1': 3 });
    expect(nodes.filter((node) => ringOf(node) === 'canary').map(tradeOf)).toEqual([
      '1.3.2',
      '1.3.2',
      '1.3.2',
      '1.3.2',
    ]);
  });

  test('takes the versions it is told', async () => {
    const files = await networkFiles({ nodes: 13, versions: { trade: '2.0.0', former: '1.9.9' } });
    expect(countBy(participants(files), tradeOf)).toEqual({ '2.0.0': 12, '1.9.9': 1 });
  });

  test('gives each node a folder, a namespace and a legal name of its own', async () => {
    const nodes = participants(await networkFiles({ nodes: 10_000 }));
    expect(nodes).toHaveLength(10_000);
    expect(new Set(nodes.map(({ namespace }) => namespace)).size).toBe(10_000);
    expect(new Set(nodes.map((node) => node.configMapGenerator[0].literals[0])).size).toBe(10_000);
    expect(nodes.at(-1)).toMatchObject({ namespace: 'party-10000', namePrefix: 'party-10000-' });
  });

  test('writes a node as the reference does', async () => {
    const files = await networkFiles({ nodes: 4 });
    expect(parse(files['nodes/party-0002/kustomization.yaml'] ?? '')).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['../../base/participant'],
      namespace: 'party-0002',
      namePrefix: 'party-0002-',
      labels: [{ pairs: { ring: 'early', company: 'company-0002', region: 'tokyo' } }],
      configMapGenerator: [
        {
          name: 'identity',
          literals: ['MY_LEGAL_NAME=O=Company 0002, L=Tokyo, C=JP', 'P2P_HOST=party-0002.nodes.example.com'],
          options: { annotations: { 'argocd.argoproj.io/sync-wave': '-2' } },
        },
      ],
      images: [
        { name: 'registry.example.com/corda/corda-enterprise', newTag: '4.12.9-zulu-openjdk-alpine' },
        { name: 'registry.example.com/cordapps/trade', newTag: '1.3.2' },
      ],
    });
  });

  test.each(['0001', '0002', '0003'])('agrees with the committed node %s to the byte', async (id) => {
    const path = `nodes/party-${id}/kustomization.yaml`;
    const committed = new URL(`../../manifests/network/${path}`, import.meta.url);
    expect((await networkFiles({ nodes: 4 }))[path]).toBe(await readFile(committed, 'utf8'));
  });

  test('keeps everything else as it is, the notary too', async () => {
    const others = Object.keys(await networkFiles({ nodes: 1 })).filter((path) => !path.startsWith('nodes/party-'));
    expect(others).toEqual(
      expect.arrayContaining([
        'cordage.yaml',
        'argocd/applicationset.yaml',
        'base/node/statefulset.yaml',
        'base/participant/kustomization.yaml',
        'nodes/notary-01/kustomization.yaml',
      ]),
    );
  });

  test('is the same every time', async () => {
    expect(await networkFiles({ nodes: 50 })).toEqual(await networkFiles({ nodes: 50 }));
  });

  test.each([0, -1, 1.5, Number.NaN, 10_001])('refuses %d nodes', async (nodes) => {
    await expect(networkFiles({ nodes })).rejects.toThrow(RangeError);
  });
});
