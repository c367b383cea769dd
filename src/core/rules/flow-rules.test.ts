import { describe, expect, test } from 'vitest';
import type { Evidence } from '../config/config.ts';
import { evidenceFor } from './evidence.ts';
import { corda, cordapp, group, jar, NOW, POLICY, stand, tellRule, WORKLOAD, world } from './rules.test-data.ts';
import type { Group, World } from './world.ts';

const BYTES = { old: 'aa'.repeat(32), young: 'bb'.repeat(32) };
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
const word = (more: Partial<Evidence> = {}): Evidence => ({
  what: 'drain',
  subject: undefined,
  nodes: [],
  until: undefined,
  reason: 'flows are short',
  ...more,
});
const vouched = (more: Partial<Evidence> = {}): Partial<World> => ({ policy: { ...POLICY, evidence: [word(more)] } });

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
    ['a hook drains', bump({ hooks: [HOOK] }), []],
    ['a hook that does something else', bump({ hooks: [{ ...HOOK, stage: 'backup' }] }), [expect.any(String)]],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R23', given)).toEqual(expected);
  });
});

describe('evidence in cordage.yaml', () => {
  test.each<[string, Partial<Evidence>, boolean]>([
    ['of all', {}, true],
    ['of the artifact', { subject: 'trade' }, true],
    ['of another artifact', { subject: 'loan' }, false],
    ['of the version', { subject: 'trade@1.4.0' }, true],
    ['of another version', { subject: 'trade@1.3.2' }, false],
    ['of a minor release of Corda, which does not move', { subject: '4.12' }, false],
    ['of all its nodes', { nodes: ['party-*'] }, true],
    ['of some of its nodes', { nodes: ['party-1'] }, false],
    ['to this very moment', { until: NOW }, true],
    ['until a moment ago', { until: NOW - 1 }, false],
    ['of something else', { what: 'backup' }, false],
  ])('%s', (_, more, counts) => {
    expect(tellRule('R23', bump({}, vouched(more)))).toHaveLength(counts ? 0 : 1);
  });

  test.each([
    ['4.13', true],
    ['4.13.4', true],
    ['4.12', false],
    ['corda@4.13.4', true],
  ])('for a move of Corda to 4.13.4 a word on %s counts: %s', (subject, counts) => {
    expect(tellRule('R23', upgrade('4.13.4', {}, vouched({ subject })))).toHaveLength(counts ? 0 : 1);
  });

  test('says where it is from', () => {
    const [one] = bump().groups;
    if (!one) throw new Error('no group');
    expect(evidenceFor(bump({}, vouched()), one, 'drain')).toEqual({ by: 'config', reason: 'flows are short' });
    expect(evidenceFor(bump(), { ...one, hooks: [HOOK] }, 'drain')).toEqual({ by: 'manifests' });
    const migrating = { ...one, workloads: [{ ...WORKLOAD, does: ['migration' as const] }] };
    expect(evidenceFor(bump(), migrating, 'migration')).toEqual({ by: 'manifests' });
    expect(evidenceFor(bump(), one, 'migration')).toBeUndefined();
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
  const flows = (version: string) =>
    cordapp(version, [jar('flows.jar', { contract: undefined, workflow: CONTRACT })], 'flows');
  const contracts = (version: string) => cordapp(version, [jar('contracts.jar')], 'contracts');

  test.each<[string, World, readonly string[]]>([
    [
      'a new contract version with flows, while others come later',
      move(both(4, BYTES.young), [later]),
      [expect.stringMatching(/^warn 2 nodes: the JAR has a new contract version and flows in one/)],
    ],
    ['and nobody comes later', move(both(4, BYTES.young), []), []],
    ['no new contract version', move(both(3, BYTES.young), [later]), []],
    [
      'flows alone, while their contracts are on two versions',
      world({ kind: 'cordapp', artifact: 'flows', version: '2' }, [
        group(stand(NODE, flows('1'), contracts('2')), stand(NODE, flows('2'), contracts('2'))),
        group(stand(NODE, flows('1'), contracts('1')), undefined, { nodes: ['party-9'] }),
      ]),
      ['warn 2 nodes: flows change while contracts, with the contracts, is not on one version everywhere'],
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
