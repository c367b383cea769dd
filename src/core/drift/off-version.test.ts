import { expect, test } from 'vitest';
import type { Decisions, Hold, RolloutRecord, VersionHold } from '../journal/decisions.ts';
import { decisionsOf, networkOf, NOW, passed, rolloutOf } from './drift.test-data.ts';
import { findOffVersion } from './off-version.ts';

/** `c1 1.3.0` runs another version than canary passed with. */
const offIn = (nodes: Readonly<Record<string, string>>, decisions: Decisions): readonly string[] =>
  findOffVersion(networkOf(nodes), decisions, NOW).map(
    ({ node, artifact, version, ring, ringVersion }) => `${node} ${artifact} ${version} ${ring} ${ringVersion}`,
  );

const TWO = { c1: '1.4.0', c2: '1.3.0' };
const DONE = rolloutOf('1.4.0', { passed: [passed('canary', 10)] });
const said = { seq: 1, by: 'ada', at: 5, reason: 'audit' };
const hold = (nodes: string, until: number): Hold => ({ ...said, nodes, until });
const kept = (version: string, nodes: readonly string[], artifact = 'trade'): VersionHold => ({
  ...said,
  artifact,
  version,
  nodes,
});
const part = (node: string, at: number): RolloutRecord['merged'][number] => ({
  ring: 'canary',
  pull: 1,
  commit: 'a',
  nodes: [node],
  at,
});
const startFor = (...nodes: readonly string[]): NonNullable<RolloutRecord['start']> => ({
  ...said,
  kind: 'start',
  rollout: 'trade@1.4.0',
  artifact: 'trade',
  version: '1.4.0',
  origin: { issue: 1 },
  nodes,
});
const OFF = ['c2 trade 1.3.0 canary 1.4.0'];

test.each<readonly [string, Decisions, readonly string[]]>([
  ['nothing passed', decisionsOf([rolloutOf('1.4.0')]), []],
  ['another ring passed', decisionsOf([rolloutOf('1.4.0', { passed: [passed('all', 10)] })]), []],
  ['its ring passed', decisionsOf([DONE]), OFF],
  [
    'an older one passed later in the list',
    decisionsOf([DONE, rolloutOf('1.3.0', { passed: [passed('canary', 5)] })]),
    OFF,
  ],
  ['held', decisionsOf([DONE], { holds: [hold('c*', NOW + 1)] }), []],
  ['another is held', decisionsOf([DONE], { holds: [hold('c1', NOW + 1)] }), OFF],
  ['no longer held', decisionsOf([DONE], { holds: [hold('c*', NOW)] }), OFF],
  ['kept from it', decisionsOf([DONE], { versionHolds: [kept('1.4.0', ['c2'])] }), []],
  ['kept from an older one', decisionsOf([DONE], { versionHolds: [kept('1.3.5', ['c2'])] }), []],
  ['kept from a newer one', decisionsOf([DONE], { versionHolds: [kept('1.5.0', ['c2'])] }), OFF],
  ['kept from another artifact', decisionsOf([DONE], { versionHolds: [kept('1.4.0', ['c2'], 'corda')] }), OFF],
  ['taken back', decisionsOf([{ ...DONE, ended: { ...said, how: 'rolled-back' } }]), []],
  ['asked for other nodes only', decisionsOf([{ ...DONE, start: startFor('c1') }]), []],
  ['asked for it, too', decisionsOf([{ ...DONE, start: startFor('c1', 'c2') }]), OFF],
  ['moved on since by a part', decisionsOf([DONE, rolloutOf('1.3.0', { merged: [part('c2', 11)] })]), []],
  ['moved by a part before', decisionsOf([DONE, rolloutOf('1.3.0', { merged: [part('c2', 9)] })]), OFF],
  [
    'on another version than the part since',
    decisionsOf([DONE, rolloutOf('1.5.0', { merged: [part('c2', 11)] })]),
    OFF,
  ],
])('%s', (_name, decisions, told) => {
  expect(offIn(TWO, decisions)).toEqual(told);
});

test('after a backport passed, nodes that are newer by an earlier pass are fine, and nobody else', () => {
  const decisions = decisionsOf([DONE, rolloutOf('1.3.5', { passed: [passed('canary', 20)] })]);
  expect(offIn({ c1: '1.4.0', c2: '1.3.5', c3: '1.3.0', c4: '1.5.0' }, decisions)).toEqual([
    'c3 trade 1.3.0 canary 1.3.5',
    'c4 trade 1.5.0 canary 1.3.5',
  ]);
});

test('nodes of other rings and of none are not compared', () => {
  expect(offIn({ a1: '1.3.0', z1: '1.3.0' }, decisionsOf([DONE]))).toEqual([]);
});
