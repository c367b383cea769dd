import { expect, test } from 'vitest';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { judgeApplication } from './judge.ts';
import { expecting, FORMER_SYNC, MINUTE, MOVED_AT, operation, proven, SECOND } from './judge.test-data.ts';

const BROKEN = 'Failed to load target state: failed to generate manifest: no such path';
const REFUSED =
  'Failed to load target state: rpc error: code = Unavailable desc = connection error: connection refused';
const LATE = MOVED_AT + 120 * MINUTE;

const failing = (message: string, since: number | undefined, type = 'ComparisonError') => ({
  errors: [{ type, message, since }],
});
const judge = (application: Partial<ArgoApplication>, expectation: Partial<Expectation> = {}) => {
  const { kind, since, ofArgo } = judgeApplication(proven(application), expecting(expectation));
  return [kind, (since - MOVED_AT) / SECOND, ofArgo ?? false];
};

test.each<readonly [string, number, readonly unknown[]]>([
  ['has just begun', LATE, ['syncing', 7200, true]],
  ['is 59 s old', LATE + 59 * SECOND, ['syncing', 7200, true]],
  ['is a minute old', LATE + 60 * SECOND, ['degraded', 7200, true]],
])('two hours into the soak a ComparisonError that %s', (_, now, verdict) => {
  expect(judge(failing(REFUSED, LATE), { now })).toEqual(verdict);
});

test.each<readonly [string, Partial<ArgoApplication>, readonly unknown[]]>([
  ['of before the commit', failing(BROKEN, MOVED_AT - MINUTE), ['degraded', 0, true]],
  ['that nobody dates', failing(BROKEN, undefined), ['degraded', 0, true]],
  [
    'of manifests that were never synced',
    { ...failing(BROKEN, MOVED_AT + MINUTE), operation: FORMER_SYNC },
    ['degraded', 60, false],
  ],
  [
    'of a server that does not answer, before any sync',
    { ...failing(REFUSED, MOVED_AT + MINUTE), operation: FORMER_SYNC },
    ['degraded', 60, true],
  ],
  [
    'of manifests whose sync failed',
    { ...failing(BROKEN, MOVED_AT + MINUTE), operation: operation({ phase: 'Failed' }) },
    ['degraded', 60, false],
  ],
  ['of the spec', failing(BROKEN, MOVED_AT + MINUTE, 'InvalidSpecError'), ['degraded', 60, false]],
  ['of the size', failing(BROKEN, MOVED_AT + MINUTE, 'UnknownError'), ['unknown', 60, false]],
  ['of a sync', failing(BROKEN, MOVED_AT + 5 * MINUTE, 'SyncError'), ['failed', 300, false]],
  ['of a sync, before its end', failing(BROKEN, MOVED_AT + MINUTE, 'SyncError'), ['failed', 90, false]],
])('an error %s', (_, application, verdict) => expect(judge(application)).toEqual(verdict));
