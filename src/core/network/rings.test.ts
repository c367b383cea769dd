import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../problem.ts';
import { givenConfig, tellProblems } from './network.test-data.ts';
import { assignRings } from './rings.ts';

const AT: Place = { file: 'cordage.yaml', line: 9, column: 5 };

const assign = (rings: string, nodes: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  assignRings(
    givenConfig(rings),
    Object.entries(nodes).map(([name, labels]) => ({ name, labels, file: `nodes/${name}/kustomization.yaml` })),
    () => AT,
  );

const tell = (rings: string, nodes: Parameters<typeof assign>[1]): readonly string[] => {
  const assigned = assign(rings, nodes);
  return [...assigned.rings.map(({ name, members }) => `${name}: ${members.join(' ')}`), ...tellProblems(assigned)];
};

const NODES = { a: { ring: 'canary' }, b: { ring: 'early', region: 'eu' }, c: { ring: 'early' }, d: {} };

test.each([
  ['labels, and the rest', '- {name: x, nodes: {labels: {ring: canary}}}\n- {name: y}', ['x: a', 'y: b c d']],
  [
    'all labels must hold',
    '- {name: x, nodes: {labels: {ring: early, region: eu}}}\n- {name: y}',
    ['x: b', 'y: a c d'],
  ],
  [
    'names and globs over them',
    '- {name: x, nodes: {names: [d, "[ab]"]}}\n- {name: y}'.replace('[ab]', '?a'),
    expect.arrayContaining(['x: d']),
  ],
  ['globs over files', '- {name: x, nodes: {glob: nodes/a/*}}\n- {name: y}', ['x: a', 'y: b c d']],
  [
    'labels and names together narrow',
    '- {name: x, nodes: {labels: {ring: early}, names: [a, b]}}\n- {name: y}',
    ['x: b', 'y: a c d'],
  ],
  [
    'percent of what others leave',
    '- {name: x, nodes: {names: [a, b]}}\n- {name: y, nodes: {percent: 50}}\n- {name: z}',
    ['x: a b', 'y: c', 'z: d'],
  ],
  ['percent up to all', '- {name: x, nodes: {percent: 100}}', ['x: a b c d']],
])('%s', (_, rings, expected) => expect(tell(rings, NODES)).toEqual(expected));

describe('problems', () => {
  test('a node in no ring', () => {
    expect(tell('- {name: x, nodes: {names: [a, b, c]}}', NODES)).toEqual([
      'x: a b c',
      'nodes/d/kustomization.yaml:1 node-in-no-ring: node "d" is in no ring, so no rollout would reach it',
    ]);
  });

  test('a node in two rings, which then has none', () => {
    expect(tell('- {name: x, nodes: {names: a}}\n- {name: y, nodes: {glob: "**"}}', { a: {}, b: {} })).toEqual([
      'x: ',
      'y: b',
      'nodes/a/kustomization.yaml:1 node-in-rings: node "a" is in 2 rings: x, y',
      'cordage.yaml:9 ring-empty: ring "x" has no nodes',
    ]);
  });

  test('an empty ring, and a name or a glob for nothing', () => {
    expect(tell('- {name: x, nodes: {names: [party-01, "x*"], glob: eu/*}}\n- {name: y}', { 'party-1': {} })).toEqual([
      'x: ',
      'y: party-1',
      'cordage.yaml:9 ring-empty: ring "x" has no nodes',
      'cordage.yaml:9 ring-choice-empty: ring "x" chooses "party-01", and no node is called or filed so',
      'cordage.yaml:9 ring-choice-empty: ring "x" chooses "x*", and no node is called or filed so',
      'cordage.yaml:9 ring-choice-empty: ring "x" chooses "eu/*", and no node is called or filed so',
    ]);
    expect(assign('- {name: x, nodes: {names: party-01}}\n- {name: y}', { 'party-1': {} }).problems[1]?.remedy).toBe(
      'did you mean "party-1"?',
    );
  });

  test('labels of the prototype are no labels', () => {
    expect(tell('- {name: x, nodes: {labels: {constructor: x}}}\n- {name: y}', { a: {} })).toContain('y: a');
  });
});

test('every node is in exactly one ring, or told', () => {
  const labels = fc.dictionary(fc.constantFrom('ring', 'wave'), fc.constantFrom('1', '2'));
  const nodes = fc.dictionary(fc.stringMatching(/^[a-d]{1,3}$/), labels, { maxKeys: 20 });
  const selector = fc.constantFrom(
    '{labels: {ring: "1"}}',
    '{labels: {wave: "2"}}',
    '{names: "a*"}',
    '{percent: 30}',
    '{glob: nodes/b*/*}',
  );
  const rings = fc.tuple(fc.array(selector, { minLength: 1, maxLength: 3 }), fc.boolean());
  fc.assert(
    fc.property(nodes, rings, (given, [selectors, rest]) => {
      const lines = [
        ...selectors.map((one, index) => `- {name: r${index}, nodes: ${one}}`),
        ...(rest ? ['- {name: rest}'] : []),
      ];
      const { nodes, rings, problems } = assign(lines.join('\n'), given);
      const told = new Set(problems.filter(({ code }) => code.startsWith('node-')).map(({ at }) => at?.file));
      for (const node of nodes) {
        const memberships = rings.filter(({ members }) => members.includes(node.name)).map(({ name }) => name);
        expect(memberships).toEqual(node.ring === undefined ? [] : [node.ring]);
        expect(told.has(node.file)).toBe(node.ring === undefined);
      }
      expect(nodes).toHaveLength(Object.keys(given).length);
    }),
  );
});
