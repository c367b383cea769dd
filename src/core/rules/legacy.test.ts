import { describe, expect, test } from 'vitest';
import { code, former, next, problem } from './jars.test-data.ts';
import { corda, cordapp, group, jar, PARAMETERS, stand, tellRule, world, WORKLOAD } from './rules.test-data.ts';
import type { CordaNode, Group, World } from './world.ts';

type Case = readonly [name: string, given: World, told: readonly string[]];

const JAVA_17 = { code: code({ classVersion: 61, kotlin: '1.9.0' }) };

describe('R14', () => {
  /** A node on `version` comes to a JAR with these classes, by a bump of Corda or of the CorDapp. */
  const load = (kind: 'corda' | 'cordapp', version: string, classes: ReturnType<typeof code>): World => {
    const jars = [next({ code: classes })];
    const before = kind === 'corda' ? stand(corda('4.10'), cordapp('2.0.0', jars)) : stand(corda(version));
    return world({ kind, artifact: kind === 'corda' ? 'corda' : 'trade' }, [
      group(before, stand(corda(version), cordapp('2.0.0', jars))),
    ]);
  };
  const refuses = (version: string, language: string) => [
    `block 2 nodes: Corda ${version} cannot load trade 2.0.0 (${language}): such a node refuses to start`,
  ];

  test.each<[string, Parameters<typeof code>[0], readonly string[]]>([
    ['4.11.8', { classVersion: 52, kotlin: '1.1.16' }, []],
    ['4.11.8', { classVersion: 52, kotlin: '1.9.0' }, []],
    ['4.11.8', { classVersion: 53, kotlin: undefined }, refuses('4.11.8', 'Java 9')],
    ['4.11.8', { classVersion: 61, kotlin: '1.9.0' }, refuses('4.11.8', 'Java 17, Kotlin 1.9.0')],
    ['4.12', { classVersion: 61, kotlin: '1.9.0' }, []],
    ['4.12.0-RC01', { classVersion: 61, kotlin: '1.9.0' }, []],
    ['4.12.0-HC01', { classVersion: 52, kotlin: '1.1.16' }, refuses('4.12.0-HC01', 'Java 8, Kotlin 1.1.16')],
    ['4.12.5', { classVersion: 52, kotlin: '1.9.20' }, []],
    ['4.12', { classVersion: 52, kotlin: '1.1.16' }, refuses('4.12', 'Java 8, Kotlin 1.1.16')],
    ['4.12', { classVersion: 61, kotlin: '1.1.16' }, refuses('4.12', 'Java 17, Kotlin 1.1.16')],
    ['4.12', { classVersion: 61, kotlin: '1.10.0' }, refuses('4.12', 'Java 17, Kotlin 1.10.0')],
    ['4.14.1', { classVersion: 61, kotlin: '2.0.0' }, refuses('4.14.1', 'Java 17, Kotlin 2.0.0')],
    ['4.12', { classVersion: 52, kotlin: undefined }, []],
    ['4.12', { classVersion: 46, kotlin: undefined }, []],
    ['4.12', { classVersion: 45, kotlin: undefined }, refuses('4.12', 'class file version 45')],
    ['4.12', { classVersion: 61, kotlin: undefined }, []],
    ['4.12', { classVersion: 62, kotlin: undefined }, refuses('4.12', 'Java 18')],
    ['4.12', { classVersion: undefined, kotlin: undefined }, []],
  ])('Corda %s and classes %j', (version, classes, told) => {
    expect(tellRule('R14', load('corda', version, code(classes)))).toEqual(told);
    expect(tellRule('R14', load('cordapp', version, code(classes)))).toEqual(told);
  });

  const two = (version: string) =>
    stand(corda(version), cordapp('1.0.0', [former()]), cordapp('3', [former()], 'loan'));

  test.each<Case>([
    [
      'all CorDapps that it cannot load are named, each once',
      world({ kind: 'corda' }, [group(two('4.11'), two('4.12'))]),
      [
        'block 2 nodes: Corda 4.12 cannot load trade 1.0.0 (Java 8, Kotlin 1.1.16), loan 3 (Java 8, Kotlin 1.1.16): such a node refuses to start',
      ],
    ],
    [
      'another CorDapp than the one that moves is not judged again',
      world({ kind: 'cordapp', artifact: 'loan' }, [
        group(
          stand(corda('4.12'), cordapp('1.0.0', [former()])),
          stand(corda('4.12'), cordapp('1.0.0', [former()]), cordapp('3', [next(JAVA_17)], 'loan')),
        ),
      ]),
      [],
    ],
    [
      'a way back to 4.11 with JARs for 4.12',
      world({ kind: 'corda', back: true }, [
        group(stand(corda('4.12')), stand(corda('4.11'), cordapp('2.0.0', [next(JAVA_17)]))),
      ]),
      ['block 2 nodes: Corda 4.11 cannot load trade 2.0.0 (Java 17, Kotlin 1.9.0): such a node refuses to start'],
    ],
    ['nodes that do not move', world({ kind: 'corda' }, [group(two('4.12'))]), []],
    ['another kind of change', world({ kind: 'cenm', artifact: 'idman' }, [group(two('4.12'), two('4.12'))]), []],
    [
      'no JAR is known, or a release without any',
      world({ kind: 'corda' }, [
        group(two('4.11'), stand(corda('4.12'), cordapp('1.0.0', undefined), cordapp('3', [], 'loan'))),
      ]),
      ['lacks 2 nodes: the JARs of trade 1.0.0', 'lacks 2 nodes: the JARs of loan 3'],
    ],
    [
      'classes that cannot be read, all or some',
      world({ kind: 'corda' }, [
        group(
          two('4.11'),
          stand(
            corda('4.12'),
            cordapp('1.0.0', [
              jar('broken.jar', { code: undefined, problems: [problem('jar-archive-broken')] }),
              jar('partly.jar', { ...JAVA_17, problems: [problem('jar-classes-unread', 'warning')] }),
            ]),
          ),
        ),
      ]),
      ['lacks 2 nodes: the classes of broken.jar', 'lacks 2 nodes: the classes of partly.jar'],
    ],
    [
      'nobody says which Corda the nodes run',
      world({ kind: 'cordapp', artifact: 'trade' }, [
        group(stand(undefined), stand(undefined, cordapp('1.0.0', [former()]))),
        group(stand(corda('latest')), stand(corda('latest'), cordapp('1.0.0', [former()])), { nodes: ['party-3'] }),
      ]),
      ['lacks 3 nodes: the platform version of the node'],
    ],
  ])('%s', (_, given, told) => {
    expect(tellRule('R14', given)).toEqual(told);
  });
});

describe('R16', () => {
  const folder: Partial<Group> = {
    workloads: [{ ...WORKLOAD, mounts: [{ path: '/opt/corda/legacy-contracts', keeps: 'config' }] }],
  };
  const network = (least: number | undefined, newer: CordaNode, older: string, more: Partial<Group> = folder): World =>
    world(
      { kind: 'parameters', artifact: undefined },
      [group(stand(newer), undefined, more), group(stand(corda(older)))],
      {
        parameters: { ...PARAMETERS, minimumPlatformVersion: least },
      },
    );
  const dead = 'legacy-contracts is still mounted, though no node is older than 4.12 and the network asks for 140';

  test.each<Case>([
    ['140 and no older node', network(140, corda('4.12'), '4.14'), [`warn 2 nodes: ${dead}`]],
    ['139', network(139, corda('4.12'), '4.14'), []],
    ['one node on 4.11', network(140, corda('4.12'), '4.11.8'), []],
    ['no folder', network(140, corda('4.12'), '4.14', {}), []],
    [
      'no one says the minimum',
      network(undefined, corda('4.12'), '4.14'),
      ['lacks 2 nodes: the minimumPlatformVersion of the network'],
    ],
    [
      'no one says what a node runs',
      network(140, corda('4.12'), 'latest'),
      ['lacks 2 nodes: the platform version of the node'],
    ],
    [
      'the last node leaves 4.11',
      world({ kind: 'corda' }, [group(stand(corda('4.11')), stand(corda('4.12')), folder)], {
        parameters: { ...PARAMETERS, minimumPlatformVersion: 140 },
      }),
      [`warn 2 nodes: ${dead}`],
    ],
    [
      'a change that has nothing to do with it',
      {
        ...network(140, corda('4.12'), '4.14'),
        change: { kind: 'cenm', artifact: 'idman', version: '1.7', back: false },
      },
      [],
    ],
  ])('%s', (_, given, told) => {
    expect(tellRule('R16', given)).toEqual(told);
  });
});
