import type { Command } from '../command/command.ts';
import type { Effect } from '../journal/entry.ts';
import { rolloutId } from '../rollout/rollout.ts';
import { isUnderWay } from '../rollout/rollouts.ts';
import { isBehind, type Course } from '../rollout/course.ts';
import * as say from '../text/request-problems.ts';
import { allowed, does, refuses, type Asked, type Resolved } from './asked.ts';
import { courseAsked, findVoid } from './target.ts';

type Rollout = Extract<Command, { kind: 'rollout' }>;

/** Lets the rollout of this pull request go on up to a ring; on a person's own pull request, adopts it. */
export const resolveRollout = (asked: Asked, command: Rollout): Resolved => {
  if (asked.theirs) return adopt(asked, command);
  if (!asked.own) return refuses(asked.onPull ? say.movesNothing() : say.whichRollout());
  const course = courseAsked(asked);
  if (!course) return refuses(say.rolloutEnded(asked.own.artifact, asked.own.version));
  const stale = findVoid(asked);
  if (stale) return refuses(stale);
  const ring = ringAsked(asked, course, command);
  return ring === undefined ? refuses(say.nothingNext()) : grant(asked, course.id, ring);
};

/** Lets a rollout go on up to a ring, after what else is to be done; whoever says so must have a right to every ring on the way. */
export const grant = (asked: Asked, rollout: string, ring: string, before: readonly Effect[] = []): Resolved => {
  const order = asked.network.rings.map(({ name }) => name);
  const record = asked.decisions.rollouts[rollout];
  const granted = Math.max(-1, ...(record?.grants ?? []).map((one) => order.indexOf(one.ring)));
  const passed = new Set(record?.passed.map((one) => one.ring));
  // Whoever lets it into a ring lets it into all before; those it may enter already need no new word.
  const entered = order
    .slice(0, order.indexOf(ring) + 1)
    .filter((name, at) => (at > granted || name === ring) && !passed.has(name));
  return allowed(
    asked,
    'rollout',
    entered.length > 0 ? entered : [ring],
    does(...before, { kind: 'grant', rollout, ring }),
  );
};

const ringAsked = ({ network, decisions }: Asked, { id, rings }: Course, { to }: Rollout): string | undefined => {
  const order = network.rings.map(({ name }) => name);
  if (to === 'all') return order.at(-1);
  if (to !== 'next') return to.ring;
  const granted = Math.max(-1, ...(decisions.rollouts[id]?.grants ?? []).map((one) => order.indexOf(one.ring)));
  return rings.find((ring, at) => at > granted && !isBehind(ring))?.ring.name;
};

/** Takes over what a person's pull request moves by hand, ring by ring: its nodes, its version, and nothing else. */
const adopt = (asked: Asked, { to }: Rollout): Resolved => {
  const { theirs, network, decisions } = asked;
  const [move, ...others] = theirs?.moves ?? [];
  if (!theirs || !move) return refuses(say.movesNothing());
  if (others.length > 0) {
    return refuses(say.movesSeveral(theirs.moves.map((one) => `${one.artifact} ${one.version}`)));
  }
  const stale = findVoid(asked);
  if (stale) return refuses(stale);
  const { artifact, version, nodes } = move;
  const id = rolloutId({ artifact, version });
  const record = decisions.rollouts[id];
  if (record && isUnderWay(record)) return refuses(say.underWay(id, record.merged.at(-1)?.pull));
  const first = network.rings.find(({ members }) => members.some((node) => nodes.includes(node)))?.name;
  const ring = to === 'all' ? network.rings.at(-1)?.name : to === 'next' ? first : to.ring;
  if (ring === undefined) return refuses(say.nothingNext());
  const { number, head, author } = theirs.pull;
  const start: Effect = {
    kind: 'start',
    rollout: id,
    artifact,
    version,
    origin: { pull: number, head, author },
    nodes: nodes.toSorted(),
  };
  const begun = allowed(asked, 'start', [], does(start));
  return begun.problems.length > 0 ? begun : grant(asked, id, ring, [start]);
};
