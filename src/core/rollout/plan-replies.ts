import type { DoneRequest } from '../journal/decisions.ts';
import type { Answer } from '../journal/entry.ts';
import type { Network } from '../network/network.ts';
import { renderHelp } from '../text/command-help.ts';
import { hideAround, hideNames } from '../text/disclosure.ts';
import { renderReply, type ReplyPart } from '../text/reply.ts';
import type { Action } from './action.ts';
import type { Course } from './course.ts';
import { problemOf } from '../text/rule-findings.ts';
import { allTo, judgeMoves } from './judge-change.ts';
import { parseRolloutId } from './rollout.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';
import { ringRows } from './view.ts';

/** How long after a comment it is still answered; milliseconds. After that nobody waits for the words. */
const ANSWER_MS = 24 * 3_600_000;

/**
 * Answers to comments that the journal knows, where a person must be told something, once each. A second answer, after
 * one that a lagging list hid, is taken away again.
 */
export const planReplies = (snapshot: Snapshot, network: Network, courses: readonly Course[]): Step => {
  const { decisions, replies, now, comments, mute } = snapshot;
  const there = new Set(comments.map(({ id }) => id));
  const given = Map.groupBy(replies, ({ comment }) => comment);
  const due = decisions.requests.filter(
    ({ comment, answers, at, on }) =>
      answers.length > 0 && !mute.has(on) && !given.has(comment) && there.has(comment) && now - at < ANSWER_MS,
  );
  const superfluous = [...given.values()].flatMap(([, ...extra]) =>
    extra.map(({ id }): Action => ({ kind: 'delete-comment', id })),
  );
  const told = due.map((request): Action => {
    const parts = request.answers.flatMap((answer) => partsOf(snapshot, network, courses, request, answer));
    const body = hideAround(hideNames(network), renderReply(request.comment, request.lines, parts));
    return { kind: 'create-comment', number: request.on, body };
  });
  return { ...NOTHING, actions: [...told, ...superfluous] };
};

const partsOf = (
  snapshot: Snapshot,
  network: Network,
  courses: readonly Course[],
  request: DoneRequest,
  answer: Answer,
): readonly ReplyPart[] => {
  switch (answer.kind) {
    case 'problems':
      return [{ kind: 'problems', problems: answer.problems }];
    case 'help':
      return [{ kind: 'help', markdown: renderHelp() }];
    case 'plan': {
      const asked = courses.filter(({ id }) => answer.rollout === undefined || id === answer.rollout);
      return asked.map((course) => planOf(snapshot, network, course, answer.ring));
    }
    case 'status':
      return [{ kind: 'status', status: statusOf(snapshot, network, courses) }];
    case 'done': {
      const adopted = adoptedBy(snapshot, network, request);
      const told = snapshot.decisions.told.filter(({ seq }) => seq === request.seq).map(({ text }) => text);
      return adopted ? [adopted] : [{ kind: 'done', done: told }];
    }
  }
};

/** With a ring: of that one only. */
const planOf = (snapshot: Snapshot, network: Network, course: Course, ring: string | undefined): ReplyPart => {
  const { artifact, version } = course.draft.rollout;
  const stands = course.rings.filter((stand) => ring === undefined || stand.ring.name === ring);
  const nodes = stands.flatMap((stand) => stand.nodes);
  return {
    kind: 'plan',
    plan: {
      artifact: artifact.name,
      version,
      rings: ringRows(snapshot, network, course, undefined).filter(({ name }) => ring === undefined || name === ring),
      leftOut: stands.flatMap(({ left }) => left),
      problems: [
        ...stands.flatMap(({ problems }) => problems),
        ...judgeMoves(snapshot, network, artifact, allTo(nodes, version)).findings.map(problemOf),
      ],
    },
  };
};

const statusOf = (
  snapshot: Snapshot,
  network: Network,
  courses: readonly Course[],
): Extract<ReplyPart, { kind: 'status' }>['status'] => {
  const { pause, holds, versionHolds } = snapshot.decisions;
  return {
    network: network.name,
    pause,
    rollouts: courses.map((course) => ({
      ...parseRolloutId(course.id),
      pause: course.record?.pause,
      goal: course.record?.start?.goal,
      rings: ringRows(snapshot, network, course, undefined),
    })),
    holds: holds.filter(({ until }) => until > snapshot.now),
    versionHolds,
  };
};

/** The rollout that began with this comment by taking over a person's pull request. */
const adoptedBy = (
  { decisions, ownPulls }: Snapshot,
  network: Network,
  { seq }: DoneRequest,
): ReplyPart | undefined => {
  const record = Object.values(decisions.rollouts).find(({ start }) => start?.seq === seq && 'pull' in start.origin);
  const nodes = record?.start?.nodes;
  if (!record || !nodes) return undefined;
  const rings = network.rings
    .map(({ name, members }) => ({ ring: name, nodes: members.filter((node) => nodes.includes(node)).length }))
    .filter((one) => one.nodes > 0);
  const [first, ...later] = rings;
  if (!first) return undefined;
  const { artifact, version } = parseRolloutId(record.id);
  const pull = ownPulls.find((own) => own.artifact === artifact && own.version === version && own.ring === first.ring)
    ?.pull.number;
  return { kind: 'adopted', part: { artifact, version, ring: first.ring, nodes: first.nodes, pull, later } };
};
