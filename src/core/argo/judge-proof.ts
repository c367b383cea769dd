import * as say from '../text/argo-words.ts';
import type { ArgoApplication, ArgoOperation } from './application.ts';
import type { Expectation } from './expectation.ts';
import { sinceHealth } from './judge-health.ts';
import { reachedHistory, reachedOperation } from './revision.ts';
import type { NodeVerdict } from './verdict.ts';

/** As many images as are kept of an Application: of those beyond it nothing is known. */
const MOST_IMAGES = 50;

/**
 * Whether what runs is what was merged. Synced and Healthy can both be true of the former version: with an update strategy
 * that replaces no pod, and where Argo CD took the commit for one that does not concern the Application.
 */
export const judgeProof = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { images, operation } = application;
  const found = new Set(expectation.hasImage ? images.map(expectation.judgeImage) : []);
  const hasFormer = found.has('other-version');
  const isCut = images.length >= MOST_IMAGES;
  if (found.has('wanted') && !hasFormer && !isCut) return undefined;
  if (operation?.phase !== 'Succeeded' || reachedOperation(application, expectation) !== 'reached')
    return waiting('hard-refresh', expectation.movedAt, say.oldManifests(application.applicationSet));
  const unseen = judgeUnseen(application, expectation, found);
  if (unseen) return unseen;
  // Argo CD writes history for syncs of the whole Application alone (controller/sync.go): what self-heal did since hides none.
  const isWhole = !operation.partial || (found.size === 0 && reachedHistory(application, expectation) === 'reached');
  if (!isWhole) return judgePartial(operation, expectation);
  // Where no image can tell, the sync of the whole Application must do.
  if (found.size === 0 || (isCut && !hasFormer)) return undefined;
  const since = sinceHealth(application, expectation);
  const isLate = expectation.now - since >= expectation.grace;
  const message = !hasFormer ? say.noNewPods() : isLate ? say.onDelete() : say.formerPods();
  return { kind: isLate ? 'degraded' : 'syncing', since, message };
};

/** The artifact shows in images, and in none that is known here: a sync alone does not say what runs. */
const judgeUnseen = (
  application: ArgoApplication,
  expectation: Expectation,
  found: ReadonlySet<ReturnType<Expectation['judgeImage']>>,
): NodeVerdict | undefined => {
  const { length } = application.images;
  if (!expectation.hasImage || found.has('wanted') || found.has('other-version')) return undefined;
  const message = length === 0 ? say.noPods() : length >= MOST_IMAGES ? say.imagesCut(MOST_IMAGES) : undefined;
  return message === undefined ? undefined : { kind: 'unknown', since: sinceHealth(application, expectation), message };
};

/** Self-heal syncs a revision that Argo CD takes for one without changes as well, so it proves nothing of the rest. */
const judgePartial = ({ selected, finishedAt, startedAt }: ArgoOperation, { movedAt }: Expectation): NodeVerdict =>
  waiting('manual-sync', Math.max(movedAt, finishedAt ?? startedAt), say.partlySynced(selected));

const waiting = (what: 'hard-refresh' | 'manual-sync', since: number, message: string): NodeVerdict => ({
  kind: 'waiting',
  for: what,
  since,
  message,
});
