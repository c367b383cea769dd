import * as say from '../text/argo-words.ts';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { judgeErrors } from './judge-errors.ts';
import { judgeHealth, sinceHealth } from './judge-health.ts';
import { judgeOperation } from './judge-operation.ts';
import { judgeProof } from './judge-proof.ts';
import { judgeSync } from './judge-sync.ts';
import { findOtherTarget, isHydrating, reachedStatus } from './revision.ts';
import type { NodeVerdict } from './verdict.ts';

/**
 * Whether what was merged is live on a node, by its Application alone. Steps in the order in which they can be trusted: a
 * status that stands still or is old says nothing of health, and health says nothing of the version. Only what passes every
 * step is live, so that a fact which is missing can never make it so (argo-cd controller/appcontroller.go, state.go).
 */
export const judgeApplication = (application: ArgoApplication, expectation: Expectation): NodeVerdict =>
  judgeTrust(application, expectation) ??
  judgeOperation(application, expectation) ??
  judgeFreshness(application, expectation) ??
  judgeSync(application, expectation) ??
  judgeHealth(application, expectation) ??
  judgeProof(application, expectation) ??
  settle(application, expectation);

/** Whether the status says anything at all. */
const judgeTrust = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { skipReconcile, deleting } = application;
  const { movedAt } = expectation;
  if (skipReconcile) return { kind: 'unknown', since: movedAt, message: say.skipped() };
  if (deleting) return { kind: 'degraded', since: movedAt, message: say.deleting() };
  return judgeErrors(application, expectation);
};

/** Whether the status is of the commit, of the present spec, and from after what Cordage asked for. */
const judgeFreshness = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { comparedToSpec, reconciledAt, operation } = application;
  const { movedAt, refreshAskedAt } = expectation;
  const reached = reachedStatus(application, expectation);
  const other = reached === 'reached' ? undefined : findOtherTarget(application, expectation);
  if (other !== undefined) return { kind: 'unknown', since: movedAt, message: say.tracksOther(other) };
  if (reached === 'unknown') return { kind: 'unknown', since: movedAt, message: say.unknownRevision() };
  const wait = (message: string): NodeVerdict => ({ kind: 'waiting', for: 'refresh', since: movedAt, message });
  if (reached === 'behind') return wait(isHydrating(application, expectation) ? say.notHydrated() : say.notThere());
  if (!comparedToSpec) return wait(say.olderSpec());
  if (reconciledAt === undefined) return wait(say.neverLooked());
  // Argo CD's times have whole seconds.
  if (refreshAskedAt !== undefined && reconciledAt < Math.floor(refreshAskedAt / 1000) * 1000)
    return wait(say.notRefreshed());
  if (!operation) return undefined;
  const { finishedAt, startedAt } = operation;
  if (finishedAt === undefined) return { kind: 'unknown', since: startedAt, message: say.endUnknown() };
  return reconciledAt < finishedAt ? { kind: 'syncing', since: finishedAt, message: say.notLookedSince() } : undefined;
};

/**
 * Healthy and proven; what is left is that it stays so for a while. Where nobody says since when it is Healthy (Argo CD
 * notes only a change, and before 2.14 none), it must still be so when Argo CD looks again after that while.
 */
const settle = (application: ArgoApplication, expectation: Expectation): NodeVerdict => {
  const { healthSince, reconciledAt = Number.NEGATIVE_INFINITY } = application;
  const since = sinceHealth(application, expectation);
  const seenAt = healthSince === undefined ? Math.min(reconciledAt, expectation.now) : expectation.now;
  if (seenAt - since < expectation.settle) return { kind: 'soaking', since };
  return expectation.hasImage ? { kind: 'live', since } : { kind: 'live', since, unproven: true };
};
