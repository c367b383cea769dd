import type { Network } from '../network/network.ts';
import type { Judgement } from '../rules/rule.ts';
import { renderRolloutCheck, ROLLOUT_CHECK } from '../text/check-text.ts';
import { hideNames } from '../text/disclosure.ts';
import { labelsFor } from '../text/labels.ts';
import { holdsMarker, parseMarker } from '../text/marker.ts';
import { commentTouched, foreignLabels, foreignMarks, SOMEBODY, voidGrant } from '../text/notices.ts';
import { renderRulesCheck, RULES_CHECK } from '../text/rule-findings.ts';
import type { PullStatus } from '../text/pull-status.ts';
import type { PullSubject } from '../text/pull-title.ts';
import { withoutCounts } from '../text/progress.ts';
import { parseReply } from '../text/reply.ts';
import { isTouched, parseStatus, renderStatus } from '../text/status-comment.ts';
import type { Action, NewEntry } from './action.ts';
import { isVoid } from './judge-front.ts';
import { putCheck } from './plan-checks.ts';
import { rolloutId } from './rollout.ts';
import type { OwnComment, OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';

/** GitHub's budget is for everybody: a comment is edited at most so often, in milliseconds (DESIGN, GitHub is a budget). */
export const EDIT_MS = 15_000;
/** The same where nodes become live one after another and nothing is wrong: a ring that takes long is no news every few seconds. */
const PROGRESS_MS = 120_000;

/** Decisions shown in the comment. */
const TOLD_MOST = 5;

/**
 * Comments that tell a status: one, or more after an answer that lagged behind made us write a second. All others of
 * Cordage's are replies, so where none can be read the first is one that a person edited past recognition.
 */
export const statusComments = (own: OwnPull): readonly OwnComment[] => {
  const readable = own.comments.filter(({ body }) => parseStatus(body).ok);
  return readable.length > 0 ? readable : own.comments.filter(({ body }) => !parseReply(body).ok).slice(0, 1);
};

type Told = {
  readonly actions: readonly Action[];
  readonly lookAgainMs?: number;
  readonly decisions?: readonly NewEntry[];
};

/** Makes the one sticky comment say the status, and takes away any second one. An edit that comes too soon waits its time. */
export const planComment = ({ now, mute }: Pick<Snapshot, 'now' | 'mute'>, own: OwnPull, status: PullStatus): Told => {
  const body = renderStatus(status);
  const [first, ...extra] = statusComments(own);
  const superfluous = extra.map(({ id }): Action => ({ kind: 'delete-comment', id }));
  if (!first && mute.has(own.pull.number)) return { actions: [] };
  if (!first) return { actions: [{ kind: 'create-comment', number: own.pull.number, body }] };
  if (first.body === body) return { actions: superfluous };
  const wait = first.updatedAt + paceOf(first.body, body, status) - now;
  if (wait > 0) return { actions: superfluous, lookAgainMs: wait };
  const decisions = isTouched(first.body) ? [noteTouched(own)] : [];
  return { actions: [{ kind: 'edit-comment', id: first.id, body }, ...superfluous], decisions };
};

/** How nodes get on is news when the last of them is there, and when anything but the usual comes up. */
const paceOf = (former: string, next: string, { state }: PullStatus): number => {
  if (state.kind !== 'settling') return EDIT_MS;
  const { syncing, degraded, unknown } = state.whole ?? state.progress;
  if (syncing === 0) return EDIT_MS;
  const isNews = degraded + unknown > 0 || headlineOf(former) !== headlineOf(next);
  return isNews ? EDIT_MS : PROGRESS_MS;
};

const headlineOf = (body: string): string => withoutCounts(body.split('\n', 1)[0] ?? '');

/** Who it was GitHub does not say. */
const noteTouched = (own: OwnPull): NewEntry => ({
  by: SOMEBODY,
  decision: { kind: 'noticed', on: own.pull.number, rollout: rolloutId(own), text: commentTouched(own.pull.number) },
});

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
  putCheck(own.pull.head, own.checks.get(ROLLOUT_CHECK), renderRolloutCheck(status), status.hide);

/** What Corda's rules say of it, on its head. */
export const planRulesCheck = (
  { pull, checks }: Pick<OwnPull, 'pull' | 'checks'>,
  rules: Judgement,
  network: Network,
): readonly Action[] =>
  putCheck(pull.head, checks.get(RULES_CHECK), renderRulesCheck(rules, 'rollout'), hideNames(network));

/** What a pull request is about, from itself: its branch, and the marker in its body for the numbers. */
export const subjectOfPull = ({ pull, artifact, version, ring, batch }: OwnPull): PullSubject => {
  const marker = parseMarker('pull', pull.body);
  const { nodes = 0, batches = batch ?? 1 } = marker.ok ? marker.value : {};
  return { artifact, version, ring, batch: batch === undefined ? undefined : { number: batch, of: batches }, nodes };
};

/** The last decisions that concern a pull request's rollout, newest first, and what somebody tried in vain. */
export const toldOf = (
  { decisions, ownPulls, self, comments, network }: Snapshot,
  own: OwnPull,
): Pick<PullStatus, 'told' | 'notices' | 'pause' | 'hide'> => {
  const id = rolloutId(own);
  // What happens in later parts by rule stands on those; every former comment would be edited with each of them.
  const isNews = (by: string): boolean => own.pull.state === 'open' || by !== self;
  const told = decisions.told.filter(({ rollout, by }) => (rollout === undefined || rollout === id) && isNews(by));
  const labels = labelsFor(own.artifact, own.ring).map(({ name }) => name);
  const marked = comments
    .filter(({ on, body }) => on === own.pull.number && holdsMarker(body))
    .map(({ login }) => login);
  const voids = (decisions.rollouts[id]?.grants ?? []).filter((grant) => isVoid(ownPulls, grant));
  const notices = [
    ...foreignLabels(own.pull.labels, labels),
    ...voids.map((grant) => voidGrant(grant, own.pull.head)),
    ...foreignMarks(marked),
  ];
  const pause = decisions.pause ?? decisions.rollouts[id]?.pause;
  return {
    told: told.slice(-TOLD_MOST).toReversed(),
    notices,
    hide: network && hideNames(network),
    pause: pause && { by: pause.by, network: decisions.pause !== undefined },
  };
};
