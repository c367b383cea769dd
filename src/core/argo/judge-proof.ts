import * as say from '../text/argo-words.ts';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { reachedOperation } from './revision.ts';
import type { NodeVerdict } from './verdict.ts';

/** As many images as are kept of an Application: of those beyond it nothing is known. */
const MOST_IMAGES = 50;

/**
 * Whether what runs is what was merged. Synced and Healthy can both be true of the former version: with an update strategy
 * that replaces no pod, and where Argo CD took the commit for one that does not concern the Application.
 */
export const judgeProof = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { images, operation, healthSince } = application;
  const { hasImage, judgeImage, movedAt, grace, now } = expectation;
  const synced = operation?.phase === 'Succeeded' && reachedOperation(application, expectation) === 'reached';
  if (hasImage && images.length > 0 && images.length < MOST_IMAGES) {
    const found = new Set(images.map(judgeImage));
    if (found.has('wanted') && !found.has('other-version')) return undefined;
    if (synced) {
      const since = Math.max(movedAt, operation.finishedAt ?? 0, healthSince ?? 0);
      const isLate = now - since >= grace;
      return { kind: isLate ? 'degraded' : 'syncing', since, message: isLate ? say.onDelete() : say.formerPods() };
    }
  } else if (synced) return undefined;
  return { kind: 'waiting', for: 'refresh', since: movedAt, message: say.oldManifests() };
};
