import { RULES } from '../rules/table.ts';
import type { Command, Vocabulary } from '../command/command.ts';
import { parseComment } from '../command/parse-comment.ts';
import { OVERRIDABLE } from '../gates/judge.ts';
import { compileGlob } from '../config/glob.ts';
import type { Decisions } from '../journal/decisions.ts';
import type { Answer, Decision } from '../journal/entry.ts';
import { fold } from '../journal/fold.ts';
import type { Network } from '../network/network.ts';
import { rollbacksInOne } from '../text/request-problems.ts';
import type { Action, NewEntry } from '../rollout/action.ts';
import type { Course } from '../rollout/course.ts';
import type { SeenComment, Snapshot } from '../rollout/snapshot.ts';
import { NOTHING, type Step } from '../rollout/step.ts';
import type { Asked } from './asked.ts';
import { resolveCommand } from './resolve.ts';

/** Comments carried out in one pass; a flood of them must not keep the rollouts waiting. */
const MOST = 50;

export const vocabularyOf = (network: Network): Vocabulary => ({
  rings: network.rings.map(({ name }) => name),
  artifacts: network.artifacts.map(({ name }) => name),
  overridable: [...OVERRIDABLE, ...RULES.map(({ id }) => id)],
});

/**
 * Comments that may hold commands and are not in the journal yet, oldest first. A bot's never count, and an edited one
 * neither: who reads it later could not tell what was said when (D18, D19, D22).
 */
export const openRequests = (
  comments: readonly SeenComment[],
  decisions: Decisions,
  network: Network,
): readonly SeenComment[] => {
  const done = new Set(decisions.requests.map(({ comment }) => comment));
  const vocabulary = vocabularyOf(network);
  return comments
    .filter(({ id, bot, createdAt, updatedAt }) => !done.has(id) && !bot && updatedAt === createdAt)
    .filter(({ body }) => parseComment(body, vocabulary).kind !== 'none')
    .slice(0, MOST);
};

const targetsOf = (targets: readonly string[], { rings }: Network): readonly string[] =>
  targets.flatMap((target) => rings.find(({ name }) => name === target)?.members ?? [target]);

/** The nodes that a comment's commands name: whose they are may decide what its author may do. */
export const nodesNamed = (body: string, network: Network): readonly string[] => {
  const parsed = parseComment(body, vocabularyOf(network));
  if (parsed.kind !== 'request') return [];
  const globs = parsed.commands.flatMap((command) =>
    command.kind === 'hold' || command.kind === 'unhold'
      ? command.nodes
      : command.kind === 'rollback'
        ? targetsOf(command.targets, network)
        : [],
  );
  const matchers = globs.map(compileGlob);
  return network.nodes.map(({ name }) => name).filter((name) => matchers.some((matches) => matches(name)));
};

/**
 * What people asked for since the last pass, each comment once: first the sign that it was seen, then the journal. Later
 * comments are judged as if the earlier ones were carried out. Nothing else is done in such a pass, so that a pause is
 * in force before anything merges.
 */
export const planRequests = (snapshot: Snapshot, network: Network, courses: readonly Course[]): Step => {
  const requests = openRequests(snapshot.comments, snapshot.decisions, network);
  const entries: NewEntry[] = [];
  let decisions = snapshot.decisions;
  for (const comment of requests) {
    const decision = decide(snapshot, network, courses, decisions, comment);
    entries.push({ by: comment.login, decision });
    decisions = fold(decisions, { seq: decisions.seq + 1, at: snapshot.now, by: comment.login, decision });
  }
  const seen = requests.map(({ id }): Action => ({ kind: 'react', comment: id }));
  return { ...NOTHING, actions: seen, decisions: entries };
};

const decide = (
  snapshot: Snapshot,
  network: Network,
  courses: readonly Course[],
  decisions: Decisions,
  comment: SeenComment,
): Decision => {
  const parsed = parseComment(comment.body, vocabularyOf(network));
  const own = snapshot.ownPulls.find(({ pull }) => pull.number === comment.on);
  const theirs = snapshot.personPulls.find(({ pull }) => pull.number === comment.on);
  const asked: Asked = {
    snapshot,
    network,
    courses,
    decisions,
    comment,
    person: snapshot.people.get(comment.login.toLowerCase()),
    own,
    theirs,
    onPull: own !== undefined || theirs !== undefined || comment.onPull,
  };
  const base = { kind: 'request', comment: comment.id, url: comment.url, on: comment.on } as const;
  if (parsed.kind !== 'request') {
    const problems = parsed.kind === 'misunderstood' ? parsed.problems : [];
    const lines = parsed.kind === 'misunderstood' ? parsed.lines : [];
    return { ...base, lines, accepted: false, effects: [], answers: [{ kind: 'problems', problems }] };
  }
  const head = (own ?? theirs)?.pull.head;
  const outcome = resolveAll(asked, parsed.commands);
  return { ...base, ...(head !== undefined && { head }), lines: parsed.lines, ...outcome };
};

/** All or nothing: one command that cannot be carried out keeps the others from it. */
const resolveAll = (
  asked: Asked,
  commands: readonly Command[],
): Pick<Extract<Decision, { kind: 'request' }>, 'accepted' | 'effects' | 'answers'> => {
  const resolved = commands.map((command) => resolveCommand(asked, command));
  const effects = resolved.flatMap((one) => one.effects);
  const rollbacks = effects.filter(({ kind }) => kind === 'rollback').length;
  // The comment's number in the journal names the pull request, so there is one.
  const problems = [...resolved.flatMap((one) => one.problems), ...(rollbacks > 1 ? [rollbacksInOne()] : [])];
  if (problems.length > 0) return { accepted: false, effects: [], answers: [{ kind: 'problems', problems }] };
  const given = resolved.flatMap((one) => one.answers);
  // On Cordage's own pull request the status comment follows; anywhere else the person must be told.
  const told: readonly Answer[] = effects.length > 0 && !asked.own ? [{ kind: 'done' }] : [];
  return { accepted: true, effects, answers: [...told, ...given] };
};
