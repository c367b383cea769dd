import * as say from '../text/argo-words.ts';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { judgeHealth } from './judge-health.ts';
import { judgeOperation } from './judge-operation.ts';
import { judgeProof } from './judge-proof.ts';
import { judgeSync } from './judge-sync.ts';
import { reachedOperation, reachedStatus } from './revision.ts';
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
const judgeTrust = (
  { skipReconcile, deleting, errors }: ArgoApplication,
  { movedAt, grace, now }: Expectation,
): NodeVerdict | undefined => {
  if (skipReconcile) return { kind: 'unknown', since: movedAt, message: say.skipped() };
  if (deleting) return { kind: 'degraded', since: movedAt, message: say.deleting() };
  const oversized = errors.find(({ type }) => type === 'UnknownError');
  if (oversized) return { kind: 'unknown', since: movedAt, message: say.oversized(oversized.message) };
  const error = errors.find(({ type }) => type !== 'SyncError');
  if (!error) return undefined;
  // A repository server that restarts makes one for a moment.
  const kind = now - movedAt < grace ? 'syncing' : 'degraded';
  return { kind, since: movedAt, message: say.errorOf(error.type, error.message) };
};

/** Whether the status is of the commit, of the present spec, and from after what Cordage asked for. */
const judgeFreshness = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { comparedToSpec, reconciledAt, operation } = application;
  const { movedAt, refreshAskedAt } = expectation;
  const reached = reachedStatus(application, expectation);
  if (reached === 'unknown') return { kind: 'unknown', since: movedAt, message: say.unknownRevision() };
  const wait = (message: string): NodeVerdict => ({ kind: 'waiting', for: 'refresh', since: movedAt, message });
  if (reached === 'behind') return wait(say.notThere());
  if (!comparedToSpec) return wait(say.olderSpec());
  const looked = reconciledAt ?? Number.NEGATIVE_INFINITY;
  // Argo CD's times have whole seconds.
  if (looked < Math.floor((refreshAskedAt ?? Number.NEGATIVE_INFINITY) / 1000) * 1000) return wait(say.notRefreshed());
  if (operation?.finishedAt !== undefined && looked < operation.finishedAt)
    return { kind: 'syncing', since: operation.finishedAt, message: say.notLookedSince() };
  return undefined;
};

/** Healthy and proven; what is left is that it stays so for a while. */
const settle = (application: ArgoApplication, expectation: Expectation): NodeVerdict => {
  const { operation, healthSince } = application;
  const synced =
    operation !== undefined && !operation.partial && reachedOperation(application, expectation) === 'reached';
  const since = Math.max(healthSince ?? 0, (synced && operation.finishedAt) || 0, expectation.movedAt);
  return { kind: expectation.now - since < expectation.settle ? 'soaking' : 'live', since };
};
