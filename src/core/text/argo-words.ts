import { formatTime } from './count.ts';

/** Why a node is as it is, where Argo CD does not say it itself. Plain text; it is escaped where it is shown. */

export const NOBODY_WATCHES = 'Cordage watches no cluster here';
export const away = (instance: string, why: string): string => `Argo CD ${instance} cannot be seen: ${why}`;
export const reading = (instance: string): string => `Argo CD ${instance} is being read`;
export const noApplication = (): string => 'no Argo CD has an Application for it';
export const twins = (count: number): string => `${count} Applications are called like it, and neither counts`;

export const skipped = (): string =>
  'its status stands still: take the annotation argocd.argoproj.io/skip-reconcile off its Application';
export const deleting = (): string =>
  'its Application is being deleted: if it should not be, put it back in git; if it hangs, look at its finalizers';
export const oversized = (message: string): string => `its status cannot be trusted: ${message || 'UnknownError'}`;
export const errorOf = (type: string, message: string): string => (message === '' ? type : `${type}: ${message}`);
export const unknownRevision = (): string => 'Argo CD is at a revision that git does not know here';
export const uncompared = (): string => 'Argo CD cannot compare it with git';
export const healthUnknown = (): string => 'Argo CD does not know its health';
export const suspended = (): string => 'Argo CD says Suspended: somebody must resume it';
export const missing = (): string => 'its resources are missing: sync it, or see who deletes them';
export const formerPods = (): string => 'pods of the former version still run';
export const onDelete = (): string =>
  'pods of the former version still run though it is synced and Healthy: is updateStrategy OnDelete? Delete the pod';
export const noPods = (): string => 'no pod of it runs, so nothing is proven: start it, or say /override live "reason"';
export const imagesCut = (kept: number): string =>
  `it runs ${kept} images or more, none of the first ${kept} is the artifact's, so nothing is proven: say /override live "reason"`;
export const noNewPods = (): string => 'none of its pods runs the new version';

/** An ApplicationSet that has the version as a parameter hands it on when it next reads git. */
export const oldManifests = (applicationSet: string | undefined): string => {
  const cause =
    'synced at the commit with the manifests of before: argocd.argoproj.io/manifest-generate-paths does not cover all that it reads';
  return applicationSet === undefined
    ? `${cause}; Cordage asks for no hard refresh: add what is missing there, then refresh hard by hand`
    : `${cause}, or ApplicationSet ${applicationSet} has not read the commit; Cordage asks for no hard refresh: add what is missing there and refresh hard by hand, or refresh the ApplicationSet`;
};

/** Names a few of the resources. */
export const partlySynced = (selected: readonly string[]): string =>
  `the last sync was of single resources${selected.length === 0 ? '' : ` (${selected.join(', ')})`} and proves nothing of the others: sync all of it`;
export const degraded = (): string =>
  'Argo CD says Degraded and not which resource (set controller.resource.health.persist, or use Argo CD 3.6)';
export const neverLooked = (): string => 'Argo CD has never compared it with git';
export const endUnknown = (): string => 'Argo CD does not say when its last sync ended: sync it once more';
export const formerFailed = (): string =>
  'synced at the commit, but its last sync was of another revision and failed: sync it once more';
export const failedSilently = (): string => 'the sync failed, and Argo CD does not say why';
export const notLookedSince = (): string => 'Argo CD has not looked since the sync ended';
export const hookOverTime = (stage: string, resource: string, until: number): string =>
  `${stage} (${resource}) has run longer than it may, which was until ${formatTime(until)}: look at its log`;

/** What failed, with what it does where it was named so. */
export const hookFailed = (stage: string | undefined, resource: string, message: string): string =>
  stage === undefined ? ofResource(resource, message) : ofResource(`${stage} (${resource}) failed`, message);

export const ofResource = (resource: string, message: string): string =>
  message === '' ? resource : `${resource}: ${message}`;

export const outOfSync = (resources: readonly string[]): string =>
  resources.length === 0 ? 'out of sync' : `out of sync: ${resources.join(', ')}`;

/** For longer than auto-sync takes to begin; a window that could not be read may be the reason. */
export const staysOutOfSync = (resources: readonly string[], hasWindows: boolean): string =>
  `${outOfSync(resources)}; auto-sync does not begin: see what changes or must be pruned${hasWindows ? '' : ', or a sync window, for those of its AppProject cannot be read'}`;

export const inSomeWindow = (): string => 'a sync window of its AppProject holds it';

/** Until when is told where it is known; `manual`: a sync by hand may begin. */
export const inWindow = (until: number | undefined, manual: boolean): string => {
  const end = until === undefined ? '' : ` until ${formatTime(until)}`;
  return `${inSomeWindow()}${end}; a sync by hand is ${manual ? 'allowed' : 'not allowed'}`;
};

export const syncedByHand = (applicationSet: string | undefined): string =>
  applicationSet === undefined
    ? 'auto-sync is off: somebody must sync it'
    : `auto-sync is off: ApplicationSet ${applicationSet} syncs it step by step, or somebody does`;

export const tracksOther = (target: string): string =>
  `it tracks ${target}, not the default branch: set targetRevision, or merge there`;
export const otherOperation = (): string => 'another operation is under way';
export const olderSpec = (): string => 'its status is of an older spec';
export const notHydrated = (): string => 'the source hydrator knows the commit and has made no manifests of it yet';
export const notThere = (): string => 'Argo CD has not seen the commit';
export const notRefreshed = (): string => 'Argo CD has not looked since it was asked';
