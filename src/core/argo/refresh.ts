import type { ApplicationRef, ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { reachedOperation, reachedStatus } from './revision.ts';

/** An Application that Argo CD should look at again, and from when on it may be asked; milliseconds. */
export type RefreshWish = { readonly application: ApplicationRef; readonly dueAt: number };

/** What was asked of Argo CD already: how many times for this commit, and when last. */
export type RefreshAsked = { readonly commit: string; readonly at: number; readonly times: number };

/** How long Argo CD gets by itself to look at what an operation came to, and to answer a first wish. */
const PATIENCE_MS = 60_000;
const LONGEST_MS = 10 * 60_000;

/**
 * Whether Argo CD should be asked to look at an Application again: at once after the commit, and from then on only while
 * what it shows does not prove that it has looked, with pauses that grow. That the annotation is gone proves nothing: up to 3.5
 * one that is set during a comparison is removed at its end (argo-cd #28306). One that stands there is left its time, whoever
 * set it.
 */
export const wishRefresh = (
  application: ArgoApplication,
  expectation: Expectation,
  asked: RefreshAsked | undefined,
): RefreshWish | undefined => {
  const { instance, namespace, name, skipReconcile, deleting, refreshRequested } = application;
  const staleSince = skipReconcile || deleting ? undefined : findStale(application, expectation);
  if (staleSince === undefined) return undefined;
  const again = asked?.commit === expectation.commit ? asked : undefined;
  const dueAt = again
    ? again.at + Math.min(LONGEST_MS, PATIENCE_MS * 2 ** (again.times - 1))
    : expectation.movedAt + (refreshRequested ? PATIENCE_MS : 0);
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
  if (reached === 'behind' || !comparedToSpec || reconciledAt === undefined) return movedAt;
  if (refreshAskedAt !== undefined && reconciledAt < Math.floor(refreshAskedAt / 1000) * 1000) return movedAt;
  const finishedAt = isRunning ? undefined : operation?.finishedAt;
  return finishedAt !== undefined && reconciledAt < finishedAt ? finishedAt + PATIENCE_MS : undefined;
};
