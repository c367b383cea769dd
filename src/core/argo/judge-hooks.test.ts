import { expect, test } from 'vitest';
import type { ArgoApplication, ArgoOperation } from './application.ts';
import type { NamedHook } from './expectation.ts';
import { judgeApplication } from './judge.ts';
import {
  expecting,
  casesOf,
  judge,
  MINUTE,
  MOVED_AT,
  operation,
  proven,
  type Row,
  running,
} from './judge.test-data.ts';

const RETRY = 'one or more objects failed to apply. Retrying attempt #2 at 2:05PM.';

const hook = (more: Partial<NamedHook>): NamedHook => ({
  kind: 'Job',
  name: 'migrate',
  generated: false,
  stage: 'migration',
  budget: 15 * MINUTE,
  ...more,
});
const hooks = [
  hook({}),
  hook({ name: 'drain-', generated: true, stage: 'drain' }),
  hook({ name: 'backup', stage: 'backup', budget: 5 * MINUTE }),
];
const at = (resource: string, phase: 'Running' | 'Failed' = 'Running', message = '') => ({ resource, phase, message });
const withHooks = (...notes: readonly ReturnType<typeof at>[]) => ({
  operation: running({ hooks: notes, message: 'waiting for completion of hook' }),
});
const failedBy = (...notes: readonly ReturnType<typeof at>[]) => ({
  operation: operation({ phase: 'Failed', hooks: notes, message: 'hook failed' }),
});

const HOOKS: readonly Row[] = [
  ['named', withHooks(at('Job/migrate')), 'migrating: Job/migrate', { hooks }],
  ['named by the beginning', withHooks(at('Job/drain-x7f2')), 'draining: Job/drain-x7f2', { hooks }],
  [
    'named, beside one that is not',
    withHooks(at('Job/notify'), at('Job/migrate')),
    'migrating: Job/migrate',
    { hooks },
  ],
  ['of that beginning, and not generated', withHooks(at('Job/migrate-2')), 'syncing: Job/migrate-2', { hooks }],
  ['of that name and another kind', withHooks(at('Pod/migrate', 'Running', 'pulling')), 'syncing: pulling', { hooks }],
  ['within its time', withHooks(at('Job/backup')), 'backing-up: Job/backup', { hooks, now: MOVED_AT + 6 * MINUTE - 1 }],
  [
    'past its time',
    withHooks(at('Job/backup')),
    'degraded: backup (Job/backup) has run longer than it may, which was until 2026-11-22 14:06 UTC: look at its log',
    { hooks, now: MOVED_AT + 6 * MINUTE },
  ],
  [
    'named, and failed',
    failedBy(at('Job/migrate', 'Failed', 'exit 1')),
    'failed: migration (Job/migrate) failed: exit 1',
    { hooks },
  ],
  ['failed', failedBy(at('Job/notify', 'Failed', 'exit 1')), 'failed: Job/notify: exit 1', { hooks }],
  [
    'failed, and is tried again',
    { operation: running({ finishedAt: MOVED_AT, hooks: [at('Job/migrate', 'Failed')], message: RETRY }) },
    `syncing: ${RETRY}`,
    { hooks },
  ],
];

test.each(casesOf(HOOKS))('a hook: $name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});

const retrying = (more: Partial<ArgoOperation>) => ({
  operation: running({ hooks: [at('Job/migrate')], retryCount: 1, ...more }),
});
const after = (...done: readonly string[]) => ({ operation: running({ hooks: [at('Job/migrate')], done }) });

/** Minutes after the operation began, until which a migration of 15 minutes may run. */
test.each<readonly [string, Partial<ArgoApplication>, number]>([
  ['alone', after(), 15],
  ['after a drain', after('Job/drain-x7f2'), 30],
  ['after a drain of two Jobs and a backup', after('Job/drain-x7f2', 'Job/drain-9', 'Job/backup'), 35],
  ['after a hook without a name of ours', after('Job/notify'), 15],
  ['after one of its own that is done', after('Job/migrate'), 15],
  ['in an attempt after one that ended at minute 14', retrying({ finishedAt: MOVED_AT + 15 * MINUTE }), 29],
  ['in an attempt of which Argo CD says no beginning', retrying({}), 15 + 3 + 15],
  ['in the third of them, after a drain', retrying({ retryCount: 2, done: ['Job/drain-1'] }), 2 * (30 + 3) + 30],
])('a hook may run %s', (_, application, minutes) => {
  const until = MOVED_AT + (1 + minutes) * MINUTE;
  const verdictAt = (now: number) => judgeApplication(proven(application), expecting({ hooks, now }));
  expect(verdictAt(until - 1)).toMatchObject({ kind: 'migrating', until });
  expect(verdictAt(until)).toMatchObject({ kind: 'degraded', since: until });
});

test('the time of a hook runs from the beginning of its operation', () => {
  expect(judgeApplication(proven(withHooks(at('Job/migrate'))), expecting({ hooks }))).toEqual({
    kind: 'migrating',
    since: MOVED_AT + MINUTE,
    until: MOVED_AT + 16 * MINUTE,
    message: 'Job/migrate',
  });
});
