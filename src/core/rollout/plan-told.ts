import { renderRolloutCheck, ROLLOUT_CHECK } from '../text/check-text.ts';
import { labelsFor } from '../text/labels.ts';
import { parseMarker } from '../text/marker.ts';
import type { PullSubject } from '../text/pull-title.ts';
import { parseStatus, renderStatus, type PullStatus } from '../text/status-comment.ts';
import type { Action } from './action.ts';
import { putCheck } from './plan-checks.ts';
import type { OwnComment, OwnPull } from './snapshot.ts';

/**
 * Comments that tell a status: one, or more after an answer that lagged behind made us write a second. Cordage writes no
 * others, so where none can be read the first is one that a person edited past recognition.
 */
export const statusComments = (own: OwnPull): readonly OwnComment[] => {
  const readable = own.comments.filter(({ body }) => parseStatus(body).ok);
  return readable.length > 0 ? readable : own.comments.slice(0, 1);
};

/** Makes the one sticky comment say the status, and takes away any second one. */
export const planComment = (own: OwnPull, status: PullStatus): readonly Action[] => {
  const body = renderStatus(status);
  const [first, ...extra] = statusComments(own);
  const superfluous = extra.map(({ id }): Action => ({ kind: 'delete-comment', id }));
  if (!first) return [{ kind: 'create-comment', number: own.pull.number, body }];
  return first.body === body ? superfluous : [{ kind: 'edit-comment', id: first.id, body }, ...superfluous];
};

/** Labels help people to search. Put once, before the comment; whoever takes them off later has a reason. */
export const planLabels = (own: OwnPull): readonly Action[] => {
  const { pull, artifact, ring } = own;
  const labels = labelsFor(artifact, ring).map(({ name }) => name);
  return own.comments.length > 0 || labels.some((label) => pull.labels.includes(label))
    ? []
    : [{ kind: 'add-labels', number: pull.number, labels }];
};

/** The check on the pull request's head. */
export const planRolloutCheck = (own: OwnPull, status: PullStatus): readonly Action[] =>
  putCheck(own.pull.head, own.checks.get(ROLLOUT_CHECK), renderRolloutCheck(status));

/** What a pull request is about, from itself: its branch, and the marker in its body for the numbers. */
export const subjectOfPull = ({ pull, artifact, version, ring, batch }: OwnPull): PullSubject => {
  const marker = parseMarker('pull', pull.body);
  const { nodes = 0, batches = batch ?? 1 } = marker.ok ? marker.value : {};
  return { artifact, version, ring, batch: batch === undefined ? undefined : { number: batch, of: batches }, nodes };
};
