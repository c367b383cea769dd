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
 * one that is set during a comparison is removed at its end (argo-cd #28306).
 */
export const wishRefresh = (
  application: ArgoApplication,
  expectation: Expectation,
  asked: RefreshAsked | undefined,
): RefreshWish | undefined => {
  const { instance, namespace, name, skipReconcile, deleting } = application;
  if (skipReconcile || deleting || !isStale(application, expectation)) return undefined;
  const again = asked?.commit === expectation.commit && asked;
  const pause = again ? Math.min(LONGEST_MS, PATIENCE_MS * 2 ** (again.times - 1)) : 0;
  return { application: { instance, namespace, name }, dueAt: (again ? again.at : expectation.movedAt) + pause };
};

const isStale = (application: ArgoApplication, expectation: Expectation): boolean => {
  const { operation, reconciledAt = 0, comparedToSpec } = application;
  const { refreshAskedAt = 0, now } = expectation;
  const ours = reachedOperation(application, expectation) === 'reached';
  // It looks by itself when it is done.
  if (ours && (operation?.phase === 'Running' || operation?.phase === 'Terminating')) return false;
  const reached = reachedStatus(application, expectation);
  if (reached === 'unknown') return false;
  if (reached === 'behind' || !comparedToSpec) return true;
  if (reconciledAt < Math.floor(refreshAskedAt / 1000) * 1000) return true;
  const finishedAt = operation?.finishedAt ?? 0;
  return reconciledAt < finishedAt && now - finishedAt > PATIENCE_MS;
};
