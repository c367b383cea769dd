import * as say from '../text/argo-words.ts';
import type { ArgoApplication } from './application.ts';
import type { Expectation } from './expectation.ts';
import { reachedOperation } from './revision.ts';
import type { NodeVerdict } from './verdict.ts';

type ArgoError = ArgoApplication['errors'][number];

/** What gRPC and Go say of a repository server, a git server or a cluster that does not answer. */
const OUT_OF_REACH =
  /code = (?:Unavailable|DeadlineExceeded|Canceled|Aborted|ResourceExhausted)|connection (?:refused|reset)|i\/o timeout|no such host|context (?:deadline exceeded|canceled)|error reading from server: EOF|TLS handshake timeout/i;

/** Whether a condition says that the status is not to be trusted, or that the commit cannot be rendered. A SyncError comes later. */
export const judgeErrors = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { errors } = application;
  const oversized = errors.find(({ type }) => type === 'UnknownError');
  if (oversized)
    return { kind: 'unknown', since: sinceError(oversized, expectation), message: say.oversized(oversized.message) };
  const error = errors.find(({ type }) => type !== 'SyncError');
  if (!error) return undefined;
  const since = sinceError(error, expectation);
  // A repository server that restarts makes one for a moment, long after the merge too.
  const kind = expectation.now - since < expectation.grace ? 'syncing' : 'degraded';
  const message = say.errorOf(error.type, error.message);
  return isOfArgo(error, application, expectation) ? { kind, since, message, ofArgo: true } : { kind, since, message };
};

/** Since when an error is one of the commit. Where Argo CD does not say since when it stands, it is as old as the commit. */
export const sinceError = ({ since = 0 }: ArgoError, { movedAt }: Expectation): number => Math.max(movedAt, since);

/** Manifests that were synced have been rendered before: what fails now is not theirs. */
const isOfArgo = ({ type, message }: ArgoError, application: ArgoApplication, expectation: Expectation): boolean =>
  type === 'ComparisonError' &&
  (OUT_OF_REACH.test(message) ||
    (application.operation?.phase === 'Succeeded' && reachedOperation(application, expectation) === 'reached'));
