import { describe, expect, test } from 'vitest';
import type { NetworkParameters } from '../config/config.ts';
import type { Mount, Workload } from '../manifests/workload.ts';
import { corda, DAY, group, NOW, PARAMETERS, POLICY, stand, tellRule, WORKLOAD, world } from './rules.test-data.ts';
import type { Group, World } from './world.ts';

const moving = (nodes: readonly string[], more: Partial<Group> = {}): Group =>
  group(stand(corda('4.12.5')), stand(corda('4.12.9')), { nodes, ...more });
const given = (groups: readonly Group[], more: Partial<World> = {}): World => world({}, groups, more);
const withParameters = (more: Partial<NetworkParameters>): Partial<World> => ({
  parameters: { ...PARAMETERS, ...more },
});
const declared: Partial<World> = { policy: { ...POLICY, notaries: ['ordering-*'] } };

describe('R33, notaries', () => {
  test.each<[string, World, readonly string[]]>([
    [
      'two at once',
      given([moving(['ordering-1', 'ordering-2'])], declared),
      [expect.stringMatching(/^block 2 nodes: 2 notaries would move at once: workers/)],
    ],
    [
      'one with others',
      given([moving(['ordering-1', 'party-1'])], declared),
      [expect.stringMatching(/^block 1 nodes: the notary ordering-1 would move together with 1 other node: /)],
    ],
    ['one alone', given([moving(['ordering-1'])], declared), []],
    [
      'a guess that would not be alone',
      given([moving(['notary-1', 'party-1', 'party-2'])]),
      [expect.stringMatching(/^warn 1 nodes: the notary notary-1 would move together with 2 other nodes \(by name/)],
    ],
    [
      'none among those that move',
      given([moving(['party-1']), group(stand(corda('4.12.9')), undefined, { nodes: ['ordering-1'] })], declared),
      [],
    ],
    [
      'nodes by such names do not count beside those that are declared',
      given([moving(['notary-1', 'notary-2', 'party-1']), moving(['ordering-1'], { moves: false })], declared),
      [],
    ],
    [
      'declared, and no node is called so',
      given([moving(['party-1'])], declared),
      ['lacks 1 nodes: which nodes are notaries'],
    ],
    [
      'guessed by their names',
      given([moving(['notary-1', 'notary-2'])]),
      [expect.stringMatching(/^warn 2 nodes: 2 notaries would move at once \(by name/)],
    ],
    ['none is known', given([moving(['party-1'])]), ['lacks 1 nodes: which nodes are notaries']],
    [
      'known by name elsewhere',
      given([moving(['party-1']), group(stand(corda('4.12.9')), undefined, { nodes: ['notary-1'] })]),
      [],
    ],
  ])('%s', (_, world_, expected) => {
    expect(tellRule('R33', world_)).toEqual(expected);
  });
});

describe('R34, flag days', () => {
  const update = (deadline: number): Partial<World> =>
    withParameters({ update: { minimumPlatformVersion: 140, deadline } });
  const nodes = [moving(['party-1'])];
  test.each<[string, World, readonly string[]]>([
    [
      'an update is open',
      given(nodes, update(NOW + DAY)),
      [
        expect.stringMatching(
          /^block 0 nodes: an update of the network parameters is open, with its deadline at 2026-11-23/,
        ),
      ],
    ],
    ['its deadline is now', given(nodes, update(NOW)), [expect.stringMatching(/^block .* with its deadline at/)]],
    [
      'its deadline was a millisecond ago',
      given(nodes, update(NOW - 1)),
      [
        // Undecided means that nothing moves (corda.md, R34): the deadline alone decides nothing.
        expect.stringMatching(
          /^block 0 nodes: networkParameters\.update .* is past, and nobody says that it was executed or cancelled/,
        ),
      ],
    ],
    [
      'a way back, and any other kind of change',
      { ...given(nodes, update(NOW)), change: { kind: 'image', artifact: 'x', version: '1', back: true } },
      [expect.stringMatching(/^block/)],
    ],
    ['none is open', given(nodes), []],
    [
      'nobody says',
      given(nodes, withParameters({ minimumPlatformVersion: undefined })),
      ['lacks 0 nodes: whether an update of the network parameters is open'],
    ],
  ])('%s', (_, world_, expected) => {
    expect(tellRule('R34', world_)).toEqual(expected);
  });
  test('a change of the parameters themselves is not its concern', () => {
    expect(
      tellRule('R34', {
        ...given(nodes, update(NOW)),
        change: { kind: 'parameters', artifact: undefined, version: undefined, back: false },
      }),
    ).toEqual([]);
  });
});

describe('R35, the event horizon', () => {
  const stopped = group(stand(corda('4.12.9')), undefined, {
    nodes: ['party-9'],
    workloads: [{ ...WORKLOAD, replicas: 0 }],
  });
  test.each<[string, World, readonly string[]]>([
    [
      'a node is stopped',
      given([moving(['party-1']), stopped]),
      [
        expect.stringMatching(
          /^warn 1 nodes: they are stopped \(replicas: 0\), and a node that is away for longer than 30 d is dropped/,
        ),
      ],
    ],
    ['none is', given([moving(['party-1'])]), []],
    [
      'a horizon of hours',
      given([stopped], withParameters({ eventHorizon: DAY / 4 })),
      [expect.stringMatching(/is away for longer than 6 h is dropped/)],
    ],
    [
      'nobody says how long is too long, and none is stopped',
      given([moving(['party-1'])], withParameters({ eventHorizon: undefined })),
      [],
    ],
    [
      'nobody says how long is too long',
      given([stopped], withParameters({ eventHorizon: undefined })),
      ['lacks 1 nodes: the eventHorizon of the network'],
    ],
  ])('%s', (_, world_, expected) => {
    expect(tellRule('R35', world_)).toEqual(expected);
  });
});

describe('R37, the pod', () => {
  const pod = (more: Partial<Workload>): World =>
    given([moving(['party-1'], { workloads: [{ ...WORKLOAD, ...more }] })]);
  const certificates = { path: '/opt/corda/certificates', keeps: 'claim' } as const;
  const artemis = (keeps: Mount['keeps'], prefix = ''): Mount => ({ path: `/opt/corda/${prefix}artemis/`, keeps });
  const BASE: Mount = { path: '/opt/corda', keeps: 'memory' };
  const LOST = 'certificates are on no claim and in no Secret: unless something fills them at every start';
  test.each<[string, World, string | undefined]>([
    ['as the reference has it', pod({}), undefined],
    [
      'a Deployment that surges',
      pod({ kind: 'Deployment', strategy: undefined }),
      'a Deployment without strategy Recreate',
    ],
    ['a Deployment that recreates', pod({ kind: 'Deployment', strategy: 'Recreate' }), undefined],
    ['two replicas', pod({ replicas: 2 }), '2 replicas of one node'],
    ['stopped', pod({ replicas: 0 }), undefined],
    [
      'artemis on a claim of its own',
      pod({ mounts: [{ path: '/opt/corda/artemis', keeps: 'claim' }, certificates] }),
      undefined,
    ],
    [
      'artemis in memory',
      pod({ mounts: [{ path: '/opt/corda/artemis', keeps: 'memory' }, certificates] }),
      'artemis is on no claim',
    ],
    [
      'certificates nowhere',
      pod({ mounts: [{ path: '/opt/corda/artemis', keeps: 'claim' }] }),
      'certificates are on no claim',
    ],
    ['certificates in a Secret', pod({ mounts: [artemis('claim'), { ...certificates, keeps: 'config' }] }), undefined],
    ['certificates in memory', pod({ mounts: [artemis('claim'), { ...certificates, keeps: 'memory' }] }), LOST],
    [
      'artemis in memory within a claim of the base directory',
      pod({ mounts: [{ path: '/opt/corda', keeps: 'claim' }, artemis('memory')] }),
      'artemis is on no claim',
    ],
    [
      'a base directory in memory, but for certificates',
      pod({ mounts: [BASE, certificates] }),
      'artemis is on no claim',
    ],
    ['a folder whose name only ends so', pod({ mounts: [artemis('claim', 'old-'), certificates] }), 'artemis is on no'],
    ['no readiness probe', pod({ readiness: false }), 'there is no readiness probe'],
  ])('%s', (_, world_, expected) => {
    expect(tellRule('R37', world_).map((line) => line.slice(0, `warn 1 nodes: ${expected}`.length))).toEqual(
      expected === undefined ? [] : [`warn 1 nodes: ${expected}`],
    );
  });
  test('each weakness for itself, all of them inferred', () => {
    const told = tellRule(
      'R37',
      pod({ kind: 'Deployment', replicas: 3, readiness: false, mounts: [{ path: '/opt/corda/logs', keeps: 'claim' }] }),
    );
    expect(told).toHaveLength(5);
    for (const line of told) expect(line).toMatch(/^warn .*\(inferred\)$/);
  });
  test.each<[string, Partial<Workload>]>([
    ['none that is to be seen', { mounts: [] }],
    ['of a base that is elsewhere', { mounts: [artemis('other'), certificates] }],
    [
      'of certificates, of a kind that may keep files or not',
      { mounts: [artemis('claim'), { ...certificates, keeps: 'other' }] },
    ],
  ])('volumes: %s', (_, more) => {
    expect(tellRule('R37', pod(more))).toEqual(['lacks 1 nodes: what volumes the nodes keep their files on']);
  });
  test('pods that nobody knows', () => {
    expect(tellRule('R37', given([moving(['party-1'], { workloads: [] })]))).toEqual([
      'lacks 1 nodes: what the pods of the nodes look like',
    ]);
  });
});
