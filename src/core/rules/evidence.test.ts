import { describe, expect, test } from 'vitest';
import { endOfDay } from '../config/calendar.ts';
import type { Evidence, EvidenceKind } from '../config/config.ts';
import { evidenceFor, withoutEvidence } from './evidence.ts';
import { corda, cordapp, DAY, group, NOW, POLICY, stand, WORKLOAD, world } from './rules.test-data.ts';
import type { Change, Group, World } from './world.ts';

const word = (more: Partial<Evidence> = {}): Evidence => ({
  what: 'drain',
  subject: undefined,
  nodes: [],
  until: undefined,
  reason: 'flows are short',
  ...more,
});

const NODES = ['party-1', 'party-2', 'party-3'];
const bump = (more: Partial<Group> = {}): Group =>
  group(stand(corda('4.12.9'), cordapp('1.3.2', undefined)), stand(corda('4.12.9'), cordapp('1.4.0', undefined)), {
    nodes: NODES,
    ...more,
  });
const upgrade = (more: Partial<Group> = {}): Group =>
  group(stand(corda('4.12.9')), stand(corda('4.13.4')), { nodes: NODES, ...more });

const TRADE: Partial<Change> = { kind: 'cordapp', artifact: 'trade' };
const asked = (change: Partial<Change>, one: Group, ...evidence: readonly Evidence[]): World =>
  world(change, [one], { policy: { ...POLICY, evidence } });

/** The nodes that nothing speaks for. */
const left = (given: World, what: EvidenceKind = 'drain'): readonly string[] =>
  withoutEvidence(given, given.groups, what).flatMap(({ nodes }) => nodes);

const hook = (stage: 'drain' | 'backup' | 'migration') =>
  ({ kind: 'Job', name: stage, generated: false, stage, budget: 1 }) as const;

describe('the manifests', () => {
  const migrating = bump({ workloads: [WORKLOAD, { ...WORKLOAD, does: ['migration'] }] });
  const mounting = (path: string) => bump({ workloads: [{ ...WORKLOAD, mounts: [{ path, keeps: 'config' }] }] });
  test.each<[string, Group, EvidenceKind, boolean]>([
    ['a hook that drains', bump({ hooks: [hook('drain')] }), 'drain', true],
    ['a hook that backs up', bump({ hooks: [hook('backup')] }), 'backup', true],
    ['a hook that migrates', bump({ hooks: [hook('migration')] }), 'migration', true],
    ['a hook for something else', bump({ hooks: [hook('backup'), hook('migration')] }), 'drain', false],
    ['one hook of several', bump({ hooks: [hook('backup'), hook('drain')] }), 'drain', true],
    ['a container that migrates', migrating, 'migration', true],
    ['which neither backs up', migrating, 'backup', false],
    ['nor drains', migrating, 'drain', false],
    ['a folder for former contracts', mounting('/opt/corda/legacy-contracts/'), 'legacy-contracts', true],
    ['a folder by a longer name', mounting('/opt/corda/legacy-contracts-old'), 'legacy-contracts', false],
    ['no manifest shows transactions validated', bump({ hooks: [hook('drain')] }), 'validation', false],
    ['nor constraints', bump({ hooks: [hook('migration')] }), 'constraints', false],
  ])('%s', (_, one, what, shown) => {
    expect(evidenceFor(asked(TRADE, one), one, what)).toBe(shown ? 'manifests' : undefined);
    expect(left(asked(TRADE, one), what)).toEqual(shown ? [] : NODES);
  });
});

describe('the subject of a word in cordage.yaml', () => {
  test.each<[string | undefined, boolean]>([
    [undefined, true],
    ['trade', true],
    ['trade@1.4.0', true],
    ['trade@1.3.2', false],
    ['trade@1.4', false],
    ['loan', false],
    ['corda', false],
    ['4.12', false],
  ])('%s for trade 1.4.0 on Corda 4.12', (subject, counts) => {
    expect(left(asked(TRADE, bump(), word({ subject })))).toEqual(counts ? [] : NODES);
  });
  test.each<[string, boolean]>([
    ['corda', true],
    ['4.13', true],
    ['4.13.4', true],
    ['corda@4.13.4', true],
    ['4.13.3', false],
    ['4.12', false],
    ['4.1', false],
    ['trade', false],
  ])('%s for Corda 4.13.4', (subject, counts) => {
    expect(left(asked({}, upgrade(), word({ subject })))).toEqual(counts ? [] : NODES);
  });
  test('what lies in legacy-contracts belongs to the node, whatever moves on it', () => {
    const vouched = asked(TRADE, bump(), word({ what: 'legacy-contracts', subject: '4.12' }));
    expect(left(vouched, 'legacy-contracts')).toEqual([]);
  });
  test('one thing is not another', () => {
    expect(left(asked(TRADE, bump(), word({ what: 'backup' })))).toEqual(NODES);
  });
});

describe('the nodes that a word speaks for', () => {
  test.each<[string, readonly Evidence[], readonly string[]]>([
    ['all by a glob', [word({ nodes: ['party-*'] })], []],
    ['some', [word({ nodes: ['party-1'] })], ['party-2', 'party-3']],
    ['two words together', [word({ nodes: ['party-1'] }), word({ nodes: ['party-2', 'party-3'] })], []],
    ['two words that leave one', [word({ nodes: ['party-1'] }), word({ nodes: ['party-3'] })], ['party-2']],
    ['others', [word({ nodes: ['notary-*'] })], NODES],
    ['a word of all beside one of some', [word({ nodes: ['party-1'] }), word()], []],
  ])('%s', (_, evidence, expected) => {
    expect(left(asked(TRADE, bump(), ...evidence))).toEqual(expected);
  });
  test('where it leaves some, it does not speak for the group', () => {
    const [one, given] = [bump(), asked(TRADE, bump(), word({ nodes: ['party-1'] }))];
    expect(evidenceFor(given, one, 'drain')).toBeUndefined();
    expect(evidenceFor(asked(TRADE, one, word()), one, 'drain')).toBe('config');
  });
  test('a group that nothing speaks for is left as it is', () => {
    const one = bump();
    expect(withoutEvidence(asked(TRADE, one), [one], 'drain')[0]).toBe(one);
  });
});

test.each<[string, number | undefined, number, boolean]>([
  ['for good', undefined, NOW, true],
  ['ends today, in the morning', endOfDay('2026-11-22'), NOW, true],
  ['ends today, at the last millisecond', endOfDay('2026-11-22'), NOW + DAY - 1, true],
  ['ended yesterday', endOfDay('2026-11-21'), NOW, false],
  ['to this very moment', NOW, NOW, true],
  ['to a moment ago', NOW - 1, NOW, false],
])('a word that %s', (_, until, now, counts) => {
  const given: World = { ...asked(TRADE, bump(), word({ until })), now };
  expect(left(given)).toEqual(counts ? [] : NODES);
});
