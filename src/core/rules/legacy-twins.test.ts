import { describe, expect, test } from 'vitest';
import type { CordappFacts } from '../cordapp/cordapp.ts';
import type { InspectedJar } from '../release/release.ts';
import { code, flow, former, info, next, problem, WORKFLOW } from './jars.test-data.ts';
import {
  corda,
  cordapp,
  DEVELOPMENT,
  group,
  NOW,
  OTHER_SIGNER,
  POLICY,
  SIGNER,
  stand,
  tellRule,
  world,
  WORKLOAD,
} from './rules.test-data.ts';
import type { Group, World } from './world.ts';

type Case = readonly [name: string, given: World, told: readonly string[]];

const FOLDER: Partial<Group> = {
  workloads: [{ ...WORKLOAD, mounts: [{ path: '/opt/corda/legacy-contracts', keeps: 'config' }] }],
};

const JAVA_17 = code({ classVersion: 61, kotlin: '1.9.0' });

/** What nodes of 4.11 run, and what they run on 4.12. */
const OLD = former();
const NEW = next({ code: JAVA_17 });

const run = (version: string, release: string, jars: readonly InspectedJar[] | undefined) =>
  stand(corda(version), cordapp(release, jars));

/** Two nodes go from 4.11 to 4.12 with another build of trade; three stay on 4.11. */
const mixed = (
  older: readonly InspectedJar[] | undefined,
  newer: readonly InspectedJar[] | undefined,
  more: Partial<Group> = FOLDER,
  version = '4.12',
): World =>
  world({ kind: 'corda' }, [
    group(run('4.11.8', '1.0.0', older), run(version, '2.0.0', newer), more),
    group(run('4.11.8', '1.0.0', older), undefined, { nodes: ['a', 'b', 'c'] }),
  ]);

const twin = (older: Partial<CordappFacts>, newer: Partial<CordappFacts>): World =>
  mixed([former(older)], [next({ code: JAVA_17, ...newer })]);

const FOLDER_MISSING =
  'block 2 nodes: nodes older than 4.12 are left, and no folder legacy-contracts is mounted: they reject transactions with contracts for 4.12 alone';
const ROLE = 'which older nodes run: a node with both refuses to start';
const SIGNERS = `block 2 nodes: trade 2.0.0 is not signed by the same keys as trade 1.0.0, ${ROLE}`;

const vouched = (until: number | undefined, nodes: readonly string[] = []): World => ({
  ...mixed([OLD], [NEW], {}),
  policy: {
    ...POLICY,
    evidence: [{ what: 'legacy-contracts', subject: undefined, nodes, reason: 'it is in the image', until }],
  },
});

describe('R15: the folder', () => {
  test.each<Case>([
    ['is missing', mixed([OLD], [NEW], {}), [FOLDER_MISSING]],
    ['is mounted', mixed([OLD], [NEW]), []],
    ['is vouched for', vouched(NOW), []],
    ['was vouched for', vouched(NOW - 1), [FOLDER_MISSING]],
    ['is vouched for on one of two nodes', vouched(NOW, ['party-1']), [FOLDER_MISSING.replace('2 nodes', '1 nodes')]],
    ['is missing on a release candidate of 4.12', mixed([OLD], [NEW], {}, '4.12.0-RC01'), [FOLDER_MISSING]],
    [
      'of another name',
      mixed([OLD], [NEW], {
        workloads: [{ ...WORKLOAD, mounts: [{ path: '/opt/no-legacy-contracts', keeps: 'config' }] }],
      }),
      [FOLDER_MISSING],
    ],
    [
      'is needed by no one: all nodes go',
      world({ kind: 'corda' }, [group(run('4.11.8', '1.0.0', [OLD]), run('4.12', '2.0.0', [NEW]))]),
      [],
    ],
    [
      'is needed by no one: all nodes stay below 4.12',
      world({ kind: 'corda' }, [
        group(run('4.10', '1.0.0', [OLD]), run('4.11.8', '1.0.0', [OLD])),
        group(run('4.9', '1', [OLD])),
      ]),
      [],
    ],
    [
      'is needed by no workflow',
      mixed([former(WORKFLOW)], [next({ ...WORKFLOW, code: { ...JAVA_17, contracts: [] } })], {}),
      [],
    ],
    [
      'is needed for what is a contract by its class alone',
      mixed([OLD], [next({ contract: undefined, code: JAVA_17 })], {}),
      [FOLDER_MISSING, `block 2 nodes: contract version 1 of trade 2.0.0 is not higher than 1 of trade 1.0.0, ${ROLE}`],
    ],
    ['is not needed for the same bytes: Java alone', mixed([OLD], [OLD], {}), []],
    [
      'of nodes that stay on 4.12 while others go back to 4.11',
      world({ kind: 'corda', back: true }, [
        group(run('4.12', '2.0.0', [NEW])),
        group(run('4.12', '2.0.0', [NEW]), run('4.11.8', '1.0.0', [OLD]), { nodes: ['a'] }),
      ]),
      [FOLDER_MISSING],
    ],
    [
      'of nodes that stay on 4.12 while others go on to 4.11',
      world({ kind: 'corda' }, [
        group(run('4.12', '2.0.0', [NEW])),
        group(run('4.10', '1.0.0', [OLD]), run('4.11.8', '1.0.0', [OLD]), { nodes: ['a'] }),
      ]),
      [],
    ],
    [
      'nobody knows the JARs of a CorDapp that nodes of 4.12 do not have',
      world({ kind: 'corda' }, [
        group(run('4.11.8', '1.0.0', [OLD]), run('4.12', '2.0.0', [NEW]), FOLDER),
        group(stand(corda('4.11.8'), cordapp('3', undefined, 'loan')), undefined, { nodes: ['a'] }),
      ]),
      [],
    ],
    ['no JAR is known of 4.12', mixed([OLD], undefined, {}), ['lacks 2 nodes: the JARs of trade 2.0.0']],
    ['no JAR is known of 4.11', mixed(undefined, [NEW]), ['lacks 3 nodes: the JARs of trade 1.0.0']],
    [
      'nobody says what the other nodes run',
      world({ kind: 'corda' }, [
        group(run('4.11.8', '1.0.0', [OLD]), run('4.12', '2.0.0', [NEW])),
        group(stand(corda('latest')), undefined, { nodes: ['a'] }),
      ]),
      ['lacks 1 nodes: the platform version of the node'],
    ],
  ])('%s', (_, given, told) => {
    expect(tellRule('R15', given)).toEqual(told);
  });
});

describe('R15: the twins', () => {
  const flows = (...all: readonly (readonly [string, number])[]) => ({
    ...WORKFLOW,
    code: { ...JAVA_17, contracts: [], flows: all.map(([name, version]) => flow(name, version)) },
  });

  test.each<Case>([
    ['a higher contract version', twin({}, { contract: info('Trade', 2) }), []],
    [
      'the same contract version',
      twin({ contract: info('Trade', 5) }, { contract: info('Trade', 5) }),
      [`block 2 nodes: contract version 5 of trade 2.0.0 is not higher than 5 of trade 1.0.0, ${ROLE}`],
    ],
    [
      'no contract version, which is 1',
      twin({ contract: undefined }, { contract: undefined }),
      [`block 2 nodes: contract version 1 of trade 2.0.0 is not higher than 1 of trade 1.0.0, ${ROLE}`],
    ],
    [
      'a renamed CorDapp, known by its contract',
      mixed([former({ contract: info('Old', 7) }), former(WORKFLOW, 'w.jar')], [NEW, next(WORKFLOW)]),
      [`block 2 nodes: contract version 2 of trade 2.0.0 is not higher than 7 of trade 1.0.0, ${ROLE}`],
    ],
    ['the same two signers', twin({ signers: [SIGNER, OTHER_SIGNER] }, { signers: [OTHER_SIGNER, SIGNER] }), []],
    ['neither signed', twin({ signers: [] }, { signers: [] }), []],
    ['a signer more', twin({}, { signers: [SIGNER, OTHER_SIGNER] }), [SIGNERS]],
    ['a signer less', twin({ signers: [SIGNER, OTHER_SIGNER] }, {}), [SIGNERS]],
    ['another signer', twin({ signers: [DEVELOPMENT] }, {}), [SIGNERS]],
    [
      'signers that nobody can tell',
      twin({ signers: [], problems: [problem('jar-entry-changed')] }, {}),
      ['lacks 2 nodes: the signers of trade-1.0.0.jar'],
    ],
    [
      'flows of the same version, and a new one',
      mixed([former(flows(['com.acme.Buy', 3]))], [next(flows(['com.acme.Buy', 3], ['com.acme.Sell', 1]))]),
      [],
    ],
    [
      'a flow of another version',
      mixed([former(flows(['com.acme.Buy', 3]))], [next(flows(['com.acme.Buy', 4]))]),
      ['warn 2 nodes: flow com.acme.Buy has another version in trade 2.0.0 than in trade 1.0.0, which older nodes run'],
    ],
  ])('%s', (_, given, told) => {
    expect(tellRule('R15', given)).toEqual(told);
  });

  /** Nodes on both releases; trade moves on one side. */
  const beside = (older: Group, newer: Group, artifact = 'trade') =>
    tellRule('R15', world({ kind: 'cordapp', artifact }, [older, { ...newer, ...FOLDER }]));
  const low = `contract version 2 of trade 2.0.0 is not higher than 9 of trade 1.1.0, ${ROLE}`;
  const NINE = former({ contract: info('Trade', 9) });

  test('older nodes come to a contract that those of 4.12 do not outdo', () => {
    const older = group(run('4.11.8', '1.0.0', [OLD]), run('4.11.8', '1.1.0', [NINE]));
    const newer = group(run('4.12', '2.0.0', [NEW]), undefined, { nodes: ['a', 'b', 'c'] });
    expect(beside(older, newer)).toEqual([`block 3 nodes: ${low}`]);
  });

  test('a pair that this change does not touch is not judged', () => {
    const older = group(run('4.11.8', '1.1.0', [NINE]));
    const newer = group(run('4.12', '2.0.0', [NEW]), run('4.12', '2.0.0', [NEW]));
    expect(beside(older, newer)).toEqual([`block 2 nodes: ${low}`]);
    expect(beside(older, newer, 'loan')).toEqual([]);
    expect(beside(older, group(run('4.12', '2.0.0', [NEW])))).toEqual([]);
  });
});
