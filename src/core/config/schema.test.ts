import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isName } from '../text/branch.ts';
import { isFormName } from '../text/config-forms.ts';
import { ConfigShape, keysAt, renderSchema } from './schema.ts';

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
  walk(JSON.parse(renderSchema()), '');
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
        releases: { repository: 1, tag: 1, assets: 1, prereleases: 1, order: 1 },
      },
      b: { releases: 1 },
      c: 1,
    },
    nodes: 1,
    platformVersions: { '4.15': 'x', '4.15.1': 170 },
    rings: [
      {
        name: 1,
        nodes: { labels: 1, names: 1, glob: 1, percent: 1.5 },
        soak: 1,
        batch: '',
        maxUnhealthy: '',
        opens: 1,
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
  expect(messages?.length).toBeGreaterThan(20);
  expect(messages?.filter(({ message }) => !isFormName(message))).toEqual([]);
});

test('knows the settings of every map', () => {
  expect(keysAt([])).toEqual(['network', 'artifacts', 'nodes', 'rings', 'platformVersions']);
  expect(keysAt(['artifacts', 'a', 'releases'])).toContain('prereleases');
  expect(keysAt(['rings', 0])).toContain('soak');
  expect(keysAt(['rings', 0, 'nodes'])).toEqual(['labels', 'names', 'glob', 'percent']);
});
