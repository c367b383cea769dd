import { expect, test } from 'vitest';
import type { ArgoConfig } from '../config/config.ts';
import type { ArgoApplication, InstanceView } from './application.ts';
import { decodeApplication } from './decode-application.ts';
import { matchApplications } from './match.ts';
import { isOurRepository } from './our-repository.ts';

const OURS = 'https://github.com/acme/network';
const BY_NAME = { by: 'name', template: 'trade-{node}' } as const;
const BY_LABEL = { by: 'label', key: 'node' } as const;

type Described = { readonly name: string; readonly label?: string; readonly repos?: readonly string[] };

const view = (node: ArgoConfig['node'], name: string, ...described: readonly Described[]): InstanceView => ({
  name,
  url: undefined,
  state: 'watched',
  heardAt: 0,
  why: undefined,
  readOnly: false,
  windows: new Map(),
  applications: described.flatMap(({ name: application, label, repos = [OURS] }): readonly ArgoApplication[] => {
    const metadata = { name: application, namespace: 'argocd', labels: { node: label } };
    const spec = { sources: repos.map((repoURL) => ({ repoURL })) };
    return [decodeApplication({ metadata, spec }, name, node)].filter((found) => found !== undefined);
  }),
});

/** `node: instance/application, ...`, and who is nobody's. */
const match = (nodes: readonly string[], node: ArgoConfig['node'], ...views: readonly InstanceView[]) => {
  const { byNode, strangers } = matchApplications(
    nodes,
    views,
    node,
    isOurRepository('https://github.com', 'acme/network'),
  );
  const name = (found: { readonly instance: string; readonly name: string }) => `${found.instance}/${found.name}`;
  return {
    ...Object.fromEntries(Array.from(byNode, ([node, found]) => [node, found.map(name).join(', ')])),
    strangers: strangers.map(name).join(', '),
  };
};

test('by name', () => {
  const eu = view(
    BY_NAME,
    'eu',
    { name: 'trade-party-1' },
    { name: 'trade-party-9' },
    { name: 'trade-' },
    { name: 'party-1' },
    { name: 'trade-party-2', repos: ['https://github.com/acme/other'] },
    { name: 'trade-party-3', repos: ['https://charts.example.com', OURS] },
    { name: 'trade-party-4', repos: [] },
  );
  expect(match(['party-1', 'party-2', 'party-3', 'party-4'], BY_NAME, eu)).toEqual({
    'party-1': 'eu/trade-party-1',
    'party-3': 'eu/trade-party-3',
    strangers: 'eu/trade-party-9, eu/trade-, eu/party-1',
  });
});

test('by label, several of one node', () => {
  const eu = view(BY_LABEL, 'eu', { name: 'a', label: 'party-1' }, { name: 'b', label: 'party-1' }, { name: 'c' });
  const us = view(BY_LABEL, 'us', { name: 'a', label: 'party-1' }, { name: 'd', label: 'party-2' });
  expect(match(['party-1', 'party-2', 'party-3'], BY_LABEL, eu, us)).toEqual({
    'party-1': 'eu/a, eu/b, us/a',
    'party-2': 'us/d',
    strangers: 'eu/c',
  });
});

test.each([
  ['{node}', 'party-1', 'party-1'],
  ['{node}-eu', 'party-1-eu', 'party-1'],
  ['a{node}a', 'aa', ''],
  ['{node}', '__proto__', '__proto__'],
  ['no place', 'no place', ''],
])('template %s on %s', (template, name, expected) => {
  const node = { by: 'name', template } as const;
  const { byNode } = matchApplications(['party-1', '', '__proto__'], [view(node, 'eu', { name })], node, () => true);
  expect(Array.from(byNode.keys()).join(', ')).toBe(expected);
});
