import { formatTime } from './count.ts';

/** Why a node is as it is, where Argo CD does not say it itself. Plain text; it is escaped where it is shown. */

export const NOBODY_WATCHES = 'Cordage watches no cluster here';
export const away = (instance: string, why: string): string => `Argo CD ${instance} cannot be seen: ${why}`;
export const reading = (instance: string): string => `Argo CD ${instance} is being read`;
export const noApplication = (): string => 'no Argo CD has an Application for it';
export const twins = (count: number): string => `${count} Applications are called like it, and neither counts`;

export const skipped = (): string =>
  'its status stands still: the annotation argocd.argoproj.io/skip-reconcile is on its Application';
export const deleting = (): string => 'its Application is being deleted';
export const oversized = (message: string): string => `its status cannot be trusted: ${message || 'UnknownError'}`;
export const errorOf = (type: string, message: string): string => (message === '' ? type : `${type}: ${message}`);
export const unknownRevision = (): string => 'Argo CD is at a revision that git does not know here';
export const uncompared = (): string => 'Argo CD cannot compare it with git';
export const healthUnknown = (): string => 'Argo CD does not know its health';
export const suspended = (): string => 'Argo CD says Suspended';
export const missing = (): string => 'its resources are missing';
export const formerPods = (): string => 'pods of the former version still run';
export const onDelete = (): string =>
  'pods of the former version still run though it is synced and Healthy: is updateStrategy OnDelete? Delete the pod';
export const oldManifests = (): string =>
  'synced at the commit with the manifests of before: argocd.argoproj.io/manifest-generate-paths does not cover all that it reads; correct it, and refresh hard';
export const degraded = (): string =>
  'Argo CD says Degraded and not which resource (set controller.resource.health.persist, or use Argo CD 3.6)';
export const notLookedSince = (): string => 'Argo CD has not looked since the sync ended';
export const hookOverTime = (stage: string, resource: string, until: number): string =>
  `${stage} (${resource}) has run longer than it may, which was until ${formatTime(until)}`;
export const outOfSync = (resources: readonly string[]): string =>
  resources.length === 0 ? 'out of sync' : `out of sync: ${resources.join(', ')}`;

/** Until when is told where it is known; `manual`: a sync by hand may begin. */
export const inWindow = (until: number | undefined, manual: boolean): string => {
  const end = until === undefined ? '' : ` until ${formatTime(until)}`;
  return `a sync window of its AppProject holds it${end}; a sync by hand is ${manual ? 'allowed' : 'not allowed'}`;
};

export const syncedByHand = (applicationSet: string | undefined): string =>
  applicationSet === undefined
    ? 'auto-sync is off: somebody must sync it'
    : `auto-sync is off: ApplicationSet ${applicationSet} syncs it step by step, or somebody does`;

export const otherOperation = (): string => 'another operation is under way';
export const olderSpec = (): string => 'its status is of an older spec';
export const notThere = (): string => 'Argo CD has not seen the commit';
export const notRefreshed = (): string => 'Argo CD has not looked since it was asked';
