import { expect, test } from 'vitest';
import type { Artifact } from '../config/config.ts';
import { givenConfig, givenNetwork } from '../network/network.test-data.ts';
import { listPaths } from './paths.ts';

/** Nodes by name with their version of corda. */
const given = (nodes: Readonly<Record<string, string>>, kind: Artifact['kind'] = 'corda') => {
  const files = Object.entries(nodes).map(([node, version]) => [
    `nodes/${node}/kustomization.yaml`,
    `images:\n  - name: r.example/corda\n    newTag: "${version}-zulu-openjdk-alpine"\n`,
  ]);
  const config = givenConfig();
  const network = givenNetwork(Object.fromEntries(files), config);
  const corda = { ...(config.artifacts[0] as Artifact), kind };
  return (version: string, moving = Object.keys(nodes)) =>
    listPaths(network, corda, version, moving).map(({ from, nodes: count, steps }) =>
      `${from} ${count} ${steps.map(({ to }) => to).join(' ')}`.trim(),
    );
};

test('a way for each version that nodes run, the most frequent first', () => {
  const list = given({ a: '4.11.4', b: '4.10.6', c: '4.10.6', d: '4.13.4' });
  expect(list('4.14.1')).toEqual([
    '4.10.6 2 4.11.7 4.12.9 4.13.4 4.14.1',
    '4.13.4 1 4.14.1',
    '4.11.4 1 4.12.9 4.13.4 4.14.1',
  ]);
  expect(list('4.14.1', ['d'])).toEqual(['4.13.4 1 4.14.1']);
});

test('no way down, none to what is not known, and none for what is no node', () => {
  expect(given({ a: '4.12.9', b: '4.11.7' })('4.11.7')).toEqual(['4.11.7 1']);
  expect(given({ a: '4.12.9' })('5.0.0')).toEqual([]);
  expect(given({ a: '4.12.9' }, 'image')('4.13.4')).toEqual([]);
});
