import { describe, expect, test } from 'vitest';
import { corda, cordapp, group, jar, NOW, DAY, PARAMETERS, stand, tellRule, world } from './rules.test-data.ts';
import type { NetworkParameters } from '../config/config.ts';
import type { CordaNode, Group, World } from './world.ts';

const trade = (minimum: number, target = minimum, version = '1.4.0') =>
  cordapp(version, [jar('trade.jar', { minimumPlatformVersion: minimum, targetPlatformVersion: target })]);
const OLD = trade(4, 4, '1.3.2');
const UNKNOWN: CordaNode = { ...corda('4.16.0'), platformVersion: undefined };

/** A CorDapp that comes to nodes on a version of Corda. */
const bump = (node: CordaNode | undefined, young = trade(140)): World =>
  world({ kind: 'cordapp', artifact: 'trade' }, [group(stand(node, OLD), stand(node, young))]);

describe('R10, the platform that a CorDapp needs', () => {
  test.each<[string, World, readonly string[]]>([
    [
      'more than the node has',
      bump(corda('4.11.4')),
      [
        'block 2 nodes: trade 1.4.0 needs platform version 140, and they run Corda 4.11.4 (platform version 13): such a node refuses to start',
      ],
    ],
    ['just what the node has', bump(corda('4.12.9')), []],
    ['one less', bump(corda('4.11.7'), trade(12)), []],
    ['no node of Corda is pinned', bump(undefined), ['lacks 2 nodes: the platform version of the node']],
    ['a release that nobody knows', bump(UNKNOWN), ['lacks 2 nodes: the platform version of the node']],
    ['no JAR', bump(corda('4.12.9'), cordapp('1.4.0', undefined)), ['lacks 2 nodes: the JARs of trade 1.4.0']],
    [
      'Corda goes below what a CorDapp needs',
      world({ back: true }, [group(stand(corda('4.12.9'), trade(140)), stand(corda('4.11.7'), trade(140)))]),
      [expect.stringContaining('trade 1.4.0 needs platform version 140, and they run Corda 4.11.7')],
    ],
    [
      'of several the one that needs most is named, and a CorDapp that does not move is not judged',
      world({ kind: 'cordapp', artifact: 'trade' }, [
        group(
          stand(corda('4.11.4'), OLD, { ...trade(150), artifact: 'loan' }),
          stand(
            corda('4.11.4'),
            cordapp('1.4.0', [
              jar('a.jar', { minimumPlatformVersion: 14 }),
              jar('b.jar', { minimumPlatformVersion: 140 }),
            ]),
            { ...trade(150), artifact: 'loan' },
          ),
        ),
      ]),
      [expect.stringContaining('trade 1.4.0 needs platform version 140')],
    ],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R10', given)).toEqual(expected);
  });
});

describe('R11, the platform that a CorDapp was made for', () => {
  test.each<[string, World, readonly string[]]>([
    [
      'an older one',
      bump(corda('4.12.9'), trade(4, 13)),
      ['warn 2 nodes: trade 1.4.0 was made for platform version 13 and runs on 140'],
    ],
    ['the same', bump(corda('4.12.9'), trade(4, 140)), []],
    ['nothing is known', bump(corda('4.12.9'), cordapp('1.4.0', undefined)), []],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R11', given)).toEqual(expected);
  });
});

const move = (from: string, to: CordaNode, parameters: Partial<NetworkParameters>): World =>
  world({ version: to.version }, [group(stand(corda(from)), stand(to))], {
    parameters: { ...PARAMETERS, ...parameters },
  });

describe('R12, the platform that the network asks for', () => {
  const update = (minimumPlatformVersion: number | undefined) => ({
    update: { minimumPlatformVersion, deadline: NOW },
  });
  test.each<[string, World, readonly string[]]>([
    [
      'below it',
      move('4.10.6', corda('4.11.7'), { minimumPlatformVersion: 14 }),
      [
        "block 2 nodes: Corda 4.11.7 (platform version 13) is below the network's minimumPlatformVersion 14: such a node does not start",
      ],
    ],
    ['just it', move('4.10.6', corda('4.11.7'), { minimumPlatformVersion: 13 }), []],
    [
      'below what is advertised',
      move('4.10.6', corda('4.11.7'), update(140)),
      [
        expect.stringMatching(
          /^warn 2 nodes: Corda 4\.11\.7 .* is below the minimumPlatformVersion that is advertised, 140/,
        ),
      ],
    ],
    ['an update of something else', move('4.10.6', corda('4.11.7'), update(undefined)), []],
    [
      'nobody says what the network asks for',
      move('4.10.6', corda('4.11.7'), { minimumPlatformVersion: undefined }),
      ['lacks 2 nodes: the minimumPlatformVersion of the network'],
    ],
    ['a release that nobody knows', move('4.14.1', UNKNOWN, {}), ['lacks 2 nodes: the platform version of the node']],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R12', given)).toEqual(expected);
  });
});

/** The network parameters that a pull request would declare, on nodes of these versions. */
const declare = (nodes: readonly Group[], parameters: Partial<NetworkParameters>): World =>
  world({ kind: 'parameters', artifact: undefined }, nodes, { parameters: { ...PARAMETERS, ...parameters } });

describe('R13, raising the minimum', () => {
  const [on411, on412] = ['4.11.7', '4.12.9'].map((version) => group(stand(corda(version))));
  const nodes = [on411, on412].filter((one) => one !== undefined);
  test.each<[string, World, readonly string[]]>([
    [
      'past what some have',
      declare(nodes, { minimumPlatformVersion: 140 }),
      [
        'block 2 nodes: they run Corda 4.11.7 (platform version 13) and could not restart with minimumPlatformVersion 140',
        'block 0 nodes: with 140 nodes of 4.12 stop sending the contracts that 4.11 can verify, and nodes of 4.11 are left',
      ],
    ],
    ['to what all have', declare(nodes, { minimumPlatformVersion: 13 }), []],
    [
      'by an update that is advertised',
      declare(nodes, { update: { minimumPlatformVersion: 14, deadline: NOW + DAY } }),
      [expect.stringContaining('could not restart with minimumPlatformVersion 14')],
    ],
    [
      'with nodes of a release that nobody knows',
      declare([group(stand(UNKNOWN))], { minimumPlatformVersion: 140 }),
      ['lacks 2 nodes: the platform version of Corda 4.16.0'],
    ],
    [
      'with CorDapps on nodes without a pin of Corda',
      declare([...nodes, group(stand(undefined, OLD), undefined, { nodes: ['party-9'] })], {
        minimumPlatformVersion: 13,
      }),
      ['lacks 1 nodes: the platform version of the node'],
    ],
    [
      'with CorDapps alone, and no Corda at all',
      declare([group(stand(undefined, OLD))], { minimumPlatformVersion: 140 }),
      ['lacks 2 nodes: the platform version of the node'],
    ],
    [
      'with no node at all',
      declare([group(stand(undefined))], { minimumPlatformVersion: 140 }),
      ['lacks 0 nodes: which releases of Corda the nodes of the network run'],
    ],
    [
      'with nothing pinned',
      declare([], { minimumPlatformVersion: 140 }),
      ['lacks 0 nodes: which releases of Corda the nodes of the network run'],
    ],
    ['beside a folder without nodes', declare([...nodes, group(stand(undefined))], { minimumPlatformVersion: 13 }), []],
    [
      'with a release candidate of 4.12, which has 140 as well',
      declare([group(stand(corda('4.12.0-RC01')))], { minimumPlatformVersion: 140 }),
      [],
    ],
    ['nothing is declared', declare(nodes, { minimumPlatformVersion: undefined }), []],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R13', given)).toEqual(expected);
  });

  test('no upgrade is its concern', () => {
    expect(tellRule('R13', move('4.10.6', corda('4.11.7'), { minimumPlatformVersion: 140 }))).toEqual([]);
  });
});
