import { expect, test } from 'vitest';
import { judgeApplication } from './judge.ts';
import {
  BEHIND,
  CHART,
  FORMER,
  FORMER_SYNC,
  casesOf,
  expecting,
  judge,
  MOVED_AT,
  OLD,
  OLD_MANIFESTS,
  ON_DELETE,
  operation,
  proven,
  SECOND,
  SIDECAR,
  WANTED,
  always,
  type Row,
} from './judge.test-data.ts';

const KNOWN: readonly Row[] = [
  ['all is proven', {}, 'live'],
  ['no source is ours', { sources: [{ repoUrl: CHART, target: '1.0.0' }] }, BEHIND],
  ['when it was compared', { reconciledAt: undefined }, 'waiting refresh: Argo CD has never compared it with git'],
  [
    'when its sync ended',
    { operation: operation({ finishedAt: undefined }) },
    'unknown: Argo CD does not say when its last sync ended: sync it once more',
  ],
  ['sync', { sync: 'Unknown' }, 'unknown: Argo CD cannot compare it with git'],
  ['health', { health: 'Unknown' }, 'unknown: Argo CD does not know its health'],
  [
    'since when it is Healthy, and no look since',
    { healthSince: undefined, reconciledAt: MOVED_AT + 95 * SECOND },
    'soaking',
  ],
  [
    'since when it is Healthy, and it still was when Argo CD looked again',
    { healthSince: undefined, reconciledAt: MOVED_AT + 100 * SECOND },
    'live',
  ],
];

const NO_PODS = 'unknown: no pod of it runs, so nothing is proven: start it, or say /override live "reason"';

const IMAGES: readonly Row[] = [
  [
    'of the former version for a moment after the sync',
    { images: [OLD] },
    'syncing: pods of the former version still run',
    { now: MOVED_AT + 179 * SECOND },
  ],
  ['none of them the new one', { images: [SIDECAR] }, 'degraded: none of its pods runs the new version'],
  // Once live: a sync that ran says what was applied, and nothing of what runs.
  ['none, and the sync ran', { images: [] }, NO_PODS],
  ['none, and self-heal ran', { images: [], operation: operation({ partial: true }) }, NO_PODS],
  ['none, of a node that shows in no image', { images: [] }, 'live', { hasImage: false }],
  [
    'so many that some are not kept, and none of them ours',
    { images: Array.from({ length: 50 }, (_, at) => `x/y:${at}`) },
    'unknown: it runs 50 images or more, none of the first 50 is the artifact\'s, so nothing is proven: say /override live "reason"',
  ],
  ['prove it where the sync was another', { operation: FORMER_SYNC }, 'live'],
  ['prove it where no sync is on record', { operation: undefined }, 'live'],
  [
    'so many that some are not kept, and the sync ran',
    { images: [WANTED, ...Array.from({ length: 49 }, (_, at) => `x/y:${at}`)] },
    'live',
  ],
  [
    'so many that some are not kept, and no sync ran',
    { operation: FORMER_SYNC, images: [WANTED, ...Array.from({ length: 49 }, (_, at) => `x/y:${at}`)] },
    OLD_MANIFESTS,
  ],
  [
    'so many that some are not kept, with a former one among them',
    { images: [WANTED, OLD, ...Array.from({ length: 48 }, (_, at) => `x/y:${at}`)] },
    ON_DELETE,
  ],
];

const ERRORS: readonly Row[] = [
  [
    'ComparisonError that stays',
    { errors: [{ type: 'ComparisonError', message: 'no such path' }] },
    'degraded: ComparisonError: no such path',
    { now: MOVED_AT + 60 * SECOND },
  ],
  [
    'ComparisonError',
    { errors: [{ type: 'ComparisonError', message: 'no such path' }] },
    'degraded: ComparisonError: no such path',
  ],
  [
    'ComparisonError of a moment',
    { errors: [{ type: 'ComparisonError', message: 'no such path' }] },
    'syncing: ComparisonError: no such path',
    { now: MOVED_AT + 59 * SECOND },
  ],
  ['InvalidSpecError', { errors: [{ type: 'InvalidSpecError', message: '' }] }, 'degraded: InvalidSpecError'],
  ['DeletionError', { errors: [{ type: 'DeletionError', message: 'hook' }] }, 'degraded: DeletionError: hook'],
  [
    'SyncError at the commit',
    { sync: 'OutOfSync', errors: [{ type: 'SyncError', message: 'will wipe out all resources' }] },
    'failed: SyncError: will wipe out all resources',
  ],
  [
    'SyncError of before the commit was seen',
    { revisions: [FORMER], errors: [{ type: 'SyncError', message: 'old news' }] },
    BEHIND,
  ],
  [
    'being deleted',
    { deleting: true },
    'degraded: its Application is being deleted: if it should not be, put it back in git; if it hangs, look at its finalizers',
  ],
];

const DENIED = { kind: 'deny', manualSync: true } as const;

const WINDOWS: readonly Row[] = [
  [
    'hold auto-sync, which is off: a person may sync',
    { sync: 'OutOfSync', autoSync: false },
    'waiting manual-sync: auto-sync is off: somebody must sync it',
    { windows: [always(DENIED)] },
  ],
  [
    'hold auto-sync, of which Argo CD writes nothing',
    { sync: 'OutOfSync' },
    'waiting window: a sync window of its AppProject holds it until 2026-11-22 15:00 UTC; a sync by hand is not allowed',
    { windows: [always()] },
  ],
  [
    'hold auto-sync and let a person sync',
    { sync: 'OutOfSync' },
    'waiting window: a sync window of its AppProject holds it until 2026-11-22 15:00 UTC; a sync by hand is allowed',
    { windows: [always(DENIED)] },
  ],
  [
    'hold a sync by hand as well',
    { sync: 'OutOfSync', autoSync: false },
    'waiting window: a sync window of its AppProject holds it until 2026-11-22 15:00 UTC; a sync by hand is not allowed',
    { windows: [always()] },
  ],
  ['hold what is not live, and nothing that is', {}, 'live', { windows: [always()] }],
  [
    'could not be read, and may be why',
    { sync: 'OutOfSync' },
    'degraded: out of sync; auto-sync does not begin: see what changes or must be pruned, or a sync window, for those of its AppProject cannot be read',
    { windows: undefined },
  ],
];

test.each(casesOf(KNOWN))(
  'what must be known is never taken for granted: $name',
  ({ application, verdict, expectation }) => {
    expect(judge(application, expectation)).toBe(verdict);
  },
);

test.each(casesOf(IMAGES))('the images that run: $name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});

test.each(casesOf(ERRORS))('errors: $name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});

test.each(casesOf(WINDOWS))('sync windows: $name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});

test('live without an image that shows the version is told to be so', () => {
  expect(judgeApplication(proven({}), expecting({ hasImage: false }))).toMatchObject({ kind: 'live', unproven: true });
  expect(judgeApplication(proven({}), expecting({}))).not.toHaveProperty('unproven');
});
