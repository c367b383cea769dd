import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isName } from '../text/branch.ts';
import { isFormName } from '../text/config-forms.ts';
import { PERMISSIONS } from './config.ts';
import { keysAt } from './keys.ts';
import { ConfigShape, renderSchema } from './schema.ts';

const ROOT = join(import.meta.dirname, '../../..');

test('the committed schema is current; node scripts/generate-schema.ts writes it', () => {
  expect(readFileSync(join(ROOT, 'schema/cordage.schema.json'), 'utf8')).toBe(renderSchema());
});

describe('an editor with the schema', () => {
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(renderSchema()));
  const small = `
network: trade
artifacts:
  corda: {kind: corda, image: registry.example.com/corda/corda-enterprise}
  trade: {kind: cordapp, image: registry.example.com/cordapps/trade, releases: acme/trade-cordapp}
nodes: nodes/*/kustomization.yaml
rings:
  - {name: canary, nodes: {labels: {ring: canary}}, soak: 30m}
  - {name: early,  nodes: {labels: {ring: early}},  soak: 2h, batch: 25%, maxUnhealthy: 1}
  - {name: all,    soak: 24h, batch: 200, maxUnhealthy: 1%}
`;

  test('takes a right file', () => {
    validate(parse(small));
    expect(validate.errors).toBeNull();
  });

  test('takes gates, permissions and owners', () => {
    const more = `gates: {approvals: 2, checks: test, freezes: [{zone: Europe/London, weekly: "Fri 18:00 - Mon 07:00"}]}
permissions: {rollout: maintain, hold: {teams: operators, owners: true}}
owners: {label: cordage.io/owner}
`;
    validate(parse(small + more));
    expect(validate.errors).toBeNull();
    expect(validate(parse(small + more.replace('maintain', 'boss')))).toBe(false);
    expect(validate(parse(small + more.replace('Europe/London', 'UTC+1')))).toBe(false);
  });

  test('takes Argo CD', () => {
    const more = `argocd: {instances: [{name: tokyo, selector: region=tokyo, url: "https://argocd.example.com"}], settle: 5s}
disclosure: counts
`;
    validate(parse(small + more));
    expect(validate.errors).toBeNull();
    expect(validate(parse(small + more.replace('5s', '2h')))).toBe(false);
    expect(validate(parse(small + more.replace('//argocd', '//ada@argocd')))).toBe(false);
    expect(validate(parse(small + more.replace('counts', 'none')))).toBe(false);
  });

  test('takes network parameters and rules', () => {
    const more = `networkParameters: {minimumPlatformVersion: 12, eventHorizon: 30d, update: {deadline: "2026-12-01T18:00Z"}}
rules: {evidence: [{what: drain, for: "4.12", reason: r}], overrides: [{rule: R42, until: 2026-12-31, reason: r}]}
`;
    validate(parse(small + more));
    expect(validate.errors).toBeNull();
    expect(validate(parse(small + more.replace('30d', '30')))).toBe(false);
    expect(validate(parse(small + more.replace('18:00Z', '18:00')))).toBe(false);
    expect(validate(parse(small + more.replace('drain', 'prayer')))).toBe(false);
    expect(validate(parse(small + more.replace('R42', 'R43')))).toBe(false);
  });

  test.each([
    ['soak: 30m', 'soak: 30'],
    ['batch: 25%', 'batch: 125%'],
    ['kind: cordapp', 'kind: app'],
    ['network:', 'netwrk:'],
    ['nodes/*/', '../nodes/*/'],
    ['name: all,', ''],
    ['name: all', 'name: All'],
    ['releases: acme/trade-cordapp', 'releases: trade'],
    ['releases: acme/trade-cordapp', 'releases: {repository: acme/x, tag: v1}'],
  ])('refuses %s written as %s', (right, wrong) => {
    expect(validate(parse(small.replace(right, wrong)))).toBe(false);
  });
});

test('describes every setting', () => {
  const bare: string[] = [];
  const walk = (node: Readonly<Record<string, unknown>>, path: string): void => {
    const properties = (node['properties'] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    for (const [key, child] of Object.entries(properties)) {
      if (typeof child['description'] !== 'string') bare.push(`${path}${key}`);
      walk(child, `${path}${key}.`);
    }
    for (const inner of ['items', 'additionalProperties'])
      if (typeof node[inner] === 'object') walk(node[inner] as typeof node, path);
    for (const option of (node['anyOf'] ?? []) as (typeof node)[]) walk(option, path);
  };
  const schema = JSON.parse(renderSchema());
  walk(schema, '');
  walk({ properties: { who: { description: 'shared', anyOf: schema.definitions.who.anyOf } } }, '');
  expect(bare).toEqual([]);
});

test('a name in the file is a name in a branch', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', ' '), maxLength: 45 });
  fc.assert(
    fc.property(letters, (text) => {
      const issues = ConfigShape.safeParse({ network: text }).error?.issues ?? [];
      expect(issues.some(({ path }) => path[0] === 'network')).toBe(!isName(text));
    }),
  );
});

test('every error has a sentence', () => {
  const wrong = {
    network: 1,
    artifacts: {
      a: {
        kind: 1,
        image: 1,
        tag: 1,
        jar: 1,
        releases: { repository: 1, tag: 1, assets: 1, prereleases: 1, order: 1, during: 1 },
      },
      b: { releases: 1 },
      c: 1,
    },
    nodes: 1,
    platformVersions: { '4.15': 'x', '4.15.1': 170 },
    gates: {
      approvals: 1.5,
      checks: [1],
      patience: '0d',
      quarantine: 1,
      concurrent: 1,
      freezes: [
        { name: 1, zone: '+01:00', rings: 1, weekly: 1, daily: 1, once: '2026-02-30 00:00 - 2026-03-01 00:00' },
        1,
      ],
    },
    permissions: { rollout: 'boss', abort: { role: 1, users: 1, teams: 1, owners: 1 }, pause: [] },
    owners: { label: 1 },
    argocd: {
      instances: [{ name: 1, context: ' ', namespaces: ['*'], selector: 'a in b', url: 1 }, 1],
      application: { label: 1, annotation: '/' },
      settle: '2h',
      refresh: 1,
      drift: 1,
    },
    disclosure: 1,
    networkParameters: {
      minimumPlatformVersion: 0,
      eventHorizon: '0d',
      recoveryMaximumBackupInterval: 10,
      confidentialIdentityMinimumBackupInterval: 10,
      packageOwnership: { 'com..acme': ['no'], 'com.acme': 1 },
      update: { minimumPlatformVersion: 1.5, deadline: '2026-02-30T00:00Z' },
      networkMap: 'netmap',
    },
    rules: {
      development: 'a/b',
      notaries: [],
      evidence: [{ what: 1, for: 4.12, nodes: 1, until: '2026-02-30', reason: '' }, 1],
      overrides: [{ rule: 'R0', until: 1, reason: 1 }, 1],
    },
    rings: [
      {
        name: 1,
        nodes: { labels: 1, names: 1, glob: 1, percent: 1.5 },
        soak: 1,
        batch: '',
        maxUnhealthy: '',
        opens: 1,
        merges: 1,
        approvals: 11,
        checks: '',
        liveWithin: 1,
        permissions: { network: 'admin' },
      },
      { nodes: 1 },
      1,
    ],
  };
  const messages = ConfigShape.safeParse(wrong).error?.issues.flatMap((issue) =>
    issue.code === 'invalid_key'
      ? issue.issues
      : issue.code === 'invalid_union'
        ? [issue, ...issue.errors.flat().filter(({ path }) => path.length > 0)]
        : [issue],
  );
  expect(messages?.length).toBeGreaterThan(40);
  const told = messages?.filter(({ code }) => code !== 'unrecognized_keys');
  expect(told?.filter(({ message }) => !isFormName(message))).toEqual([]);
});

test('knows the settings of every map', () => {
  expect(keysAt([])).toEqual([
    'network',
    'artifacts',
    'nodes',
    'rings',
    'platformVersions',
    'networkParameters',
    'gates',
    'rules',
    'permissions',
    'owners',
    'argocd',
    'disclosure',
  ]);
  expect(keysAt(['artifacts', 'a', 'releases'])).toContain('prereleases');
  expect(keysAt(['rings', 0])).toContain('soak');
  expect(keysAt(['rings', 0, 'nodes'])).toEqual(['labels', 'names', 'glob', 'percent']);
  expect(keysAt(['rings', 0, 'permissions', 'hold'])).toEqual(['role', 'users', 'teams', 'owners']);
  expect(keysAt(['gates', 'freezes', 3])).toContain('zone');
  expect(keysAt(['permissions'])).toEqual(expect.arrayContaining([...PERMISSIONS]));
  expect(keysAt(['permissions', 'constructor', 'constructor'])).toEqual([]);
  expect(keysAt(['argocd', 'instances', 0])).toEqual(['name', 'context', 'namespaces', 'selector', 'url']);
  expect(keysAt(['argocd', 'application'])).toEqual(['label', 'annotation']);
  expect(keysAt(['networkParameters', 'update'])).toEqual(['minimumPlatformVersion', 'deadline']);
  expect(keysAt(['networkParameters', 'packageOwnership'])).toEqual([]);
  expect(keysAt(['rules', 'evidence', 0])).toEqual(['what', 'for', 'nodes', 'until', 'reason']);
  expect(keysAt(['rules', 'overrides', 1])).toEqual(['rule', 'until', 'reason']);
  expect(keysAt(['nodes', 0])).toEqual([]);
});
