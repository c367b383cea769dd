import { expect, test } from 'vitest';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import {
  COMMIT,
  expecting,
  FORMER,
  FORMER_SYNC,
  LATER,
  MINUTE,
  MOVED_AT,
  OLD,
  operation,
  OURS,
  proven,
  running,
  SECOND,
  STRANGE,
} from './judge.test-data.ts';
import { noteRefresh, type RefreshAsked, wishRefresh } from './refresh.ts';

/** When it may be asked, in seconds after the move; undefined when it is not to be. */
const due = (
  application: Partial<ArgoApplication>,
  asked?: Partial<RefreshAsked>,
  expectation: Partial<Expectation> = {},
): number | undefined => {
  const before = asked && { commit: COMMIT, at: MOVED_AT, times: 1, ...asked };
  const facts = expecting({ refreshAskedAt: before?.at, ...expectation });
  const wish = wishRefresh(proven(application), facts, before ? [before] : []);
  return wish && (wish.dueAt - MOVED_AT) / SECOND;
};

const PINNED = {
  sources: [
    { repoUrl: OURS, target: 'main' },
    { repoUrl: OURS, target: 'charts-v3' },
  ],
  revisions: [COMMIT, FORMER],
};
const UNSETTLED = { healthSince: undefined, reconciledAt: MOVED_AT + 91 * SECOND };
const STALE = { revisions: [FORMER], reconciledAt: MOVED_AT - MINUTE };

test.each<readonly [string, Partial<ArgoApplication>]>([
  ['it is before the commit', STALE],
  ['it was never compared', { revisions: [], sync: 'Unknown', reconciledAt: undefined }],
  ['it does not say when it was compared', { reconciledAt: undefined }],
  ['its status is of an older spec', { comparedToSpec: false }],
  ['another operation runs before the commit is seen', { ...STALE, operation: running({ revisions: [FORMER] }) }],
])('is wished at once where %s', (_, application) => {
  expect(due(application)).toBe(0);
});

test.each<readonly [string, Partial<ArgoApplication>]>([
  ['all is proven', {}],
  ['an operation runs for the commit', { ...STALE, operation: running() }],
  ['an operation for the commit is being ended', { ...STALE, operation: running({ phase: 'Terminating' }) }],
  ['its status stands still', { ...STALE, skipReconcile: true }],
  ['it is being deleted', { ...STALE, deleting: true }],
  ['git does not know its revision', { revisions: [STRANGE] }],
  ['git does not know its revision, of an older spec', { revisions: [STRANGE], comparedToSpec: false }],
  ['it looked in the second in which the sync ended', { reconciledAt: MOVED_AT + 90 * SECOND }],
  ['it tracks another branch', { ...STALE, sources: [{ repoUrl: OURS, target: 'release' }] }],
  ['a second source is pinned to a tag', PINNED],
  ['nobody says since when it is Healthy, and it has settled', { healthSince: undefined }],
  ['nobody says since when it is Progressing', { ...UNSETTLED, health: 'Progressing' }],
  ['nobody says since when it is Healthy, and it is out of sync', { ...UNSETTLED, sync: 'OutOfSync' }],
  ['it waits for something else', { sync: 'OutOfSync', autoSync: false }],
  ['a refresh that is not hard would change nothing', { operation: FORMER_SYNC, images: [OLD] }],
])('is not wished where %s', (_, application) => {
  expect(due(application)).toBeUndefined();
});

test('is for that Application', () => {
  expect(wishRefresh(proven(STALE), expecting(), [])).toEqual({
    application: { instance: 'tokyo', namespace: 'argocd', name: 'party-0001' },
    dueAt: MOVED_AT,
  });
});

test.each([
  [1, 60],
  [2, 120],
  [3, 240],
  [4, 480],
  [5, 600],
  [6, 600],
  [5000, 600],
])('after %i times in vain the next is due %i seconds later', (times, pause) => {
  expect(due(STALE, { times, at: MOVED_AT + 7 * SECOND })).toBe(7 + pause);
});

test('that the annotation is gone proves nothing, and that it was looked at since does', () => {
  const asked = { at: MOVED_AT + 180_500 };
  expect(due({ reconciledAt: MOVED_AT + 179 * SECOND }, asked)).toBe(240.5);
  expect(due({ reconciledAt: MOVED_AT + 180 * SECOND }, asked)).toBeUndefined();
});

test('what was asked for another commit does not count', () => {
  expect(due(STALE, { commit: FORMER, at: MOVED_AT - SECOND, times: 9 }, { refreshAskedAt: undefined })).toBe(0);
});

test('an annotation that somebody set is left its minute, and one of ours its pause', () => {
  expect(due({ ...STALE, refreshRequested: true })).toBe(60);
  expect(due({ ...STALE, refreshRequested: true }, { times: 2 })).toBe(120);
});

test('after a sync Argo CD looks by itself, and is asked when it has not within a minute', () => {
  const unseen = { operation: operation({ finishedAt: MOVED_AT + 200 * SECOND }) };
  expect(due(unseen)).toBe(260);
  expect(due(unseen, { at: MOVED_AT + 30 * SECOND })).toBe(260);
  expect(due(unseen, { at: MOVED_AT + 190 * SECOND, times: 2 }, { refreshAskedAt: MOVED_AT })).toBe(310);
});

test('between two attempts of another operation its end is none', () => {
  const retry = running({ revisions: [FORMER], finishedAt: MOVED_AT + 200 * SECOND });
  expect(due({ operation: retry })).toBeUndefined();
});

test('where nobody says since when it is Healthy, Argo CD is asked once the settle time is over', () => {
  expect(due(UNSETTLED)).toBe(100);
  expect(due(UNSETTLED, {}, { settle: 10_500 })).toBe(101);
  expect(due(UNSETTLED, { at: MOVED_AT + 101 * SECOND }, { refreshAskedAt: undefined })).toBe(161);
});

/** Seconds at which passes every second ask for either of two commits that wait for the same Application. */
test('of two commits that wait for one Application each is not asked for again by the other', () => {
  let asked: readonly RefreshAsked[] = [];
  const times: number[] = [];
  for (let second = 0; second < 600; second++) {
    const now = MOVED_AT + second * SECOND;
    const wishes = [COMMIT, LATER].filter((commit) => {
      const wish = wishRefresh(proven(STALE), expecting({ commit, now, contains: () => false }), asked);
      return wish !== undefined && wish.dueAt <= now;
    });
    for (const commit of wishes) asked = noteRefresh(asked, commit, now);
    if (wishes.length > 0) times.push(second);
  }
  expect(times).toEqual([0, 60, 180, 420]);
});

test('a look that was asked for before the commit was merged does not serve it', () => {
  const asked = noteRefresh([], FORMER, MOVED_AT - SECOND);
  expect(wishRefresh(proven(STALE), expecting(), asked)?.dueAt).toBe(MOVED_AT);
  expect(wishRefresh(proven(STALE), expecting(), noteRefresh(asked, FORMER, MOVED_AT))?.dueAt).toBe(MOVED_AT + MINUTE);
});

test('of an Application a few commits are remembered, the newest first', () => {
  const asked = ['a', 'b', 'a', 'c', 'd', 'e'].reduce<readonly RefreshAsked[]>(noteRefresh, []);
  expect(asked.map(({ commit, times }) => `${commit}${times}`)).toEqual(['e1', 'd1', 'c1', 'a2']);
});
