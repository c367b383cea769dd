import { describe, expect, test } from 'vitest';
import { code, flow, WORKFLOW } from './jars.test-data.ts';
import { corda, cordapp, group, jar, POLICY, stand, tellRule, WORKLOAD, world } from './rules.test-data.ts';
import type { Group, World } from './world.ts';

const BYTES = { old: 'aa'.repeat(32), young: 'bb'.repeat(32), other: 'cc'.repeat(32) };
const NODE = corda('4.12.9');
const trade = (version: string, sha256: string) => cordapp(version, [jar('trade.jar', { sha256 })]);

const bump = (more: Partial<Group> = {}, given: Partial<World> = {}): World =>
  world(
    { kind: 'cordapp', artifact: 'trade', version: '1.4.0' },
    [group(stand(NODE, trade('1.3.2', BYTES.old)), stand(NODE, trade('1.4.0', BYTES.young)), more)],
    given,
  );
const upgrade = (to: string, more: Partial<Group> = {}, given: Partial<World> = {}): World =>
  world({ version: to }, [group(stand(corda('4.12.5')), stand(corda(to)), more)], given);

const HOOK = { kind: 'Job', name: 'drain', generated: false, stage: 'drain', budget: 1 } as const;
const UNDRAINED =
  'block 2 nodes: nothing in the manifests drains these nodes: a node with a flow in flight, hospitalized or paused does not start once';

describe('R23, drained', () => {
  test.each<[string, World, readonly string[]]>([
    ['a byte of a JAR changes', bump(), [`${UNDRAINED} a byte of its JAR changes`]],
    ['another minor release', upgrade('4.13.4'), [`${UNDRAINED} its platform version changes`]],
    ['a patch', upgrade('4.12.9'), []],
    ['the same bytes under another version', bump({ after: stand(NODE, trade('1.4.0', BYTES.old)) }), []],
    [
      'JARs that nobody knows may be other bytes',
      bump({ before: stand(NODE, cordapp('1.3.2', undefined)) }),
      [`${UNDRAINED} a byte of its JAR changes`],
    ],
    ['a way back is drained as well', { ...bump(), change: { ...bump().change, back: true } }, [expect.any(String)]],
    [
      'a release that nobody can place may be another minor one',
      world({}, [group(stand(corda('ours-1')), stand(corda('ours-2')))]),
      [`${UNDRAINED} its platform version changes`],
    ],
    ['a CorDapp that no node had', bump({ before: stand(NODE) }), []],
    [
      'a JAR that comes beside the former one',
      bump({
        after: stand(
          NODE,
          cordapp('1.4.0', [jar('trade.jar', { sha256: BYTES.old }), jar('x.jar', { sha256: BYTES.other })]),
        ),
      }),
      [],
    ],
    [
      'a JAR that goes, while another stays',
      bump({
        before: stand(
          NODE,
          cordapp('1.3.2', [jar('trade.jar', { sha256: BYTES.old }), jar('x.jar', { sha256: BYTES.other })]),
        ),
        after: stand(NODE, cordapp('1.4.0', [jar('trade.jar', { sha256: BYTES.old })])),
      }),
      [`${UNDRAINED} a byte of its JAR changes`],
    ],
    ['devMode, where checkpoints are not verified', bump({}, { policy: { ...POLICY, development: ['canary'] } }), []],
    ['a hook drains', bump({ hooks: [HOOK] }), []],
    ['a hook that does something else', bump({ hooks: [{ ...HOOK, stage: 'backup' }] }), [expect.any(String)]],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R23', given)).toEqual(expected);
  });
});

describe('R24, by the flag', () => {
  test.each<[string, World, readonly string[]]>([
    [
      'gracefulShutdown',
      bump({ workloads: [{ ...WORKLOAD, does: ['graceful-shutdown'] }] }),
      [expect.stringMatching(/^warn 2 nodes: gracefulShutdown takes the drain off.*\(inferred\)$/)],
    ],
    ['something else', bump({ workloads: [{ ...WORKLOAD, does: ['migration'] }] }), []],
    ['pods that nobody knows', bump({ workloads: [] }), ['lacks 2 nodes: what the pods of the nodes look like']],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R24', given)).toEqual(expected);
  });
});

describe('R30, contracts first', () => {
  const both = (version: number, sha256: string) =>
    cordapp(`1.${version}.0`, [
      jar('trade.jar', { sha256, contract: { ...CONTRACT, version }, workflow: { ...CONTRACT, version: 1 } }),
    ]);
  const CONTRACT = { name: 'Trade', version: 1, vendor: '', licence: '' };
  const later = group(stand(NODE, both(3, BYTES.old)), undefined, { nodes: ['party-9'] });
  const move = (to: ReturnType<typeof both>, others: readonly Group[]): World =>
    world({ kind: 'cordapp', artifact: 'trade', version: to.version }, [
      group(stand(NODE, both(3, BYTES.old)), stand(NODE, to)),
      ...others,
    ]);
  const flows = (version: string) => cordapp(version, [jar('flows.jar', WORKFLOW)], 'flows');
  const contracts = (version: string) => cordapp(version, [jar('contracts.jar')], 'contracts');

  test.each<[string, World, readonly string[]]>([
    [
      'a new contract version with flows, while others come later',
      move(both(4, BYTES.young), [later]),
      [
        expect.stringMatching(
          /^warn 2 nodes: the release has a new contract version and flows in one: nodes that stay/,
        ),
      ],
    ],
    ['and nobody comes later', move(both(4, BYTES.young), []), []],
    ['no new contract version', move(both(3, BYTES.young), [later]), []],
    [
      'contracts and flows in two JARs of the release',
      move(
        cordapp('1.4.0', [
          jar('trade.jar', { sha256: BYTES.young, contract: { ...CONTRACT, version: 4 } }),
          jar('flows.jar', WORKFLOW),
        ]),
        [later],
      ),
      [expect.stringMatching(/^warn 2 nodes: the release has a new contract version and flows in one/)],
    ],
    [
      'a new contract version without flows',
      move(cordapp('1.4.0', [jar('trade.jar', { sha256: BYTES.young, contract: { ...CONTRACT, version: 4 } })]), [
        later,
      ]),
      [],
    ],
    [
      'what was there before is not known',
      world({ kind: 'cordapp', artifact: 'trade' }, [
        group(stand(NODE, cordapp('1.3.0', undefined)), stand(NODE, both(4, BYTES.young))),
      ]),
      ['lacks 2 nodes: the JARs of trade 1.3.0'],
    ],
    [
      'flows by their class, whatever the manifest says',
      move(
        cordapp('1.4.0', [
          jar('trade.jar', {
            sha256: BYTES.young,
            contract: { ...CONTRACT, version: 4 },
            code: code({ flows: [flow('com.acme.Buy')] }),
          }),
        ]),
        [later],
      ),
      [expect.any(String)],
    ],
    [
      'flows alone, while their contracts are on two versions',
      world({ kind: 'cordapp', artifact: 'flows', version: '2' }, [
        group(stand(NODE, flows('1'), contracts('2')), stand(NODE, flows('2'), contracts('2'))),
        group(stand(NODE, flows('1'), contracts('1')), undefined, { nodes: ['party-9'] }),
      ]),
      [
        expect.stringMatching(
          /^warn 2 nodes: flows change while contracts, which has contracts, is not on one version/,
        ),
      ],
    ],
    [
      'flows alone, with contracts on one version',
      world({ kind: 'cordapp', artifact: 'flows', version: '2' }, [
        group(stand(NODE, flows('1'), contracts('2')), stand(NODE, flows('2'), contracts('2'))),
      ]),
      [],
    ],
    [
      'no JAR is known',
      bump({ after: stand(NODE, cordapp('1.4.0', undefined)) }),
      ['lacks 2 nodes: the JARs of trade 1.4.0'],
    ],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R30', given)).toEqual(expected);
  });
});

describe('R36, not all at once', () => {
  const [moving] = bump().groups;
  const others = group(stand(NODE, trade('1.3.2', BYTES.old)), undefined, { nodes: ['party-9'] });
  const given = (groups: readonly (Group | undefined)[]): World =>
    world(
      { kind: 'cordapp', artifact: 'trade' },
      groups.filter((one) => one !== undefined),
    );
  test.each<[string, World, readonly string[]]>([
    [
      'every node of the network',
      given([moving]),
      [expect.stringMatching(/^warn 2 nodes: every node .*\(inferred\)$/)],
    ],
    ['all but some', given([moving, others]), []],
    ['the only node', given([moving && { ...moving, nodes: ['party-1'] }]), []],
    [
      'nodes of no Corda do not count',
      given([moving, group(stand(undefined), undefined, { nodes: ['db'] })]),
      [expect.any(String)],
    ],
  ])('%s', (_, world_, expected) => {
    expect(tellRule('R36', world_)).toEqual(expected);
  });
});
