import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { givenNetwork, overlay } from '../network/network.test-data.ts';
import type { NodeVerdict } from '../argo/verdict.ts';
import { progressWith } from '../text/progress.test-data.ts';
import { judgeBudget } from './budget.ts';
import { HOUR, NOW, tell, textsOf } from './gates.test-data.ts';
import { judgeLive, laggardsOf } from './live.ts';

const progress = progressWith;

const group = (message: string, count: number) => ({
  message,
  nodes: Array.from({ length: count }, (_, at) => `party-${at}`),
  since: NOW - HOUR,
});

const [one, none, percent] = [{ count: 1 }, { count: 0 }, { percent: 1 }];

test.each([
  ['no node has moved', none, undefined, 'pass'],
  ['all live', none, progress(), 'pass'],
  ['one too many', none, progress({ live: 11, degraded: 1 }), 'block gate-budget'],
  ['just within', one, progress({ live: 11, degraded: 1 }), 'pass'],
  ['just beyond', one, progress({ live: 10, degraded: 2 }), 'block gate-budget'],
  ['on their way', none, progress({ live: 2, syncing: 5, unknown: 5 }), 'pass'],
  ['not live in time', one, progress({ live: 10, syncing: 2, late: 2 }), 'block gate-budget'],
  ['degraded and not live in time', one, progress({ live: 10, degraded: 1, unknown: 1, late: 1 }), 'block gate-budget'],
  ['a share', percent, progress({ nodes: 2870, live: 2842, degraded: 28 }), 'pass'],
  ['three alike of many', percent, progress({ nodes: 2870, live: 2867, degraded: 3, alike: 3 }), 'pass'],
  [
    'three alike at the beginning',
    percent,
    progress({ nodes: 2870, live: 0, syncing: 2867, degraded: 3, alike: 3 }),
    'block gate-alike',
  ],
  ['a tenth alike', { percent: 20 }, progress({ nodes: 100, live: 90, degraded: 10, alike: 10 }), 'block gate-alike'],
  ['less than a tenth alike', { percent: 20 }, progress({ nodes: 100, live: 90, degraded: 10, alike: 9 }), 'pass'],
  ['two alike', { count: 2 }, progress({ live: 0, syncing: 10, degraded: 2, alike: 2 }), 'pass'],
  ['beyond a share', percent, progress({ nodes: 2870, live: 2841, degraded: 29 }), 'block gate-budget'],
])('budget: %s', (_, maxUnhealthy, known, expected) => {
  expect(tell(judgeBudget({ ring: 'all', nodes: known?.nodes ?? 0, maxUnhealthy, progress: known }))).toBe(expected);
});

test('one illness on many nodes says that it is the version', () => {
  const known = progress({
    live: 5,
    degraded: 7,
    alike: 7,
    groups: [group('ImagePullBackOff r.example/trade:1.4.0', 7)],
  });
  const judged = judgeBudget({ ring: 'canary', nodes: 12, maxUnhealthy: { percent: 60 }, progress: known });
  expect(textsOf(judged)).toEqual([
    'ring canary: 7 of 12 are unwell for one and the same reason, so it is the version and not the nodes (the budget of 7 is for trouble of single nodes); 7 nodes since 2026-11-09 23:00 UTC: `ImagePullBackOff r.example/trade:1.4.0`',
    'solve it and comment `/rollout retry`, or take the nodes back: `/rollback canary "reason"`',
  ]);
});

test('never passes where the budget alone would stop', () => {
  const count = fc.nat(20);
  fc.assert(
    fc.property(count, count, count, count, fc.nat(10), (live, degraded, late, alike, budget) => {
      const known = progress({ nodes: live + degraded + late, live, degraded, syncing: late, late, alike });
      const judged = judgeBudget({ ring: 'a', nodes: 60, maxUnhealthy: { count: budget }, progress: known });
      expect(degraded + late > budget && judged.kind === 'pass').toBe(false);
    }),
  );
});

test('a budget that is used up says how far and by what', () => {
  const known = progress({
    live: 4,
    degraded: 5,
    syncing: 3,
    groups: [group('ImagePullBackOff r.example/trade:1.4.0: not found', 4), group('`@acme`', 1), group('draining', 3)],
  });
  expect(textsOf(judgeBudget({ ring: 'canary', nodes: 12, maxUnhealthy: one, progress: known }))).toEqual([
    "ring canary: 5 of 12 degraded (budget 1); 4 nodes since 2026-11-09 23:00 UTC: `ImagePullBackOff r.example/trade:1.4.0: not found`; 1 node since 2026-11-09 23:00 UTC: <code>'&#x40;&#x200b;acme'</code>",
    'solve it and comment `/rollout retry`, or take the nodes back: `/rollback canary "reason"`',
  ]);
});

type Question = Parameters<typeof judgeLive>[0];

const live = (more: Partial<Question> = {}) =>
  judgeLive({
    ring: 'canary',
    progress: progress(),
    budget: 0,
    mergedAt: NOW,
    liveWithin: HOUR,
    now: NOW,
    who: 'anyone with the role write',
    ...more,
  });

const over = { now: NOW + HOUR };
const eleven = progress({ live: 11, degraded: 1 });

test.each<[string, Partial<Question>, string]>([
  ['all', {}, 'pass'],
  ['all, late', over, 'pass'],
  ['none moved', { progress: progress({ nodes: 0, live: 0 }) }, 'pass (no node has moved)'],
  ['all but one', { progress: eleven }, 'wait: 1 of 12 nodes to become live; until +1h'],
  [
    'within the budget, before the time is over',
    { progress: eleven, budget: 1 },
    'wait: 1 of 12 nodes to become live; until +1h',
  ],
  ['in the last moment', { progress: eleven, now: NOW + HOUR - 1 }, 'wait: 1 of 12 nodes to become live; until +1h'],
  ['too late', { progress: eleven, ...over }, 'block gate-not-live'],
  [
    'too late, just within the budget',
    { progress: eleven, budget: 1, ...over },
    'pass (1 node not live in time, within the budget of 1; left to its owner)',
  ],
  [
    'too late and within the budget, but its Argo CD cannot be seen',
    { progress: progress({ live: 11, unknown: 1, unseen: 1 }), budget: 1, ...over },
    'block gate-not-live',
  ],
  [
    'just beyond the budget',
    { progress: progress({ live: 10, unknown: 2 }), budget: 1, ...over },
    'block gate-not-live',
  ],
  [
    'nobody can say, whatever the budget',
    { progress: progress({ live: 0, unknown: 12 }), budget: 12, ...over },
    'block gate-not-live',
  ],
])('live: %s', (_, more, expected) => {
  expect(tell(live(more))).toBe(expected);
});

test('nodes that are not live in time, and what to do about it', () => {
  const known = progress({ live: 10, syncing: 2, late: 2, groups: [group('draining', 2)] });
  expect(textsOf(live({ progress: known, ...over }))).toEqual([
    'ring canary: 2 of 12 not live 1 h after 2026-11-10 00:00 UTC (budget 0); 2 nodes since 2026-11-09 23:00 UTC: `draining`',
    'solve it and let anyone with the role write comment `/rollout retry`, or take the nodes back: `/rollback canary "reason"`',
  ]);
  expect(textsOf(live({ progress: known }))[1]).toBe(
    'their clusters do it by themselves; anyone with the role write can give them their time again, `/rollout retry`, or they are taken back: `/rollback canary "reason"`',
  );
});

test('laggards are told with their owners and their time', () => {
  const owned = (label: string): string => overlay('1.3.2', `commonLabels: {owner: ${label}}`);
  const network = givenNetwork({
    'nodes/a/kustomization.yaml': owned('alice'),
    'nodes/b/kustomization.yaml': owned('bank'),
    'nodes/c/kustomization.yaml': overlay('1.3.2'),
    'nodes/d/kustomization.yaml': owned('""'),
  });
  const verdicts = new Map<string, NodeVerdict>([
    ['a', { kind: 'live', since: NOW }],
    ['b', { kind: 'degraded', since: NOW }],
  ]);
  const fleet = { verdicts, nodes: ['gone', 'd', 'c', 'b', 'a'], now: NOW, quarantine: HOUR };
  const withOwners = { nodes: network.nodes, policy: { ...network.policy, ownerLabel: 'owner' } };
  const until = NOW + HOUR;
  expect(laggardsOf({ ...fleet, network: withOwners })).toEqual([
    { node: 'b', owner: 'bank', until },
    { node: 'c', until },
    { node: 'd', until },
    { node: 'gone', until },
  ]);
  expect(laggardsOf({ ...fleet, nodes: ['b'], network })).toEqual([{ node: 'b', until }]);
});
