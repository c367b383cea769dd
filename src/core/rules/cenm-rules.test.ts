import { describe, expect, test } from 'vitest';
import type { Evidence } from '../config/config.ts';
import { DAY, group, PARAMETERS, POLICY, stand, tellRule, WORKLOAD, world } from './rules.test-data.ts';
import type { Group, Piece, Stand, World } from './world.ts';

const service = (version: string, more: Partial<Piece> = {}): Piece => ({
  artifact: 'idman',
  kind: 'cenm',
  version,
  images: ['r.example/enterprise-identitymanager'],
  tag: version,
  ...more,
});
const on = (piece: Piece): Stand => ({ ...stand(undefined), pieces: [piece] });

const move = (from: Piece, to: Piece, more: Partial<Group> = {}, given: Partial<World> = {}): World =>
  world({ kind: 'cenm', artifact: to.artifact, version: to.version }, [group(on(from), on(to), more)], given);
const back = (given: World): World => ({ ...given, change: { ...given.change, back: true } });

const word = (more: Partial<Evidence> = {}): Partial<World> => ({
  policy: {
    ...POLICY,
    evidence: [
      { what: 'migration', subject: 'idman', nodes: [], until: undefined, reason: 'runMigration: true', ...more },
    ],
  },
});
const MIGRATES = word();
const TAG_17 = { tag: '1.7.2-zulu-openjdk-alpine17.0.17' };
const STAYS = [expect.stringMatching(/^block 2 nodes: Identity Manager, Network Map, Zone and Auth migrate/)];

describe('R39, its steps', () => {
  const undescribed = (from: string, to: string, by: string): readonly string[] => [
    `block 2 nodes: no upgrade from CENM ${from} to ${to} is described; it is reached from ${by}`,
  ];
  test.each<[string, string, readonly string[]]>([
    ['1.2.2', '1.3.1', []],
    ['1.3.1', '1.5.9', []],
    ['1.4.1', '1.5.9', []],
    ['1.5.9', '1.6.3', []],
    ['1.6.3', '1.7.2', []],
    ['1.2.2', '1.5.9', undescribed('1.2', '1.5', '1.3 or 1.4')],
    ['1.3.1', '1.6.3', undescribed('1.3', '1.6', '1.5')],
    ['1.4.1', '1.6.3', undescribed('1.4', '1.6', '1.5')],
    ['1.4.1', '1.7.2', undescribed('1.4', '1.7', '1.6')],
    ['1.5.9', '1.7.2', undescribed('1.5', '1.7', '1.6')],
    ['1.7.2', '1.8.0', ['block 2 nodes: CENM 1.8 is not in the table of releases, so no step to it is known']],
    ['1.6.1', '1.6.3', []],
    ['1.6.3', '1.6.1', []],
    [
      '1.7.2',
      '1.6.3',
      [
        // Inferred (corda.md 2.6), so it warns.
        'warn 2 nodes: no way back from CENM 1.7.2 to 1.6.3 is described; databases that were migrated stay so (inferred)',
      ],
    ],
    ['1.6.3', 'edge', ['lacks 2 nodes: which release of CENM idman edge is']],
    ['edge', '1.6.3', ['lacks 2 nodes: which release of CENM idman edge is']],
  ])('%s to %s', (from, to, expected) => {
    const given = move(service(from), service(to, to.startsWith('1.7') ? TAG_17 : {}), {}, MIGRATES);
    expect(tellRule('R39', given)).toEqual(expected);
  });
});

test('R39 says the same of the way back', () => {
  const given = move(service('1.7.2', TAG_17), service('1.6.3'));
  expect(tellRule('R39', back(given))).toEqual([
    expect.stringMatching(/^warn 2 nodes: no way back from CENM 1\.7\.2.*\(inferred\)$/),
  ]);
});

describe('R39, its Java', () => {
  test.each<[string, string, string | undefined, readonly string[]]>([
    ['1.6.3', '1.7.2', TAG_17.tag, []],
    [
      '1.6.3',
      '1.7.2',
      '1.7.2-zulu-openjdk8u472',
      ['block 2 nodes: CENM 1.7.2 runs on Java 17, and the tag 1.7.2-zulu-openjdk8u472 says Java 8'],
    ],
    ['1.6.3', '1.7.2', '1.7.2', ['lacks 2 nodes: the Java of the CENM image']],
    ['1.6.3', '1.7.2', undefined, ['lacks 2 nodes: the Java of the CENM image']],
    ['1.5.9', '1.6.3', '1.6.3-zulu-openjdk8u472', []],
    ['1.5.9', '1.6.3', '1.6.3', []],
    [
      '1.5.9',
      '1.6.3',
      '1.6.3-zulu-openjdk17',
      ['warn 2 nodes: CENM 1.6.3 runs on Java 8, and the tag 1.6.3-zulu-openjdk17 says Java 17 (inferred)'],
    ],
  ])('%s to %s by the tag %s', (from, to, tag, expected) => {
    expect(tellRule('R39', move(service(from), service(to, { tag }), {}, MIGRATES))).toEqual(expected);
  });
});

describe('R39, its migration', () => {
  const up = (more: Partial<Group> = {}, given: Partial<World> = {}): World =>
    move(service('1.5.9'), service('1.6.3'), more, given);
  const hook = { kind: 'Job', name: 'migrate', generated: false, stage: 'migration', budget: 1 } as const;
  const named = (artifact: string, ...images: readonly string[]): World =>
    move(service('1.5.9', { artifact, images }), service('1.6.3', { artifact, images }));
  test.each<[string, World, readonly string[]]>([
    ['nothing shows it', up(), STAYS],
    ['a word for the service', up({}, MIGRATES), []],
    ['a word for this version of it', up({}, word({ subject: 'idman@1.6.3' })), []],
    ['a word for another version', up({}, word({ subject: 'idman@1.7.2' })), STAYS],
    ['a word that ended', up({}, word({ until: 0 })), STAYS],
    ['a hook', up({ hooks: [hook] }), []],
    ['a patch', move(service('1.6.1'), service('1.6.3')), []],
    [
      'an older release, which migrates nothing',
      move(service('1.6.3'), service('1.5.9')),
      [expect.stringMatching(/^warn 2 nodes: no way back/)],
    ],
    ['the Network Map', named('nmap', 'r.example/enterprise-networkmap'), STAYS],
    ['all services by one artifact', named('cenm', 'r.example/enterprise-signer', 'r.example/enterprise-zone'), STAYS],
    ['the Signing Service, which has no database', named('signing', 'r.example/enterprise-signer'), []],
    ['the Gateway, by its name alone', named('gateway'), []],
    ['a registry that is called so is no service', named('auth', 'gateway.example/enterprise-auth'), STAYS],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R39', given)).toEqual(expected);
  });
  test('a way back migrates nothing', () => {
    expect(tellRule('R39', back(move(service('1.6.3'), service('1.6.1'), { workloads: [WORKLOAD] })))).toEqual([]);
  });
});

describe('R39, parameters that need CENM 1.6', () => {
  const parameters = (version: string, interval: number | undefined): World =>
    world({ kind: 'parameters', artifact: undefined }, [group(on(service(version)))], {
      parameters: { ...PARAMETERS, recoveryMaximumBackupInterval: interval },
    });
  test.each<[string, World, readonly string[]]>([
    [
      'declared with CENM 1.5',
      parameters('1.5.9', DAY),
      ['block 2 nodes: idman 1.5.9 does not know recoveryMaximumBackupInterval, which takes CENM 1.6'],
    ],
    [
      'another one, and both',
      world({ kind: 'parameters' }, [group(on(service('1.5.9')))], {
        parameters: {
          ...PARAMETERS,
          recoveryMaximumBackupInterval: DAY,
          confidentialIdentityMinimumBackupInterval: DAY,
        },
      }),
      [
        'block 2 nodes: idman 1.5.9 does not know recoveryMaximumBackupInterval and confidentialIdentityMinimumBackupInterval, which takes CENM 1.6',
      ],
    ],
    ['declared with CENM 1.6', parameters('1.6', DAY), []],
    ['declared with a release candidate of it', parameters('1.6.0-RC01', DAY), []],
    ['not declared', parameters('1.5.9', undefined), []],
    [
      'with a release that nobody can place',
      parameters('edge', DAY),
      ['lacks 2 nodes: which release of CENM idman edge is'],
    ],
    [
      'with no CENM of ours',
      world({ kind: 'parameters' }, [group(stand(undefined))], {
        parameters: { ...PARAMETERS, recoveryMaximumBackupInterval: DAY },
      }),
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R39', given)).toEqual(expected);
  });
});
