import * as say from '../text/argo-words.ts';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { reachedOperation } from './revision.ts';
import type { NodeVerdict } from './verdict.ts';

/** Whether it is Healthy, of the commit: it is Synced by now. */
export const judgeHealth = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { health } = application;
  const { grace, now } = expectation;
  const since = sinceHealth(application, expectation);
  switch (health) {
    case 'Healthy':
      return undefined;
    case 'Progressing':
      return { kind: 'syncing', since, message: tellHealth(application, '') };
    case 'Suspended':
      return { kind: 'syncing', since, message: tellHealth(application, say.suspended()) };
    case 'Degraded':
      return {
        kind: now - since < grace ? 'syncing' : 'degraded',
        since,
        message: tellHealth(application, say.degraded()),
      };
    case 'Missing':
      return {
        kind: now - since < grace ? 'syncing' : 'degraded',
        since,
        message: tellHealth(application, say.missing()),
      };
    case 'Unknown':
      return { kind: 'unknown', since, message: say.healthUnknown() };
  }
};

/**
 * Since when its health is that of the commit: what was before the commit and before the sync that brought it is of the former
 * version. A sync of single resources, as self-heal does, begins nothing anew.
 */
export const sinceHealth = (application: ArgoApplication, expectation: Expectation): number => {
  const { healthSince, operation } = application;
  const isWhole = operation?.partial === false && reachedOperation(application, expectation) === 'reached';
  return Math.max(expectation.movedAt, healthSince ?? 0, (isWhole && operation.finishedAt) || 0);
};

/** The resource before the Application: it has the cause. */
const tellHealth = ({ unwell: [first], healthMessage }: ArgoApplication, otherwise: string): string => {
  if (first) return `${first.resource}: ${first.message}`;
  return healthMessage || otherwise;
};
