import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { degraded } from '../text/argo-words.ts';
import { hostileText } from '../text/hostile.test-data.ts';
import { progressOf, shareOf } from './progress.ts';
import type { NodeVerdict } from '../argo/verdict.ts';

const NOW = Date.UTC(2026, 10, 10);
const TIMES = { mergedAt: NOW - 1000, liveWithin: 5000, now: NOW };
const OVER = { ...TIMES, liveWithin: 1000 };

const verdict = (
  kind: 'live' | 'syncing' | 'degraded' | 'failed' | 'unknown',
  message?: string,
  since = NOW - 10,
): NodeVerdict => ({
  kind,
  since,
  message,
});

const groupsOf = (verdicts: Readonly<Record<string, NodeVerdict>>) =>
  progressOf(new Map(Object.entries(verdicts)), Object.keys(verdicts), TIMES).groups.map(
    ({ message, nodes }) => `${message}: ${nodes.join(' ')}`,
  );

test.each([
  [{ count: 0 }, 12, 0],
  [{ count: 3 }, 2, 3],
  [{ percent: 1 }, 2870, 28],
  [{ percent: 1 }, 99, 0],
  [{ percent: 1 }, 100, 1],
  [{ percent: 29 }, 100, 29],
  [{ percent: 0.1 }, 3000, 3],
  [{ percent: 100 }, 7, 7],
  [{ percent: 50 }, 0, 0],
])('%j of %i nodes are %i', (share, nodes, expected) => {
  expect(shareOf(share, nodes)).toBe(expected);
});

test('every node counts once, and one that nothing is said of is unknown', () => {
  const verdicts = new Map([
    ['a', verdict('live')],
    ['b', verdict('syncing')],
    ['c', verdict('degraded', 'boom')],
    ['stranger', verdict('live')],
  ]);
  expect(progressOf(verdicts, ['a', 'b', 'c', 'd'], TIMES)).toEqual({
    nodes: 4,
    live: 1,
    unproven: 0,
    syncing: 1,
    degraded: 1,
    unknown: 1,
    unseen: 0,
    late: 0,
    states: ['live', 'syncing', 'degraded', 'unknown'].map((kind) => ({ kind, nodes: 1 })),
    alike: 1,
    groups: [
      { kind: 'degraded', message: 'boom', nodes: ['c'], since: NOW - 10 },
      { kind: 'unknown', message: 'no word from its cluster', nodes: ['d'], since: NOW - 1000 },
    ],
    slowest: [{ node: 'b', kind: 'syncing', since: NOW - 10 }],
  });
});

test('a hook within its own time is not late, those on their way longest are named, and the largest illness is counted', () => {
  const draining = (until: number): NodeVerdict => ({ kind: 'draining', since: NOW - 50, until });
  const verdicts = new Map<string, NodeVerdict>([
    ['a', draining(NOW + 1)],
    ['b', draining(NOW)],
    ['c', { kind: 'waiting', for: 'window', since: NOW - 60 }],
    ...['d', 'e', 'f'].map((node) => [node, verdict('failed', `hook ${node}-0 failed`)] as const),
    ['g', verdict('degraded', 'disk')],
    ['h', { kind: 'soaking', since: NOW - 1 }],
  ]);
  const progress = progressOf(verdicts, [...verdicts.keys()], OVER);
  expect(progress).toMatchObject({ live: 0, syncing: 4, degraded: 4, unknown: 0, late: 3, alike: 3 });
  expect(progress.slowest.map(({ node }) => node)).toEqual(['c', 'a', 'b']);
});

test('nodes that say nothing have no illness in common', () => {
  const silent = [undefined, undefined, undefined, degraded(), degraded(), degraded(), degraded()];
  const verdicts = new Map([
    ...silent.map((message, index) => [`silent-${index}`, verdict('degraded', message)] as const),
    ['a', verdict('degraded', 'disk full')],
    ['b', verdict('failed', 'disk full')],
    ['c', verdict('degraded', 'disk full')],
  ]);
  expect(progressOf(verdicts, [...verdicts.keys()], TIMES)).toMatchObject({ degraded: 10, alike: 2 });
});

test.each([
  ['just in time', { ...TIMES, liveWithin: 1001 }, 0],
  ['just late: those on their way and the unknown, for degraded ones count anyway', OVER, 2],
])('%s', (_, times, late) => {
  const verdicts = new Map([
    ['a', verdict('live')],
    ['b', verdict('syncing')],
    ['c', verdict('degraded')],
  ]);
  expect(progressOf(verdicts, ['a', 'b', 'c', 'd'], times).late).toBe(late);
});

test('a message that names only what is unwell is no reason that nodes could have in common', () => {
  const ill = (message: string) => {
    const nodes = ['a', 'b', 'c'];
    return progressOf(new Map(nodes.map((node) => [node, verdict('degraded', message)])), nodes, TIMES).alike;
  };
  expect(ill('Caused by apps/StatefulSet:corda/corda')).toBe(0);
  const away: NodeVerdict = { ...verdict('degraded', 'ComparisonError: connection refused'), ofArgo: true };
  const nodes = ['a', 'b', 'c'];
  expect(progressOf(new Map(nodes.map((node) => [node, away])), nodes, TIMES)).toMatchObject({ degraded: 3, alike: 0 });
  expect(ill('ImagePullBackOff')).toBe(3);
});

describe('messages', () => {
  test.each([
    ['the same', 'no space left', 'no space left', ['no space left: acme party-2']],
    [
      'names, pods and hashes differ',
      'pod acme-7d4f9cbb56-x2x9z: image sha256:0a1b2c3 not found',
      'pod party-2-5f6b7c8d9-abcde: image sha256:9f8e7d6 not found',
      ['pod …: image sha256:… not found: acme party-2'],
    ],
    [
      'what is equal stays',
      'trade:1.4.0 not found on acme',
      'trade:1.4.0 not found on party-2',
      ['trade:1.4.0 not found on …: acme party-2'],
    ],
    ['numbers differ', 'back-off 40s restarting', 'back-off 5m20s restarting', ['back-off … restarting: acme party-2']],
    ['pods are called after their nodes', 'acme-db is down', 'party-2-db is down', ['… is down: acme party-2']],
    [
      'resources have the name of their node in the middle',
      'StatefulSet/corda-acme-db: 2 restarts',
      'StatefulSet/corda-party-2-db: 2 restarts',
      ['StatefulSet/…: 2 restarts: acme party-2'],
    ],
    [
      'an image that all have stays readable',
      'ImagePullBackOff registry.example.com:5000/cordapps/trade:1.4.0: not found on ip-10-0-0-1',
      'ImagePullBackOff registry.example.com:5000/cordapps/trade:1.4.0: not found on ip-10-0-0-2',
      ['ImagePullBackOff registry.example.com:5000/cordapps/trade:1.4.0: not found on …: acme party-2'],
    ],
    ['words differ', 'out of memory', 'out of disk', ['out of memory: acme', 'out of disk: party-2']],
    ['lines and blanks', 'no\n space  left', ' no space left ', ['no space left: acme party-2']],
    ['none', undefined, ' ', ['no reason given: acme party-2']],
  ])('%s', (_, one, other, expected) => {
    expect(groupsOf({ acme: verdict('degraded', one), 'party-2': verdict('degraded', other) })).toEqual(expected);
  });

  it('stand with those of degraded nodes first, then the most frequent', () => {
    expect(
      groupsOf({
        a: verdict('syncing', 'draining'),
        b: verdict('syncing', 'draining'),
        c: verdict('syncing', 'draining'),
        d: verdict('degraded', 'out of disk'),
        e: verdict('degraded', 'out of memory'),
        f: verdict('degraded', 'out of memory'),
        g: verdict('live', 'Healthy'),
        h: verdict('syncing'),
      }),
    ).toEqual(['out of memory: e f', 'out of disk: d', 'draining: a b c']);
  });

  it('are as old as the first of their nodes', () => {
    const verdicts = new Map([
      ['a', verdict('degraded', 'boom', NOW - 5)],
      ['b', verdict('degraded', 'boom', NOW - 50)],
    ]);
    expect(progressOf(verdicts, ['a', 'b'], TIMES).groups.map(({ since }) => since)).toEqual([NOW - 50]);
  });

  it('are cut, however long, and 3,000 of them take no time', () => {
    const nodes = Array.from({ length: 3000 }, (_, at) => `party-${at}`);
    const long = new Map(nodes.map((node) => [node, verdict('degraded', `${node} ${'word 1 '.repeat(10_000)}`)]));
    const { groups } = progressOf(long, nodes, TIMES);
    expect(groups.map((group) => group.nodes.length)).toEqual([3000]);
    expect(groups[0]?.message.length).toBeLessThanOrEqual(300);
  }, 5000);
});

it('counts every node exactly once, whatever is said', () => {
  const kind = fc.constantFrom('live', 'syncing', 'degraded', 'unknown');
  const words = fc.record({ kind, since: fc.nat(), message: fc.option(hostileText, { nil: undefined }) });
  const name = fc.constantFrom('a', 'b', 'party-1', 'party-2', '__proto__', 'constructor');
  const nodes = fc.uniqueArray(name);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, words)), nodes, fc.constantFrom(TIMES, OVER), (said, moved, times) => {
      const progress = progressOf(new Map(said), moved, times);
      const { live, syncing, degraded, unknown, late, groups } = progress;
      expect(live + syncing + degraded + unknown).toBe(moved.length);
      expect(late).toBe(times === OVER ? syncing + unknown : 0);
      const told = groups.flatMap((group) => group.nodes);
      expect(new Set(told).size).toBe(told.length);
      expect(told.length).toBeGreaterThanOrEqual(degraded + unknown);
      expect(told.length).toBeLessThanOrEqual(moved.length - live);
    }),
    { numRuns: 2000 },
  );
});
