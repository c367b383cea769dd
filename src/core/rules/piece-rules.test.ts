import { describe, expect, test } from 'vitest';
import { corda, cordapp, group, jar, POLICY, stand, tellRule, world } from './rules.test-data.ts';
import type { Piece, Stand, World } from './world.ts';

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

describe('R38, what goes with the node', () => {
  const archive = (version: string): Piece => piece('archiving-service', version);
  test.each<[string, string, 'block' | 'lacks' | undefined]>([
    ['4.10.6', '1.0.4', undefined],
    ['4.10.6', '1.1.0', 'block'],
    ['4.11.7', '1.1.2', undefined],
    ['4.11.7', '1.0.4', 'block'],
    ['4.12.9', '1.2.0', undefined],
    ['4.12.9', '1.1.2', 'block'],
    ['4.13.4', '1.2.0', 'lacks'],
  ])('Corda %s with Archive Service %s', (version, service, expected) => {
    const told = tellRule('R38', upgrade(beside('4.10.1', archive(service)), beside(version, archive(service))));
    expect(told.map((line) => line.split(' ')[0])).toEqual(expected === undefined ? [] : [expected]);
  });

  test.each<[string, World, readonly string[]]>([
    [
      'Collaborative Recovery by the name of its artifact',
      world({}, [group(stand(corda('4.11.7')), stand(corda('4.12.9'), cordapp('1.2', undefined, 'ledger-sync')))]),
      ['block 2 nodes: ledger-sync 1.2 is Collaborative Recovery, which Corda 4.12 does not have any more'],
    ],
    [
      'by the name in its JAR',
      world({}, [
        group(
          stand(corda('4.11.7')),
          stand(
            corda('4.12.9'),
            cordapp(
              '1.2',
              [jar('x.jar', { workflow: { name: 'Ledger Recover', version: 1, vendor: '', licence: '' } })],
              'x',
            ),
          ),
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
      [expect.stringMatching(/^warn 2 nodes: firewall is on 4\.11\.7 and Corda on 4\.12\.9/)],
    ],
    [
      'an RPC client of another version',
      upgrade(beside('4.11.7', piece('multi-rpc', '4.11.7')), beside('4.12.9', piece('multi-rpc', '4.11.7'))),
      ['warn 2 nodes: multi-rpc 4.11.7 must have the version of the node, 4.12.9'],
    ],
    [
      'the firewall itself moves past its node',
      world({ kind: 'image', artifact: 'firewall' }, [
        group(beside('4.11.7', piece('firewall', '4.11.7')), beside('4.11.7', piece('firewall', '4.12.9'))),
      ]),
      [expect.stringMatching(/^warn 2 nodes: firewall is on 4\.12\.9 and Corda on 4\.11\.7/)],
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

const cenm = (from: string, to: string, tag: string | undefined = to, more: Partial<World> = {}, back = false): World =>
  world(
    { kind: 'cenm', artifact: 'idman', version: to, back },
    [
      group(
        { ...stand(undefined), pieces: [piece('idman', from, 'cenm')] },
        { ...stand(undefined), pieces: [piece('idman', to, 'cenm', tag)] },
      ),
    ],
    more,
  );
const MIGRATES: Partial<World> = {
  policy: {
    ...POLICY,
    evidence: [{ what: 'migration', subject: 'idman', nodes: [], until: undefined, reason: 'runMigration: true' }],
  },
};
const JAVA17 = '1.7.2-zulu-openjdk-alpine17.0.17';

describe('R39, CENM', () => {
  test.each<[string, World, readonly string[]]>([
    ['1.5 to 1.6', cenm('1.5.9', '1.6.3', undefined, MIGRATES), []],
    ['1.6 to 1.7', cenm('1.6.3', '1.7.2', JAVA17, MIGRATES), []],
    ['1.3 to 1.5, which is documented', cenm('1.3.1', '1.5.9', undefined, MIGRATES), []],
    [
      '1.5 to 1.7',
      cenm('1.5.9', '1.7.2', JAVA17, MIGRATES),
      ['block 2 nodes: no upgrade from CENM 1.5 to 1.7 is described; it is reached from 1.6'],
    ],
    [
      'a release that nobody knows',
      cenm('1.7.2', '1.8.0', '1.8.0-openjdk17', MIGRATES),
      ['block 2 nodes: CENM 1.8 is not in the table of releases'],
    ],
    [
      'down',
      cenm('1.7.2', '1.6.3', undefined, {}, true),
      ['block 2 nodes: CENM 1.6.3 is older than 1.7.2, whose database it cannot take over'],
    ],
    ['a patch', cenm('1.6.1', '1.6.3'), []],
    [
      'the wrong Java',
      cenm('1.6.3', '1.7.2', '1.7.2-zulu-openjdk8u472', MIGRATES),
      ['block 2 nodes: CENM 1.7.2 runs on Java 17, and the tag 1.7.2-zulu-openjdk8u472 says Java 8'],
    ],
    [
      'a Java that the tag does not say',
      cenm('1.6.3', '1.7.2', '1.7.2', MIGRATES),
      ['lacks 2 nodes: the Java of the CENM image'],
    ],
    [
      'nothing shows that it migrates',
      cenm('1.5.9', '1.6.3'),
      [expect.stringMatching(/^block 2 nodes: Identity Manager, Network Map, Zone and Auth migrate/)],
    ],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R39', given)).toEqual(expected);
  });
});
