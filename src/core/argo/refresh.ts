import type { ApplicationRef, ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { sinceHealth } from './judge-health.ts';
import { findOtherTarget, reachedOperation, reachedStatus } from './revision.ts';

/** An Application that Argo CD should look at again, and from when on it may be asked; milliseconds. */
export type RefreshWish = { readonly application: ApplicationRef; readonly dueAt: number };

/** What was asked of Argo CD already: how many times for this commit, and when last. */
export type RefreshAsked = { readonly commit: string; readonly at: number; readonly times: number };

/** How long Argo CD gets by itself to look at what an operation came to, and to answer a first wish. */
const PATIENCE_MS = 60_000;
const LONGEST_MS = 10 * 60_000;
/** As many commits as one Application is waited for at once, and some. */
const MOST_ASKED = 4;

/** What was asked of an Application, with one more that is asked now: the newest first. */
export const noteRefresh = (asked: readonly RefreshAsked[], commit: string, at: number): readonly RefreshAsked[] => {
  const times = (asked.find((before) => before.commit === commit)?.times ?? 0) + 1;
  return [{ commit, at, times }, ...asked.filter((before) => before.commit !== commit)].slice(0, MOST_ASKED);
};

/**
 * Whether Argo CD should be asked to look at an Application again: at once after the commit, and from then on only while
 * what it shows does not prove that it has looked, with pauses that grow. That the annotation is gone proves nothing: up to 3.5
 * one that is set during a comparison is removed at its end (argo-cd #28306). One that stands there is left its time, whoever
 * set it. Several commits may wait for one Application: a look that was asked for one of them serves the others as well.
 * @param asked What was asked of this Application, the newest first.
 */
export const wishRefresh = (
  application: ArgoApplication,
  expectation: Expectation,
  asked: readonly RefreshAsked[],
): RefreshWish | undefined => {
  const { instance, namespace, name, skipReconcile, deleting, refreshRequested } = application;
  const staleSince = skipReconcile || deleting ? undefined : findStale(application, expectation);
  if (staleSince === undefined) return undefined;
  const { commit, movedAt } = expectation;
  const times = asked.find((before) => before.commit === commit)?.times;
  const lastAt = Math.max(
    ...asked.filter((before) => before.commit === commit || before.at >= movedAt).map(({ at }) => at),
  );
  const firstAt = Math.max(movedAt + (refreshRequested ? PATIENCE_MS : 0), lastAt + PATIENCE_MS);
  const dueAt = times === undefined ? firstAt : lastAt + Math.min(LONGEST_MS, PATIENCE_MS * 2 ** (times - 1));
  return { application: { instance, namespace, name }, dueAt: Math.max(dueAt, staleSince) };
};

/** From when on its status is too old to be waited for; undefined when it is not, or asking would not help. */
const findStale = (application: ArgoApplication, expectation: Expectation): number | undefined => {
  const { operation, reconciledAt, comparedToSpec } = application;
  const { refreshAskedAt, movedAt } = expectation;
  const isRunning = operation?.phase === 'Running' || operation?.phase === 'Terminating';
  // It looks by itself when it is done.
  if (isRunning && reachedOperation(application, expectation) === 'reached') return undefined;
  const reached = reachedStatus(application, expectation);
  if (reached === 'unknown') return undefined;
  if (reached === 'behind' && findOtherTarget(application, expectation) !== undefined) return undefined;
  if (reached === 'behind' || !comparedToSpec || reconciledAt === undefined) return movedAt;
  if (refreshAskedAt !== undefined && reconciledAt < Math.floor(refreshAskedAt / 1000) * 1000) return movedAt;
  const finishedAt = isRunning ? undefined : operation?.finishedAt;
  if (finishedAt !== undefined && reconciledAt < finishedAt) return finishedAt + PATIENCE_MS;
  return isRunning ? undefined : findUnsettled(application, expectation, reconciledAt);
};

/** Nobody says since when it is Healthy: that it has settled shows when Argo CD looks once more, which may be never. */
const findUnsettled = (
  application: ArgoApplication,
  expectation: Expectation,
  reconciledAt: number,
): number | undefined => {
  const { sync, health, healthSince } = application;
  if (sync !== 'Synced' || health !== 'Healthy' || healthSince !== undefined) return undefined;
  const settledAt = sinceHealth(application, expectation) + expectation.settle;
  // Argo CD's times have whole seconds.
  return reconciledAt < settledAt ? Math.ceil(settledAt / 1000) * 1000 : undefined;
};
