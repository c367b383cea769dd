import { describe, expect, test } from 'vitest';
import { corda, cordapp, group, jar, stand, tellRule, world } from './rules.test-data.ts';
import type { InstalledCordapp, Piece, Stand, World } from './world.ts';

const piece = (
  artifact: string,
  version: string,
  kind: Piece['kind'] = 'image',
  tag: string | undefined = version,
): Piece => ({
  artifact,
  kind,
  version,
  images: [`r.example/${artifact}`],
  tag,
});
const beside = (version: string, ...pieces: readonly Piece[]): Stand => ({ ...stand(corda(version)), pieces });
const upgrade = (from: Stand, to: Stand): World => world({ version: to.corda?.version }, [group(from, to)]);

const named = (name: string) => ({ name, version: 1, vendor: '', licence: '' });
const upgradeWith = (...cordapps: readonly InstalledCordapp[]): World =>
  world({}, [group(stand(corda('4.11.7')), stand(corda('4.12.9'), ...cordapps))]);
const byName = (artifact: string): string =>
  `warn 2 nodes: ${artifact} 1.2 seems to be Collaborative Recovery, by its name (inferred): Corda 4.12 does not have it any more`;

describe('R38, what goes with the node', () => {
  const archive = (version: string): Piece => piece('archiving-service', version);
  test.each<[string, string, 'block' | 'lacks' | undefined]>([
    ['4.10.6', '1.0.4', undefined],
    ['4.10.6', '1.1.0', 'block'],
    ['4.11.7', '1.1.2', undefined],
    ['4.11.7', '1.0.4', 'block'],
    ['4.12.9', '1.2.0', undefined],
    ['4.12.9', '1.1.2', 'block'],
    ['4.5.11', '1.0.1', undefined],
    ['4.10.6', '1.2.0', 'block'],
    ['4.11.7', '1.2.0', 'block'],
    ['4.12.9', '1.0.4', 'block'],
    ['4.13.4', '1.2.0', 'lacks'],
    ['4.14.1', '1.1.0', 'lacks'],
    ['4.12.9', 'edge', 'lacks'],
    ['ours-7', '1.2.0', 'lacks'],
  ])('Corda %s with Archive Service %s', (version, service, expected) => {
    const told = tellRule('R38', upgrade(beside('4.10.1', archive(service)), beside(version, archive(service))));
    expect(told.map((line) => line.split(' ')[0])).toEqual(expected === undefined ? [] : [expected]);
  });

  test.each<[string, World, readonly string[]]>([
    [
      'Collaborative Recovery by the name of its artifact',
      world({}, [group(stand(corda('4.11.7')), stand(corda('4.12.9'), cordapp('1.2', undefined, 'ledger-sync')))]),
      // A name alone is no fact: it warns, and the JARs that would tell are lacking.
      [byName('ledger-sync'), 'lacks 2 nodes: the JARs of ledger-sync 1.2'],
    ],
    [
      'an artifact that is called after it, whose JARs nobody knows',
      upgradeWith(cordapp('1.2', undefined, 'collaborative-recovery')),
      [byName('collaborative-recovery'), 'lacks 2 nodes: the JARs of collaborative-recovery 1.2'],
    ],
    [
      'a JAR that is called so, and does not say so itself',
      upgradeWith(cordapp('1.2', [jar('ledger-recover-1.2.jar')], 'x')),
      [byName('x')],
    ],
    [
      'Ledger Recovery, which took its place, by its name and in its JAR',
      upgradeWith(
        cordapp('4.12.9', undefined, 'ledger-recovery-scheduler'),
        cordapp('1.2', [jar('ledger-recovery.jar', { workflow: named('Ledger Recovery Scheduler') })], 'y'),
      ),
      ['lacks 2 nodes: the JARs of ledger-recovery-scheduler 4.12.9'],
    ],
    [
      'one by its JAR and its name is told once, as a fact',
      upgradeWith(cordapp('1.2', [jar('x.jar', { workflow: named('LedgerSync') })], 'ledger-sync')),
      ['block 2 nodes: ledger-sync 1.2 is Collaborative Recovery, which Corda 4.12 does not have any more'],
    ],
    [
      'beside a Corda that nobody can place',
      world({}, [group(stand(corda('4.11.7')), stand(corda('edge'), cordapp('1.2', undefined, 'ledger-sync')))]),
      ['lacks 2 nodes: the platform version of the node'],
    ],
    [
      'a release candidate of 4.12',
      world({}, [
        group(
          stand(corda('4.11.7')),
          stand(corda('4.12.0-RC01'), cordapp('1.2', [jar('x.jar', { workflow: named('LedgerSync') })], 'x')),
        ),
      ]),
      ['block 2 nodes: x 1.2 is Collaborative Recovery, which Corda 4.12 does not have any more'],
    ],
    [
      'by the name in its JAR',
      world({}, [
        group(
          stand(corda('4.11.7')),
          stand(corda('4.12.9'), cordapp('1.2', [jar('x.jar', { workflow: named('Ledger Recover') })], 'x')),
        ),
      ]),
      ['block 2 nodes: x 1.2 is Collaborative Recovery, which Corda 4.12 does not have any more'],
    ],
    [
      'which 4.11 has',
      world({}, [group(stand(corda('4.10.6')), stand(corda('4.11.7'), cordapp('1.2', undefined, 'ledger-sync')))]),
      [],
    ],
    [
      'a firewall that stays behind',
      upgrade(beside('4.11.7', piece('firewall', '4.11.7')), beside('4.12.9', piece('firewall', '4.11.7'))),
      [
        expect.stringMatching(
          /^warn 2 nodes: firewall 4\.11\.7 would be beside Corda 4\.12\.9: no document .*\(inferred\)$/,
        ),
      ],
    ],
    [
      'an RPC client of another version',
      upgrade(beside('4.11.7', piece('multi-rpc', '4.11.7')), beside('4.12.9', piece('multi-rpc', '4.11.7'))),
      [
        'warn 2 nodes: multi-rpc 4.11.7 would be beside Corda 4.12.9: a multi-RPC client must have the version of its node',
      ],
    ],
    [
      'the firewall itself moves past its node',
      world({ kind: 'image', artifact: 'firewall' }, [
        group(beside('4.11.7', piece('firewall', '4.11.7')), beside('4.11.7', piece('firewall', '4.12.9'))),
      ]),
      [expect.stringMatching(/^warn 2 nodes: firewall 4\.12\.9 would be beside Corda 4\.11\.7: no document/)],
    ],
    [
      'a Transaction Validator Utility of another minor release',
      upgrade(beside('4.11.7', piece('tvu', '4.12.1')), beside('4.13.4', piece('tvu', '4.12.1'))),
      [expect.stringMatching(/^warn 2 nodes: tvu 4\.12\.1 would be beside Corda 4\.13\.4: the Transaction Validator/)],
    ],
    [
      'one of another patch',
      upgrade(beside('4.11.7', piece('tvu', '4.12.1')), beside('4.12.9', piece('tvu', '4.12.1'))),
      [],
    ],
    [
      'a database manager of another minor release',
      upgrade(
        beside('4.11.7', piece('database-manager', '4.11.7')),
        beside('4.12.9', piece('database-manager', '4.11.7')),
      ),
      [expect.stringMatching(/^warn 2 nodes: database-manager 4\.11\.7 .*\(inferred\)$/)],
    ],
    [
      'all that is wrong, each for itself',
      upgrade(
        beside('4.11.7', piece('archive', '1.1.0'), piece('float', '4.11.7')),
        beside('4.12.9', piece('archive', '1.1.0'), piece('float', '4.11.7')),
      ),
      [
        expect.stringMatching(/^block 2 nodes: archive 1\.1\.0/),
        expect.stringMatching(/^warn 2 nodes: float 4\.11\.7/),
      ],
    ],
    [
      'an Archive Service that is pinned as a CorDapp',
      world({}, [
        group(stand(corda('4.11.7')), stand(corda('4.12.9'), cordapp('1.1.0', undefined, 'archive-service'))),
      ]),
      [
        'block 2 nodes: archive-service 1.1.0 does not work with Corda 4.12.9, which takes Archive Service 1.2',
        'lacks 2 nodes: the JARs of archive-service 1.1.0',
      ],
    ],
    [
      'an archive of somebody else',
      upgrade(beside('4.11.7', piece('trade-archive', '7.0')), beside('4.12.9', piece('trade-archive', '7.0'))),
      [],
    ],
    [
      'an Archive Service that was wrong before, while a CorDapp moves',
      world({ kind: 'cordapp', artifact: 'trade' }, [
        group(beside('4.12.9', archive('1.0.4')), {
          ...beside('4.12.9', archive('1.0.4')),
          cordapps: [cordapp('1.4.0', [jar('trade.jar')])],
        }),
      ]),
      [],
    ],
    [
      'the Archive Service itself moves to what its node takes',
      world({ kind: 'image', artifact: 'archiving-service' }, [
        group(beside('4.12.9', archive('1.1.2')), beside('4.12.9', archive('1.2.1'))),
      ]),
      [],
    ],
    [
      'and past it',
      world({ kind: 'image', artifact: 'archiving-service' }, [
        group(beside('4.11.7', archive('1.1.2')), beside('4.11.7', archive('1.2.1'))),
      ]),
      ['block 2 nodes: archiving-service 1.2.1 does not work with Corda 4.11.7, which takes Archive Service 1.1'],
    ],
    [
      'Collaborative Recovery itself moves on 4.12',
      world({ kind: 'cordapp', artifact: 'ledger-sync' }, [
        group(
          stand(corda('4.12.9'), cordapp('1.1', undefined, 'ledger-sync')),
          stand(corda('4.12.9'), cordapp('1.2', undefined, 'ledger-sync')),
        ),
      ]),
      [byName('ledger-sync'), 'lacks 2 nodes: the JARs of ledger-sync 1.2'],
    ],
    [
      'a CorDapp that is called like a firewall',
      upgradeWith(cordapp('1.2', [jar('token-bridge.jar')], 'token-bridge')),
      [],
    ],
    [
      'of bridge and float the one that stays behind',
      upgrade(
        beside('4.11.7', piece('bridge', '4.11.7'), piece('float', '4.11.7')),
        beside('4.12.9', piece('bridge', '4.12.9'), piece('float', '4.11.7')),
      ),
      [expect.stringMatching(/^warn 2 nodes: float 4\.11\.7 would be beside/)],
    ],
    [
      'pieces of no rule',
      upgrade(beside('4.11.7', piece('toolbox', '1')), beside('4.12.9', piece('toolbox', '1'))),
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R38', given)).toEqual(expected);
  });
});
