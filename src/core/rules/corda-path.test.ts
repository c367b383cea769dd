import { describe, expect, test } from 'vitest';
import { platformVersionOf } from '../corda/releases.ts';
import { corda, group, POLICY, stand, tellRule, world } from './rules.test-data.ts';
import type { World } from './world.ts';

/** Two nodes that go from one version of Corda to another. */
const move = (from: string, to: string, more: Partial<World> = {}): World =>
  world({ version: to }, [group(stand(corda(from)), stand(corda(to)))], more);

const MIGRATES = {
  policy: {
    ...POLICY,
    evidence: [{ what: 'migration' as const, subject: undefined, nodes: [], until: undefined, reason: 'a Job does' }],
  },
};

const onNode = (node: string): Partial<World> => ({
  policy: { ...POLICY, evidence: MIGRATES.policy.evidence.map((one) => ({ ...one, nodes: [node] })) },
});

describe('R2, no older release', () => {
  test.each<[string, World, readonly RegExp[]]>([
    [
      'an older minor release',
      move('4.12.9', '4.11.7'),
      [/^block 2 nodes: 4\.11\.7 is an older release than 4\.12\.9/],
    ],
    ['an older patch', move('4.11.7', '4.11.4'), [/^warn 2 nodes: 4\.11\.4 is an older patch.*\(inferred\)/]],
    ['the same', move('4.11.7', '4.11.7'), []],
    ['a newer patch', move('4.11.4', '4.11.7'), []],
    [
      'versions that have no order',
      move('4.11.7', 'nightly'),
      [/^lacks 2 nodes: the order of Corda 4\.11\.7 and nightly$/],
    ],
  ])('%s', (_, given, expected) => {
    const told = tellRule('R2', given);
    expect(told).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(told[index]).toMatch(pattern);
  });
});

describe('jumps, as R3 lists them (node-upgrade-notes, upgrade-guide)', () => {
  test.each<[string, string, 'R3' | 'R4' | 'R5' | 'R6' | undefined]>([
    ['3.0.0', '3.3.0', undefined],
    ['3.1.0', '4.5.0', 'R6'],
    ['3.3.0', '4.5.0', undefined],
    ['3.3.0', '4.6.0', 'R6'],
    ['4.9.2', '4.10.6', undefined],
    ['4.9.2', '4.11.7', 'R5'],
    ['4.0.0', '4.11.7', 'R5'],
    ['4.10.6', '4.11.7', undefined],
    ['4.10.6', '4.12.9', 'R3'],
    ['4.5.0', '4.14.0', 'R3'],
    ['4.11.7', '4.12.9', undefined],
    ['4.11.7', '4.13.4', 'R4'],
    ['4.11.7', '4.14.0', 'R4'],
    ['4.12.9', '4.13.4', undefined],
    ['4.12.9', '4.14.0', 'R4'],
    ['4.13.4', '4.14.0', undefined],
    ['4.11.1', '4.11.7', undefined],
    ['4.14.0', '4.14.0', undefined],
  ])('%s to %s: %s', (from, to, rule) => {
    const objecting = ['R3', 'R4', 'R5', 'R6'].filter((id) => tellRule(id, move(from, to)).length > 0);
    expect(objecting).toEqual(rule === undefined ? [] : [rule]);
  });

  test('what it says: why, and the whole way', () => {
    expect(tellRule('R3', move('4.10.6', '4.13.4'))).toEqual([
      'block 2 nodes: 4.10.6 may not go to 4.13.4 at once: 4.12 is reached from 4.11 only; the way is 4.10.6 → 4.11.7 → 4.12.9 → 4.13.4',
    ]);
    expect(tellRule('R6', move('3.2.0', '4.5.0'))).toEqual([
      'block 2 nodes: 3.2.0 may not go to 4.5.0 at once: 4.6 and later cannot take over the database of Corda 3; the way is 3.2.0 → 3.3 → 4.5.0',
    ]);
  });

  test('a release that no document describes only warns, and says so', () => {
    const declared = new Map([
      ['4.15', 170],
      ['4.16', 180],
    ]);
    expect(tellRule('R4', move('4.14.1', '4.16.0', { declared }))).toEqual([
      expect.stringMatching(/^warn 2 nodes: 4\.14\.1 may not go to 4\.16\.0 at once.*\(inferred: no document/),
    ]);
  });
});

describe('R4, where the way leads past releases that nobody knows', () => {
  const inferred = (from: string, to: string): string =>
    `warn 2 nodes: ${from} may not go to ${to} at once: since 4.11 it has been one minor release at a time (inferred: no document of R3 describes this release), and not all releases between are known`;
  const declared = new Map([
    ['4.17', 190],
    ['5.1', 500],
  ]);
  test.each<[string, string, string]>([
    ['4.14.1', '4.17.0', inferred('4.14.1', '4.17.0')],
    ['4.15.0', '4.17.0', inferred('4.15.0', '4.17.0')],
    ['4.13.4', '4.17.0', inferred('4.13.4', '4.17.0')],
    // Two steps that R3 describes would be skipped.
    ['4.12.9', '4.17.0', 'block 2 nodes: R3 describes no upgrade that leads from 4.12.9 to 4.17.0'],
    ['4.10.6', '4.17.0', 'block 2 nodes: R3 describes no upgrade that leads from 4.10.6 to 4.17.0'],
    ['4.14.1', '5.1.0', 'block 2 nodes: R3 describes no upgrade that leads from 4.14.1 to 5.1.0'],
    ['3.3.0', '4.2.0', 'block 2 nodes: R3 describes no upgrade that leads from 3.3.0 to 4.2.0'],
  ])('%s to %s', (from, to, expected) => {
    const given = { ...corda(to), platformVersion: platformVersionOf(to, declared) };
    expect(tellRule('R4', world({ version: to }, [group(stand(corda(from)), stand(given))], { declared }))).toEqual([
      expected,
    ]);
  });
});

describe('R5, each database step', () => {
  test.each<[string, World, readonly string[]]>([
    [
      'skips minor releases and nothing migrates',
      move('4.8.0', '4.11.7'),
      [
        'block 2 nodes: the database goes through 4.9, 4.10, 4.11, one after the other, and nothing in the manifests migrates it',
      ],
    ],
    [
      'skips them, and something migrates',
      move('4.8.0', '4.11.7', MIGRATES),
      ['warn 2 nodes: the database goes through 4.9, 4.10, 4.11, one after the other; the migration must do so'],
    ],
    [
      'skips them, and something migrates on one of two nodes',
      move('4.8.0', '4.11.7', onNode('party-1')),
      [
        expect.stringMatching(/^block 1 nodes: .*nothing in the manifests migrates it$/),
        expect.stringMatching(/^warn 1 nodes: .*the migration must do so$/),
      ],
    ],
    ['one minor release', move('4.10.6', '4.11.7'), []],
    ['a way that is not legal at all is for other rules', move('4.8.0', '4.12.9'), []],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R5', given)).toEqual(expected);
  });
});

test('nodes that do not move, and other artifacts, are nobody’s concern here', () => {
  const stays = world({ version: '4.13.4' }, [group(stand(corda('4.10.6')))]);
  const cordapp = {
    ...move('4.10.6', '4.13.4'),
    change: { kind: 'cordapp', artifact: 'trade', version: '1', back: false },
  } as World;
  for (const id of ['R2', 'R3', 'R4', 'R5', 'R6']) {
    expect(tellRule(id, stays)).toEqual([]);
    expect(tellRule(id, cordapp)).toEqual([]);
  }
});
