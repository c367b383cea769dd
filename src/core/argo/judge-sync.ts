import * as say from '../text/argo-words.ts';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { sinceError } from './judge-errors.ts';
import { judgeWindows } from './sync-windows.ts';
import type { NodeVerdict } from './verdict.ts';

/** Whether it is Synced at the commit, and if not, what keeps it from that. No operation is under way. */
export const judgeSync = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { sync, operation, errors, outOfSync } = application;
  const { movedAt, grace, now, windows } = expectation;
  const since = Math.max(movedAt, operation?.finishedAt ?? 0);
  const failed = errors.find(({ type }) => type === 'SyncError');
  if (failed)
    return {
      kind: 'failed',
      since: Math.max(since, sinceError(failed, expectation)),
      message: say.errorOf(failed.type, failed.message),
    };
  if (sync === 'Synced') return operation && operation.phase !== 'Succeeded' ? judgeFormer(since) : undefined;
  if (sync === 'Unknown') return { kind: 'unknown', since, message: say.uncompared() };
  const held = judgeHeld(application, expectation, since);
  if (held) return held;
  const isLate = now - since >= grace;
  // Auto-sync begins within seconds of the comparison.
  return {
    kind: isLate ? 'degraded' : 'syncing',
    since,
    message: isLate ? say.staysOutOfSync(outOfSync, windows !== undefined) : say.outOfSync(outOfSync),
  };
};

/** The sync of another revision failed, and of what is Synced Argo CD begins none. */
const judgeFormer = (since: number): NodeVerdict => ({
  kind: 'waiting',
  for: 'manual-sync',
  since,
  message: say.formerFailed(),
});

/** Argo CD writes nothing of a sync that does not begin. */
const judgeHeld = (
  application: ArgoApplication,
  { windows, now }: Expectation,
  since: number,
): NodeVerdict | undefined => {
  const { auto, manual, until } = judgeWindows(windows ?? [], application, now);
  const blocked = application.autoSync ? !auto : !manual;
  if (blocked) return { kind: 'waiting', for: 'window', since, message: say.inWindow(until, manual) };
  return application.autoSync
    ? undefined
    : { kind: 'waiting', for: 'manual-sync', since, message: say.syncedByHand(application.applicationSet) };
};
