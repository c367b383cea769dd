import * as say from '../text/argo-words.ts';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import type { NodeVerdict } from './verdict.ts';

/** Whether it is Healthy, of the commit: it is Synced by now. */
export const judgeHealth = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { health, healthSince, operation } = application;
  const { movedAt, grace, now } = expectation;
  const since = healthSince ?? Math.max(movedAt, operation?.finishedAt ?? 0);
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

/** The resource before the Application: it has the cause. */
const tellHealth = ({ unwell: [first], healthMessage }: ArgoApplication, otherwise: string): string => {
  if (first) return `${first.resource}: ${first.message}`;
  return healthMessage || otherwise;
};
