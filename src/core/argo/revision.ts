import type { ArgoApplication, ArgoOperation } from './application.ts';
import type { Expectation } from './expectation.ts';

/** Where Argo CD stands as to a commit: at it or later, before it, or at what git does not know. */
export type Reached = 'reached' | 'behind' | 'unknown';

type Sources = Pick<ArgoApplication, 'sources'>;

/**
 * All sources of the manifests repository count that track its default branch, those that others only refer to as well; one
 * that is pinned to a tag or another branch never gets there. Where all are, they count: what is merged there has the commit.
 */
export const reachedBy = (
  { sources }: Sources,
  revisions: readonly string[],
  { isOurs, branch, contains }: Pick<Expectation, 'isOurs' | 'branch' | 'contains'>,
): Reached => {
  const ours = sources
    .map(({ repoUrl, target }, index) => ({ repoUrl, target, revision: revisions[index] ?? '' }))
    .filter(({ repoUrl }) => isOurs(repoUrl));
  const tracking = ours.filter(({ target }) => isTracking(target, branch));
  return judgeAll(
    (tracking.length > 0 ? tracking : ours).map(({ revision }) => revision),
    contains,
  );
};

/** What the first source of the manifests repository tracks, where none of them tracks the default branch. */
export const findOtherTarget = (
  { sources }: Sources,
  { isOurs, branch }: Pick<Expectation, 'isOurs' | 'branch'>,
): string | undefined => {
  const ours = sources.filter(({ repoUrl }) => isOurs(repoUrl));
  return ours.some(({ target }) => isTracking(target, branch)) ? undefined : ours[0]?.target;
};

const isTracking = (target: string, branch: string | undefined): boolean =>
  branch === undefined || ['', 'HEAD', branch, `refs/heads/${branch}`].includes(target);

/**
 * Whether the status is of the commit. With the source hydrator the commit is the dry one: it must have been hydrated, and
 * what became of it must be what is synced. That it was compared is not enough: the hydrator notes so before it begins and
 * after it failed (argo-cd controller/hydrator/hydrator.go), while the former manifests are Synced.
 */
export const reachedStatus = (application: ArgoApplication, expectation: Expectation): Reached => {
  const { hydrated, revisions, sources } = application;
  if (!hydrated) return reachedBy(application, revisions, expectation);
  const dry = reachedBy(
    { sources },
    sources.map(() => hydrated.drySha),
    expectation,
  );
  return dry === 'reached' && !isAt(revisions, hydrated.hydratedSha) ? 'behind' : dry;
};

/** Whether the hydrator knows the commit and has made nothing of it yet. */
export const isHydrating = ({ hydrated }: ArgoApplication, { contains }: Expectation): boolean =>
  hydrated !== undefined &&
  judgeAll([hydrated.lastComparedDry ?? ''], contains) === 'reached' &&
  judgeAll([hydrated.drySha], contains) !== 'reached';

/** Whether an operation syncs, or has synced, the commit. */
export const reachedOperation = (application: ArgoApplication, expectation: Expectation): Reached => {
  const { operation, hydrated } = application;
  if (!operation) return 'behind';
  if (!hydrated) return reachedBy(application, operation.revisions, expectation);
  return isAt(operation.revisions, hydrated.hydratedSha) ? reachedStatus(application, expectation) : 'behind';
};

/** Whether the last sync of the whole Application brought the commit. */
export const reachedHistory = (application: ArgoApplication, expectation: Expectation): Reached => {
  const { synced, hydrated } = application;
  if (!hydrated) return reachedBy(application, synced, expectation);
  return isAt(synced, hydrated.hydratedSha) ? reachedStatus(application, expectation) : 'behind';
};

/**
 * Whether an operation does not say yet what it syncs: Argo CD resolves a branch after it looked at sync windows, and an
 * ApplicationSet names none at all (controller/sync.go).
 */
export const isUnresolved = ({ revisions }: ArgoOperation): boolean => !revisions.some(isCommit);

const isAt = (revisions: readonly string[], commit: string): boolean =>
  isCommit(commit) && revisions.length > 0 && revisions.every((revision) => revision === commit);

const isCommit = (revision: string): boolean => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(revision);

/** A branch's name, as it stands while Argo CD has compared nothing, is before every commit. */
const judgeAll = (revisions: readonly string[], contains: Expectation['contains']): Reached => {
  if (revisions.length === 0) return 'behind';
  const each = revisions.map((revision): Reached => {
    if (!isCommit(revision)) return 'behind';
    const found = contains(revision);
    return found === undefined ? 'unknown' : found ? 'reached' : 'behind';
  });
  return each.includes('unknown') ? 'unknown' : each.includes('behind') ? 'behind' : 'reached';
};
