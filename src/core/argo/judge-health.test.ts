import { expect, test } from 'vitest';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { judgeApplication } from './judge.ts';
import {
  COMMIT,
  expecting,
  FORMER,
  GRACE,
  casesOf,
  judge,
  LATER,
  MINUTE,
  MOVED_AT,
  NOW,
  OLD,
  operation,
  proven,
  type Row,
  SECOND,
} from './judge.test-data.ts';

const UNNAMED =
  'Argo CD says Degraded and not which resource (set controller.resource.health.persist, or use Argo CD 3.6)';
const PULL = { resource: 'StatefulSet/corda', message: 'ImagePullBackOff' };

const HEALTH: readonly Row[] = [
  ['Progressing, without a word', { health: 'Progressing' }, 'syncing'],
  [
    'Progressing, and which resource',
    { health: 'Progressing', unwell: [PULL] },
    'syncing: StatefulSet/corda: ImagePullBackOff',
  ],
  ['Suspended', { health: 'Suspended' }, 'syncing: Argo CD says Suspended: somebody must resume it'],
  [
    'Degraded, and which resource',
    { health: 'Degraded', unwell: [PULL], healthMessage: 'caused by' },
    'degraded: StatefulSet/corda: ImagePullBackOff',
  ],
  [
    'Degraded, and its cause',
    { health: 'Degraded', healthMessage: 'caused by StatefulSet/corda' },
    'degraded: caused by StatefulSet/corda',
  ],
  ['Degraded, and Argo CD does not say why', { health: 'Degraded' }, `degraded: ${UNNAMED}`],
  ['Degraded within the grace', { health: 'Degraded', healthSince: NOW - GRACE + 1 }, `syncing: ${UNNAMED}`],
  ['Degraded for the grace', { health: 'Degraded', healthSince: NOW - GRACE }, `degraded: ${UNNAMED}`],
  [
    'Degraded since before the commit, and synced a moment ago',
    { health: 'Degraded', healthSince: MOVED_AT - MINUTE },
    `syncing: ${UNNAMED}`,
    { now: MOVED_AT + 2 * MINUTE },
  ],
  ['Degraded, nobody says since when', { health: 'Degraded', healthSince: undefined }, `degraded: ${UNNAMED}`],
];

test.each(casesOf(HEALTH))('$name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});

const since = (application: Partial<ArgoApplication>, expectation: Partial<Expectation> = {}): number =>
  judgeApplication(proven(application), expecting(expectation)).since - MOVED_AT;

test.each<readonly [string, Partial<ArgoApplication>, number]>([
  ['Healthy, where that came last', {}, 2 * MINUTE],
  ['the sync of the commit, where it was Healthy throughout', { healthSince: MOVED_AT - MINUTE }, 90 * SECOND],
  ['the sync of a later commit', { healthSince: undefined, operation: operation({ revisions: [LATER] }) }, 90 * SECOND],
  [
    'the commit, where the sync was of another',
    { healthSince: undefined, operation: operation({ revisions: [FORMER] }) },
    0,
  ],
  [
    'what it was since before self-heal',
    { operation: operation({ partial: true, finishedAt: MOVED_AT + 150 * SECOND }) },
    2 * MINUTE,
  ],
  ['what it was since before a later commit that synced nothing', { revisions: [LATER] }, 2 * MINUTE],
])('live since %s', (_, application, expected) => {
  expect(judge(application)).toBe('live');
  expect(since(application)).toBe(expected);
});

test.each<readonly [string, Partial<ArgoApplication>, number]>([
  ['waits since the commit', { revisions: [] }, 0],
  ['fails since the end of the sync', { operation: operation({ phase: 'Failed' }) }, 90 * SECOND],
  ['runs former pods since it is Healthy', { images: [OLD] }, 2 * MINUTE],
  ['is Degraded since it became so', { health: 'Degraded', healthSince: MOVED_AT + 3 * MINUTE }, 3 * MINUTE],
  [
    'is Degraded, as to the commit, since its sync',
    { health: 'Degraded', healthSince: MOVED_AT - MINUTE },
    90 * SECOND,
  ],
  ['is out of sync since its sync ended', { sync: 'OutOfSync' }, 90 * SECOND],
])('a node %s', (_, application, expected) => {
  expect(since(application)).toBe(expected);
});

test('live is live and nothing more', () => {
  expect(judgeApplication(proven({ revisions: [COMMIT] }), expecting())).toEqual({
    kind: 'live',
    since: MOVED_AT + 2 * MINUTE,
  });
});
