import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';

/** Where Argo CD stands as to a commit: at it or later, before it, or at what git does not know. */
export type Reached = 'reached' | 'behind' | 'unknown';

type Sources = Pick<ArgoApplication, 'sources' | 'hydrated'>;

/** All sources of the manifests repository count, those that others only refer to as well. */
export const reachedBy = (
  { sources }: Sources,
  revisions: readonly string[],
  { isOurs, contains }: Pick<Expectation, 'isOurs' | 'contains'>,
): Reached => {
  const ours = sources.flatMap(({ repoUrl }, index) => (isOurs(repoUrl) ? [revisions[index] ?? ''] : []));
  return judgeAll(ours, contains);
};

/**
 * Whether the status is of the commit. With the source hydrator the commit is the dry one: it must have been looked at, and
 * what became of it must be what is synced (docs/user-guide/source-hydrator.md).
 */
export const reachedStatus = (application: ArgoApplication, expectation: Expectation): Reached => {
  const { hydrated, revisions } = application;
  if (!hydrated) return reachedBy(application, revisions, expectation);
  // Where the manifests do not change no commit is made of it, and only this advances (3.3 and later).
  const dry = judgeAll([hydrated.lastComparedDry ?? hydrated.drySha], expectation.contains);
  if (dry !== 'reached') return dry;
  return hydrated.hydratedSha !== '' && revisions.every((revision) => revision === hydrated.hydratedSha)
    ? 'reached'
    : 'behind';
};

/** Whether an operation syncs, or has synced, the commit. */
export const reachedOperation = (application: ArgoApplication, expectation: Expectation): Reached => {
  const { operation, hydrated } = application;
  if (!operation) return 'behind';
  if (!hydrated) return reachedBy(application, operation.revisions, expectation);
  return operation.revisions.length > 0 && operation.revisions.every((revision) => revision === hydrated.hydratedSha)
    ? reachedStatus(application, expectation)
    : 'behind';
};

/** A branch's name, as it stands while Argo CD has compared nothing, is before every commit. */
const judgeAll = (revisions: readonly string[], contains: Expectation['contains']): Reached => {
  if (revisions.length === 0) return 'behind';
  const each = revisions.map((revision): Reached => {
    if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(revision)) return 'behind';
    const found = contains(revision);
    return found === undefined ? 'unknown' : found ? 'reached' : 'behind';
  });
  return each.includes('unknown') ? 'unknown' : each.includes('behind') ? 'behind' : 'reached';
};
