import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Network, Pin } from './network.ts';
import { planMoves } from './moves.ts';
import { givenConfig } from './network.test-data.ts';

/** A network of pins alone: `1.3.2 a b` is a pin of trade that decides for the nodes a and b. */
const given = (
  pins: readonly string[],
  order: 'semver' | 'published' = 'semver',
  rings: Readonly<Record<string, string>> = {},
): Network => {
  const config = givenConfig();
  const releases = {
    repository: 'acme/trade',
    tag: 'v{version}',
    assets: ['*.jar'],
    prereleases: 'ignore',
    order,
    during: 'supersede',
  } as const;
  return {
    name: 'test',
    artifacts: config.artifacts.map((artifact) => ({ ...artifact, releases })),
    nodes: [],
    rings: Object.entries(rings).map(([name, members]) => ({ ...config.rings[0]!, name, members: members.split(' ') })),
    pins: pins.map((text, index): Pin => {
      const [version = '', ...nodes] = text.split(' ');
      const scalar = { start: 0, end: 0, value: version, style: 'plain', path: [0], line: 1, column: 1 } as const;
      return {
        artifact: 'trade',
        version,
        nodes,
        file: `f${index}`,
        line: 1,
        column: 1,
        format: 'marker',
        candidate: { kind: 'marker', format: 'marker', artifact: 'trade', scalar },
      };
    }),
    problems: [],
    platformVersions: new Map(),
    workloads: new Map(),
    hooks: new Map(),
    policy: config.policy,
    parametersAt: { file: 'cordage.yaml', line: 1, column: 1 },
  };
};

const tell = (network: Network, nodes: string, version = '1.4.0') => {
  const { moves, left, problems } = planMoves(network, {
    artifact: 'trade',
    version,
    nodes: new Set(nodes.split(' ')),
  });
  return {
    moves: moves.map(({ file }) => file),
    left: left.map(({ node, reason }) => `${node} ${Object.values(reason).join(' ')}`),
    problems: problems.map(({ message }) => message),
  };
};

const NONE = { moves: [], left: [], problems: [] };

describe('planMoves', () => {
  test.each([
    ['an older node moves', given(['1.3.2 a']), 'a', { moves: ['f0'] }],
    ['with all its pins', given(['1.3.2 a', '1.3.1 a']), 'a', { moves: ['f0', 'f1'] }],
    ['those that are there already excepted', given(['1.3.2 a', '1.4.0 a']), 'a', { moves: ['f0'] }],
    ['other nodes stay', given(['1.3.2 a', '1.3.2 b']), 'a', { moves: ['f0'] }],
    ['a shared pin moves when all of it is asked for', given(['1.3.2 a b']), 'a b', { moves: ['f0'] }],
    ['nothing to run', given(['1.3.2 a']), 'b', { left: ['b does-not-run'] }],
    ['already there', given(['1.4.0 a']), 'a', { left: ['a already 1.4.0'] }],
    ['the same but for its build', given(['1.4.0+7 a']), 'a', { left: ['a already 1.4.0+7'] }],
    ['a newer one is never taken down', given(['1.5.0 a', '1.3.0 a']), 'a', { left: ['a newer 1.5.0'] }],
    ['no order, no move', given(['summer a']), 'a', { left: ['a not-comparable summer'] }],
    ['unless the date gives it', given(['summer a', '9.9.9 b'], 'published'), 'a b', { moves: ['f0', 'f1'] }],
    [
      'a pin that reaches others stays, and its node with all its pins',
      given(['1.3.2 a b', '1.3.2 a', '1.3.2 c']),
      'a c',
      {
        moves: ['f2'],
        left: ['a shared f0'],
        problems: ['the pin of "trade" also reaches 1 node outside those that are to move now (f0 is read by b)'],
      },
    ],
    [
      'what is held back holds back others',
      given(['1.3.2 a x', '1.3.2 a b', '1.3.2 b c', '1.3.2 d']),
      'a b c d',
      {
        moves: ['f3'],
        left: ['a shared f0', 'b shared f1', 'c shared f2'],
        problems: ['the pin of "trade" also reaches 1 node outside those that are to move now (f0 is read by x)'],
      },
    ],
    [
      'a pin shared with a node that is too new',
      given(['1.3.2 a b', '1.5.0 b']),
      'a b',
      {
        left: ['a shared f0', 'b newer 1.5.0'],
        problems: ['the pin of "trade" also reaches 1 node outside those that are to move now (f0 is read by b)'],
      },
    ],
    [
      'a whole ring is called by its name',
      given(['1.3.2 a b c'], 'semver', { canary: 'a b' }),
      'a b',
      {
        left: ['a shared f0', 'b shared f0'],
        problems: ['the pin of "trade" also reaches 1 node outside ring canary (f0 is read by c)'],
      },
    ],
  ])('%s', (_, network, nodes, expected) => expect(tell(network, nodes)).toEqual({ ...NONE, ...expected }));

  test('whatever the pins: only nodes asked for, each whole or not at all, none to an older version', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const pin = fc.tuple(
      fc.constantFrom('1.3.2', '1.4.0', '1.5.0', 'x'),
      fc.uniqueArray(node, { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(pin, { maxLength: 8 }), fc.uniqueArray(node, { minLength: 1 }), (pins, nodes) => {
        const network = given(pins.map(([version, names]) => [version, ...names].join(' ')));
        const request = { artifact: 'trade', version: '1.4.0', nodes: new Set<string>(nodes) };
        const { moves, left } = planMoves(network, request);
        const moving = new Set(moves.flatMap((one) => one.nodes));
        const staying = new Set(left.map((one) => one.node));
        expect([...moving].filter((name) => !request.nodes.has(name) || staying.has(name))).toEqual([]);
        expect(moving.size + staying.size).toBe(nodes.length);
        for (const one of network.pins.filter((other) => other.nodes.some((name) => moving.has(name)))) {
          expect(['1.3.2', '1.4.0']).toContain(one.version);
          expect(moves.includes(one)).toBe(one.version === '1.3.2');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
