import { expect, test } from 'vitest';
import type { NodeVerdict } from '../argo/verdict.ts';
import { NO_DECISIONS } from '../journal/decisions.ts';
import { courseOf } from './course.ts';
import { judgeFormers } from './judge-formers.ts';
import { given, id, NOW, release } from './rollout.test-data.ts';

const HOUR = 3_600_000;
const LONG_AGO = NOW - 72 * HOUR;
const ROLLOUT = 'trade@1.4.0';

/** `canary` passed three days ago with four nodes, of which one may be unwell; `all` is next. */
const judge = (
  states: Readonly<Record<string, NodeVerdict>>,
  overrides: readonly { readonly subject: string; readonly ring: string }[] = [],
): readonly string[] => {
  const record = {
    id: ROLLOUT,
    grants: [],
    overrides: overrides.map((one) => ({ ...one, by: 'olivia', at: NOW, seq: 2, reason: 'seen' })),
    merged: [{ ring: 'canary', pull: 1, commit: id('d'), nodes: ['c1', 'c2', 'c3', 'c4'], at: LONG_AGO }],
    passed: [{ ring: 'canary', nodes: 4, laggards: [], at: LONG_AGO + HOUR }],
  };
  const snapshot = given({
    nodes: { c1: '1.4.0', c2: '1.4.0', c3: '1.4.0', c4: '1.4.0', n1: '1.3.2' },
    rings: '- {name: canary, nodes: {names: c*}, maxUnhealthy: 25%}\n- {name: all}',
    releases: [release('1.4.0')],
    decisions: { ...NO_DECISIONS, seq: 3, rollouts: { [ROLLOUT]: record } },
    verdicts: new Map([[ROLLOUT, new Map(Object.entries(states))]]),
  });
  const [prospect] = snapshot.prospects;
  if (!snapshot.network || !prospect) throw new Error('no rollout');
  const course = courseOf(snapshot, snapshot.network, prospect.draft);
  return judgeFormers(snapshot, snapshot.network, course, 'all').flatMap((verdict) => {
    if (verdict.kind === 'pass') return [];
    return [`${verdict.kind} ${verdict.gate}: ${verdict.kind === 'wait' ? verdict.what : verdict.problem.message}`];
  });
};

const live: NodeVerdict = { kind: 'live', since: LONG_AGO };
const unknown: NodeVerdict = { kind: 'unknown', since: NOW - HOUR };
const restarting: NodeVerdict = { kind: 'syncing', since: NOW - 2 * HOUR };
const moving: NodeVerdict = { kind: 'syncing', since: NOW - 60_000 };
const ill: NodeVerdict = { kind: 'degraded', since: NOW - HOUR, message: 'OOMKilled' };
const four = (a: NodeVerdict, b = a, c = b, d = c) => ({ c1: a, c2: b, c3: c, c4: d });

const WAITS = (count: number) => [
  `wait live: ${count} of 4 nodes of ring canary, which passed, to be live again or to be seen`,
];

test.each<[string, Readonly<Record<string, NodeVerdict>>, readonly string[]]>([
  ['all live', four(live), []],
  ['nobody sees them', four(unknown), WAITS(4)],
  ['no word of them at all', {}, WAITS(4)],
  ['they restart again and again, which no cluster calls degraded', four(restarting), WAITS(4)],
  ['they move just now, for whatever reason', four(moving), []],
  ['one cannot be seen, which the budget bears', four(live, live, live, unknown), []],
  ['two together are more than the budget', four(live, live, restarting, unknown), WAITS(2)],
  [
    'a hook that was given a time of its own is within it',
    four(live, live, { kind: 'migrating', since: LONG_AGO, until: NOW + HOUR }, unknown),
    [],
  ],
])('a ring that passed, %s', (_, states, expected) => {
  expect(judge(states)).toEqual(expected);
});

test('nodes that are degraded stop the next ring', () => {
  expect(judge(four(live, live, ill, ill))[0]).toMatch(/^block budget: ring canary: 2 of 4 degraded/);
});

test('what was overridden in that ring lets the next one go', () => {
  expect(judge(four(unknown), [{ subject: 'live', ring: 'canary' }])).toEqual([]);
  expect(judge(four(unknown), [{ subject: 'soak', ring: 'canary' }])).toEqual(WAITS(4));
});
