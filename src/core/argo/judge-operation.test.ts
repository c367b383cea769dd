import { expect, test } from 'vitest';
import {
  always,
  COMMIT,
  FORMER,
  casesOf,
  judge,
  LATER,
  MINUTE,
  MOVED_AT,
  OLD,
  operation,
  OLD_MANIFESTS,
  type Row,
  running,
  SECOND,
  STRANGE,
} from './judge.test-data.ts';

const OTHER = 'waiting operation: another operation is under way';
const RETRY = 'one or more objects failed to apply. Retrying attempt #2 at 2:05PM.';
const BLOCKED = 'Sync operation blocked by sync window';
const PARTLY =
  'waiting manual-sync: the last sync was of single resources (Service/corda) and proves nothing of the others: sync all of it';
const healed = operation({
  partial: true,
  selected: ['Service/corda'],
  startedAt: MOVED_AT + 4 * MINUTE,
  finishedAt: MOVED_AT + 4 * MINUTE,
});
const HEALED = { operation: healed, reconciledAt: MOVED_AT + 5 * MINUTE };

/** What the fields mean in time: refresh and operation are two queues. */
const IN_TIME: readonly Row[] = [
  [
    'health and sync are of before, right after it succeeded',
    { reconciledAt: MOVED_AT + 89 * SECOND },
    'syncing: Argo CD has not looked since the sync ended',
  ],
  ['looked at in the second in which it ended', { reconciledAt: MOVED_AT + 90 * SECOND }, 'live'],
  ['looked at long ago, and asked for nothing since', {}, 'live', { now: MOVED_AT + 600 * MINUTE }],
  [
    'health changes though reconciledAt does not',
    { health: 'Degraded', healthSince: MOVED_AT + 5 * MINUTE },
    'degraded: Argo CD says Degraded and not which resource (set controller.resource.health.persist, or use Argo CD 3.6)',
  ],
  ['requested, without a state of it, at the commit', { operationRequested: true, operation: undefined }, 'syncing'],
  [
    'requested after one that failed',
    { operationRequested: true, operation: operation({ phase: 'Failed' }) },
    'syncing',
  ],
  [
    'requested before the commit was seen',
    { operationRequested: true, operation: undefined, revisions: [FORMER] },
    OTHER,
  ],
  [
    'a retry: Running with an end',
    { operation: running({ finishedAt: MOVED_AT + 80 * SECOND, retryCount: 2, message: RETRY }) },
    `syncing: ${RETRY}`,
  ],
  [
    'a retry that does not name a revision yet',
    { sync: 'OutOfSync', operation: running({ revisions: [], retryCount: 2, message: RETRY }) },
    `syncing: ${RETRY}`,
  ],
  [
    'one attempt for each revision, which failed',
    {
      sync: 'OutOfSync',
      operation: operation({ revisions: [STRANGE], phase: 'Failed' }),
      errors: [{ type: 'SyncError', message: 'Failed last sync attempt' }],
    },
    'failed: SyncError: Failed last sync attempt',
  ],
  ['self-heal after the sync, and the images prove it', HEALED, 'live'],
  ['self-heal alone proves nothing where no image tells', HEALED, PARTLY, { hasImage: false }],
  ['self-heal after a whole sync, where no image tells', { ...HEALED, synced: [COMMIT] }, 'live', { hasImage: false }],
  ['self-heal after a whole sync of before', { ...HEALED, synced: [FORMER] }, PARTLY, { hasImage: false }],
  ['self-heal after a whole sync, and the former image', { ...HEALED, synced: [COMMIT], images: [OLD] }, PARTLY],
  ['self-heal alone, and the former image', { ...HEALED, images: [OLD] }, PARTLY],
  ['self-heal failed', { operation: { ...healed, phase: 'Failed', message: 'denied' } }, 'failed: denied'],
  [
    'a window holds it, which begins and never ends by itself',
    { operation: running({ message: BLOCKED }) },
    'waiting window: a sync window of its AppProject holds it until 2026-11-22 15:00 UTC; a sync by hand is not allowed',
    { windows: [always()] },
  ],
  [
    'a window holds it before the branch was resolved',
    { sync: 'OutOfSync', operation: running({ message: BLOCKED, revisions: ['main'] }) },
    'waiting window: a sync window of its AppProject holds it',
  ],
  [
    'a window holds it, and windows cannot be read',
    { operation: running({ message: `${BLOCKED}: no such zone`, revisions: [] }) },
    'waiting window: a sync window of its AppProject holds it',
    { windows: undefined },
  ],
  [
    'Succeeded right after the apply, and pods begin',
    { health: 'Progressing', healthMessage: 'waiting for rollout' },
    'syncing: waiting for rollout',
  ],
  [
    'a status that is too large to be written',
    { errors: [{ type: 'UnknownError', message: 'exceeds the limit' }] },
    'unknown: its status cannot be trusted: exceeds the limit',
  ],
];

const OPERATIONS: readonly Row[] = [
  [
    'Running for the commit',
    { operation: running({ message: 'waiting for healthy state' }) },
    'syncing: waiting for healthy state',
  ],
  ['Running for a later commit', { operation: running({ revisions: [LATER] }) }, 'syncing'],
  ['Running for a former one', { operation: running({ revisions: [FORMER] }) }, OTHER],
  ['Running for one that git does not know', { operation: running({ revisions: [STRANGE] }) }, OTHER],
  ['Running for the branch, at the commit', { operation: running({ revisions: ['main'] }) }, 'syncing'],
  ['Running for the branch, before the commit', { revisions: [FORMER], operation: running({ revisions: [] }) }, OTHER],
  [
    'Terminating',
    { operation: running({ phase: 'Terminating', message: 'operation is terminating' }) },
    'syncing: operation is terminating',
  ],
  [
    'Failed: a resource before the rest',
    {
      operation: operation({
        phase: 'Failed',
        message: 'one or more',
        failures: [{ resource: 'Service/corda', message: 'denied' }],
      }),
    },
    'failed: Service/corda: denied',
  ],
  [
    'Failed, in its own words',
    { operation: operation({ phase: 'Failed', message: 'one or more' }) },
    'failed: one or more',
  ],
  [
    'Error without a word, but for the condition',
    { operation: operation({ phase: 'Error' }), errors: [{ type: 'SyncError', message: 'no project' }] },
    'failed: no project',
  ],
  [
    'Error without a word',
    { operation: operation({ phase: 'Error' }) },
    'failed: the sync failed, and Argo CD does not say why',
  ],
  [
    'of another revision failed, and auto-sync is about to begin',
    { sync: 'OutOfSync', operation: { ...operation({ revisions: [FORMER] }), phase: 'Failed' } },
    'syncing: out of sync',
    { now: MOVED_AT + 2 * MINUTE },
  ],
  [
    'of another revision failed, and nothing is out of sync',
    { operation: operation({ revisions: [FORMER], phase: 'Failed' }) },
    'waiting manual-sync: synced at the commit, but its last sync was of another revision and failed: sync it once more',
  ],
  [
    'of another revision succeeded, and the old manifests run',
    { operation: operation({ revisions: [FORMER] }), images: [OLD] },
    OLD_MANIFESTS,
  ],
];

test.each(casesOf(IN_TIME))('in time: $name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});

test.each(casesOf(OPERATIONS))('an operation: $name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});
