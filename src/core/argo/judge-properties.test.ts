import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ArgoApplication, ArgoOperation } from './application.ts';
import type { Expectation } from './expectation.ts';
import { judgeApplication } from './judge.ts';
import {
  CHART,
  COMMIT,
  expecting,
  FORMER,
  LATER,
  MINUTE,
  MOVED_AT,
  NOW,
  OLD,
  operation,
  OURS,
  proven,
  SECOND,
  SETTLE,
  SIDECAR,
  STRANGE,
  WANTED,
} from './judge.test-data.ts';
import { wishRefresh } from './refresh.ts';
import { isOnItsWay, isUnwell } from './verdict.ts';

/** Mostly what it is when all is well, so that a few facts at a time are wrong. */
const often = <T>(good: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const time = fc.integer({ min: -2 * MINUTE, max: 12 * MINUTE }).map((offset) => MOVED_AT + offset);
const timeOr = (good: number | undefined): fc.Arbitrary<number | undefined> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(good) },
    { weight: 2, arbitrary: time },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );

const revisions = often([COMMIT], [LATER], [FORMER], [STRANGE], ['main'], [], [COMMIT, FORMER], [CHART, LATER]);
const phase = often<ArgoOperation['phase']>('Succeeded', 'Running', 'Terminating', 'Failed', 'Error');

const anyOperation: fc.Arbitrary<ArgoOperation> = fc
  .record({
    phase,
    startedAt: time,
    finishedAt: timeOr(MOVED_AT + 90 * SECOND),
    revisions,
    partial: often(false, true),
  })
  .map(operation);

const anyApplication: fc.Arbitrary<ArgoApplication> = fc
  .record({
    sources: often<ArgoApplication['sources']>(
      [{ repoUrl: OURS, target: 'main' }],
      [],
      [{ repoUrl: CHART, target: '1.0.0' }],
      [
        { repoUrl: CHART, target: '1.0.0' },
        { repoUrl: OURS, target: 'main' },
      ],
    ),
    autoSync: often(true, false),
    skipReconcile: often(false, true),
    deleting: often(false, true),
    comparedToSpec: often(true, false),
    sync: often<ArgoApplication['sync']>('Synced', 'OutOfSync', 'Unknown'),
    revisions,
    health: often<ArgoApplication['health']>('Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown'),
    synced: often([], [COMMIT], [FORMER], [STRANGE]),
    healthSince: timeOr(MOVED_AT + 2 * MINUTE),
    operationRequested: often(false, true),
    operation: fc.oneof({ weight: 9, arbitrary: anyOperation }, { weight: 1, arbitrary: fc.constant(undefined) }),
    reconciledAt: timeOr(MOVED_AT + 3 * MINUTE),
    errors: often<ArgoApplication['errors']>(
      [],
      ...['ComparisonError', 'InvalidSpecError', 'SyncError', 'UnknownError', 'DeletionError'].map((type) => [
        { type, message: '' },
      ]),
    ),
    images: often<readonly string[]>([WANTED, SIDECAR], [], [OLD], [WANTED, OLD], [SIDECAR]),
    hydrated: often<ArgoApplication['hydrated']>(
      undefined,
      { drySha: COMMIT, lastComparedDry: LATER, hydratedSha: LATER },
      { drySha: FORMER, lastComparedDry: COMMIT, hydratedSha: COMMIT },
      { drySha: '', lastComparedDry: undefined, hydratedSha: '' },
    ),
  })
  .map(proven);

const anyExpectation: fc.Arbitrary<Expectation> = fc
  .record({ hasImage: fc.boolean(), refreshAskedAt: often<number | undefined>(undefined, MOVED_AT + 170_500, NOW) })
  .map(expecting);

const HASH = /^[0-9a-f]{40}$/;

/** The rule of when a node is live, once more and in other words: one line for each thing that must be known. */
const RULE: Readonly<Record<string, (application: ArgoApplication, expectation: Expectation) => boolean>> = {
  'its status moves': ({ skipReconcile, deleting }) => !skipReconcile && !deleting,
  'no error': ({ errors }) => errors.length === 0,
  'of the present spec': ({ comparedToSpec }) => comparedToSpec,
  synced: ({ sync }) => sync === 'Synced',
  healthy: ({ health }) => health === 'Healthy',
  'one of its sources is ours': ({ sources }) => sources.some(({ repoUrl }) => repoUrl === OURS),
  'at the commit': ({ sources, revisions: at, hydrated }, { contains }) =>
    hydrated
      ? contains(hydrated.drySha) === true && at.length > 0 && at.every((revision) => revision === hydrated.hydratedSha)
      : sources.every(({ repoUrl }, index) => {
          const revision = at[index] ?? '';
          return repoUrl !== OURS || (HASH.test(revision) && contains(revision) === true);
        }),
  'no operation': ({ operationRequested }) => !operationRequested,
  'the last one succeeded, and it was looked at since': ({ operation: last, reconciledAt = -Infinity }) =>
    last === undefined ||
    (last.phase === 'Succeeded' && last.finishedAt !== undefined && reconciledAt >= last.finishedAt),
  'it was looked at': ({ reconciledAt }) => reconciledAt !== undefined,
  'since it was asked': ({ reconciledAt = -Infinity }, { refreshAskedAt = -Infinity }) =>
    reconciledAt >= Math.floor(refreshAskedAt / 1000) * 1000,
  'it has settled': ({ healthSince, reconciledAt = -Infinity }, { now, movedAt }) =>
    healthSince === undefined ? reconciledAt - movedAt >= SETTLE : now - healthSince >= SETTLE,
  'no former image': ({ images }, { hasImage }) => !hasImage || !images.includes(OLD),
  'the new image, or a whole sync where no image tells': (
    { images, operation: last, hydrated, synced },
    { hasImage, contains },
  ) =>
    hasImage
      ? images.includes(WANTED)
      : [last?.partial === false ? last.revisions : [], synced].some((revisions) =>
          hydrated ? revisions[0] === hydrated.hydratedSha : revisions.some((revision) => contains(revision) === true),
        ),
};

const RUNS = { numRuns: 5000 };

test('nothing is live of which a single line of the rule does not hold', () => {
  let live = 0;
  fc.assert(
    fc.property(anyApplication, anyExpectation, (application, expectation) => {
      if (judgeApplication(application, expectation).kind !== 'live') return;
      live++;
      const broken = Object.entries(RULE).filter(([, holds]) => !holds(application, expectation));
      expect(broken.map(([line]) => line)).toEqual([]);
    }),
    RUNS,
  );
  expect(live).toBeGreaterThan(RUNS.numRuns / 20);
});

test('what is live stays so, and since the same time, for as long as the facts do', () => {
  fc.assert(
    fc.property(anyApplication, anyExpectation, fc.nat(60 * MINUTE), (application, expectation, later) => {
      const now = judgeApplication(application, expectation);
      const then = judgeApplication(application, { ...expectation, now: expectation.now + later });
      // Only a deadline passes: nothing that was unwell or not known is better for having been waited for.
      const isFinal = now.kind === 'live' || now.kind === 'unknown' || isUnwell(now);
      expect(isFinal ? then : now).toEqual(now);
      expect(now.kind === then.kind ? then.since : now.since).toBe(now.since);
    }),
    RUNS,
  );
});

/** One fact worse than in an Application that is proven. */
const WORSE: Readonly<Record<string, Partial<ArgoApplication>>> = {
  'stands still': { skipReconcile: true },
  'is being deleted': { deleting: true },
  'of an older spec': { comparedToSpec: false },
  'out of sync': { sync: 'OutOfSync' },
  'at a former revision': { revisions: [FORMER] },
  'at a strange revision': { revisions: [STRANGE] },
  'at no revision': { revisions: [] },
  'never compared': { reconciledAt: undefined },
  'compared before its sync ended': { reconciledAt: MOVED_AT + MINUTE, operation: operation() },
  'about to be synced': { operationRequested: true },
  failed: { operation: operation({ phase: 'Failed' }) },
  'an error': { errors: [{ type: 'UnknownError', message: '' }] },
  Degraded: { health: 'Degraded' },
  'a former pod': { images: [WANTED, OLD] },
};

test('no second fact that is wrong makes up for one that is', () => {
  const worse = fc.constantFrom(...Object.values(WORSE));
  fc.assert(
    fc.property(anyApplication, anyExpectation, worse, (application, expectation, wrong) => {
      const found = judgeApplication(
        { ...application, hydrated: undefined, sources: [{ repoUrl: OURS, target: 'main' }], ...wrong },
        { ...expectation, hasImage: true },
      );
      expect(found.kind).not.toBe('live');
    }),
    RUNS,
  );
});

test('Argo CD is never asked to look at what is live, and always at what waits for its look', () => {
  fc.assert(
    fc.property(anyApplication, anyExpectation, (application, expectation) => {
      const verdict = judgeApplication(application, expectation);
      const wish = wishRefresh(application, expectation, []);
      const waits = verdict.kind === 'waiting' && verdict.for === 'refresh';
      expect({ verdict, wrong: wish ? verdict.kind === 'live' : waits }).toEqual({ verdict, wrong: false });
    }),
    RUNS,
  );
});

test('every verdict says what it is, in words where it is not good news', () => {
  fc.assert(
    fc.property(anyApplication, anyExpectation, (application, expectation) => {
      const verdict = judgeApplication(application, expectation);
      expect(verdict.message ?? '').not.toMatch(/undefined|NaN|Infinity/);
      expect(Number.isFinite(verdict.since)).toBe(true);
      const isGood = isOnItsWay(verdict) || verdict.kind === 'live';
      expect(isGood ? 'fine' : verdict.message).toMatch(/\w/);
    }),
    RUNS,
  );
});
