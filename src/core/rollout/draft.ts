import type { Decisions } from '../journal/decisions.ts';
import { planMoves, type LeftOut, type LeftReason } from '../network/moves.ts';
import type { Network, Pin, Ring } from '../network/network.ts';
import { batchesOf } from '../network/summary.ts';
import type { Problem } from '../problem.ts';
import { renderBranch } from '../text/branch.ts';
import type { Batch } from '../text/pull-title.ts';
import type { Rollout } from './rollouts.ts';
import { findStayers } from './stay.ts';

/** What a version means for one ring. */
export type RingPlan = {
  readonly ring: Ring;
  readonly moves: readonly Pin[];
  /** Nodes that these moves change, sorted. */
  readonly nodes: readonly string[];
  readonly left: readonly LeftOut[];
  readonly problems: readonly Problem[];
};

/** A ring as the pins and the journal show it. */
export type RingStand = RingPlan & {
  /** Nodes that run the version, sorted. */
  readonly moved: readonly string[];
  /** All that the rollout is for in this ring, in the parts that move together; held nodes keep their place. */
  readonly batches: readonly (readonly string[])[];
  /**
   * `passed`: the journal says so. `idle`: the rollout is for none of its nodes. `held`: nodes are held, and no other
   * moves or has moved. `moved`: nothing is left to move. `moving`: some are.
   */
  readonly state: 'passed' | 'idle' | 'held' | 'moved' | 'moving';
};

/** The part that is next to move. Without moves when problems stand in the way of all of them. */
export type Front = {
  readonly ring: RingStand;
  readonly batch: Batch | undefined;
  readonly branch: string;
  readonly moves: readonly Pin[];
  readonly nodes: readonly string[];
  readonly problems: readonly Problem[];
};

/** A rollout as the network and the journal alone would have it. */
export type Draft = {
  readonly rollout: Rollout;
  readonly rings: readonly RingStand[];
  /** Undefined when every ring has moved, or none takes part. */
  readonly front: Front | undefined;
};

/** When a rollout began: a person asked for it, or its release was published. Milliseconds. */
export const begunAt = ({ rollout: { record, release } }: Draft): number =>
  record?.start?.at ?? release?.publishedAt ?? record?.merged[0]?.at ?? 0;

/**
 * Drafts of the rollouts that some ring takes part in. Where releases queue, the first that has anything to do is the
 * only one of its artifact.
 */
export const draftRollouts = (
  network: Network,
  rollouts: readonly Rollout[],
  decisions: Decisions,
  now: number,
): readonly Draft[] => {
  const busy = new Set<string>();
  return rollouts
    .map((rollout) => draftRollout(network, rollout, decisions, now))
    .filter(({ rollout: { artifact, record }, rings }) => {
      if (record === undefined && !rings.some(takesPart)) return false;
      if (artifact.releases?.during !== 'queue') return true;
      const first = !busy.has(artifact.name) && (record !== undefined || rings.some(({ moves }) => moves.length > 0));
      if (first) busy.add(artifact.name);
      return first;
    });
};

const draftRollout = (network: Network, rollout: Rollout, decisions: Decisions, now: number): Draft => {
  const { artifact, version, record } = rollout;
  const stayers = findStayers(network, rollout, decisions, now);
  const passed = new Set(record?.passed.map(({ ring }) => ring));
  const rings = planRings(network, artifact.name, version, stayers).map((plan): RingStand => {
    const moved = namesOf(plan.left, 'already');
    const batches = batchesOf(plan.ring, [
      ...plan.nodes,
      ...moved,
      ...namesOf(plan.left, 'held'),
      ...namesOf(plan.left, 'shared'),
    ]);
    return { ...plan, moved, batches, state: passed.has(plan.ring.name) ? 'passed' : stateOf(plan, moved) };
  });
  return { rollout, rings, front: findFront(network, rollout, rings, stayers) };
};

const namesOf = (left: readonly LeftOut[], kind: LeftReason['kind']): readonly string[] =>
  left.flatMap(({ node, reason }) => (reason.kind === kind ? [node] : []));

const stateOf = ({ moves, problems, left }: RingPlan, moved: readonly string[]): RingStand['state'] => {
  if (moves.length > 0 || problems.length > 0) return 'moving';
  if (moved.length > 0) return 'moved';
  return left.some(({ reason }) => reason.kind === 'held') ? 'held' : 'idle';
};

/** What moving to a version means ring by ring, for all but those who stay. */
export const planRings = (
  network: Network,
  artifact: string,
  version: string,
  stayers: ReadonlyMap<string, LeftReason> = new Map(),
): readonly RingPlan[] =>
  network.rings.map((ring) => planRing(network, artifact, version, stayers, ring, ring.members));

const planRing = (
  network: Network,
  artifact: string,
  version: string,
  stayers: ReadonlyMap<string, LeftReason>,
  ring: Ring,
  members: readonly string[],
): RingPlan => {
  const nodes = new Set(members.filter((node) => !stayers.has(node)));
  const { moves, left, problems } = planMoves(network, { artifact, version, nodes });
  // A node that stays and has nothing to move by anyway is told for what it runs, not for who holds it.
  const others = new Map(
    planMoves(network, { artifact, version, nodes: new Set(members.filter((node) => stayers.has(node))) }).left.map(
      ({ node, reason }) => [node, reason],
    ),
  );
  const stay = members.flatMap((node): readonly LeftOut[] => {
    const reason = stayers.get(node);
    const own = others.get(node);
    return reason
      ? [{ node, reason: own && own.kind !== 'shared' && reason.kind !== 'other-line' ? own : reason }]
      : [];
  });
  return { ring, moves, nodes: nodesOf(moves, nodes), left: [...left, ...stay], problems };
};

const nodesOf = (moves: readonly Pin[], among: ReadonlySet<string>): readonly string[] =>
  [...new Set(moves.flatMap((pin) => pin.nodes))].filter((node) => among.has(node)).toSorted();

/** A ring takes part when it has something to move, has moved, or would move if a problem were solved. */
export const takesPart = ({ moves, left, problems }: RingPlan): boolean =>
  moves.length > 0 || problems.length > 0 || left.some(({ reason }) => reason.kind === 'already');

/** The first ring that has not moved as a whole; of it the first batch with something to move. */
const findFront = (
  network: Network,
  { artifact, version }: Rollout,
  rings: readonly RingStand[],
  stayers: ReadonlyMap<string, LeftReason>,
): Front | undefined => {
  const ring = rings.find(({ state }) => state === 'moving');
  if (!ring) return undefined;
  const due = new Set(ring.nodes);
  const index = ring.batches.length > 1 ? ring.batches.findIndex((batch) => batch.some((node) => due.has(node))) : -1;
  const members = ring.batches[index];
  const part = members ? planRing(network, artifact.name, version, stayers, ring.ring, members) : ring;
  const batch = members && { number: index + 1, of: ring.batches.length };
  return {
    ring,
    batch,
    branch: renderBranch({ artifact: artifact.name, version, ring: ring.ring.name, batch: batch?.number }),
    moves: part.moves,
    nodes: part.nodes,
    problems: part.problems,
  };
};
