import { renderRolloutCheck, ROLLOUT_CHECK } from '../text/check-text.ts';
import { labelsFor } from '../text/labels.ts';
import { parseMarker } from '../text/marker.ts';
import type { PullSubject } from '../text/pull-title.ts';
import { parseStatus, renderStatus, type PullStatus } from '../text/status-comment.ts';
import type { Action } from './action.ts';
import { putCheck } from './plan-checks.ts';
import type { OwnComment, OwnPull } from './snapshot.ts';

/** Comments that tell a status: one, or more after an answer that lagged behind made us write a second. */
export const statusComments = (own: OwnPull): readonly OwnComment[] =>
  own.comments.filter(({ body }) => parseStatus(body).ok);

/** Makes the one sticky comment say the status, and takes away any second one. */
export const planComment = (own: OwnPull, status: PullStatus): readonly Action[] => {
  const body = renderStatus(status);
  const [first, ...extra] = statusComments(own);
  const superfluous = extra.map(({ id }): Action => ({ kind: 'delete-comment', id }));
  if (!first) return [{ kind: 'create-comment', number: own.pull.number, body }];
  return first.body === body ? superfluous : [{ kind: 'edit-comment', id: first.id, body }, ...superfluous];
};

/** Labels help people to search. Put once; whoever takes one of them off has a reason. */
export const planLabels = ({ pull, artifact, ring }: OwnPull): readonly Action[] => {
  const labels = labelsFor(artifact, ring).map(({ name }) => name);
  return labels.some((label) => pull.labels.includes(label))
    ? []
    : [{ kind: 'add-labels', number: pull.number, labels }];
};

/** The check on the pull request's head. */
export const planRolloutCheck = (own: OwnPull, status: PullStatus): readonly Action[] =>
  putCheck(own.pull.head, own.checks.get(ROLLOUT_CHECK), renderRolloutCheck(status));

/** What a pull request is about, from itself: how many nodes it moves stands in its title only, so it is read there. */
export const subjectOfPull = ({ pull, artifact, version, ring }: OwnPull): PullSubject => {
  const marker = parseMarker('pull', pull.body);
  const number = marker.ok ? marker.value.batch : undefined;
  const [, of] = / of (\d+) \(/.exec(pull.title) ?? [];
  const [, nodes] = /\(([\d,]+) nodes?\)$/.exec(pull.title) ?? [];
  return {
    artifact,
    version,
    ring,
    batch: number === undefined ? undefined : { number, of: Number(of ?? number) },
    nodes: Number((nodes ?? '0').replaceAll(',', '')),
  };
};
