import type { Laggard } from '../journal/entry.ts';
import type { Network } from '../network/network.ts';
import type { NodeVerdict } from '../argo/verdict.ts';
import { ownerOf } from '../authority/owner.ts';
import { notLive } from '../text/gate-problems.ts';
import { leftBehind, noneMoved, tellLive, tellLiveAgain, whoLives, whoLivesAgain } from '../text/gate-sentences.ts';
import type { Progress } from '../text/pull-view.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

type Question = {
  readonly ring: string;
  readonly progress: Progress;
  /** How many nodes may be left behind. */
  readonly budget: number;
  readonly mergedAt: number;
  readonly liveWithin: number;
  readonly now: number;
  readonly who: string;
};

/**
 * Whether the nodes that moved are live. When their time is over, as many as the budget allows are left to their owners,
 * so that one dead node does not keep a network from its version. At least one must be live, for where none is nothing is
 * proven; and a node whose Argo CD cannot be seen is nobody's to mend, so it is never left behind (D25).
 */
export const judgeLive = ({ ring, progress, budget, mergedAt, liveWithin, now, who }: Question): GateVerdict => {
  const { nodes, live, unseen } = progress;
  const left = nodes - live;
  if (left === 0) return passGate('live', nodes === 0 ? noneMoved() : undefined);
  const until = mergedAt + liveWithin;
  if (now < until) {
    const what = tellLive(left, nodes);
    return waitOrOverdue({ gate: 'live', what, since: mergedAt, until, now, who: whoLives(ring, who) });
  }
  if (left <= budget && live > 0 && unseen === 0) return passGate('live', leftBehind(left, budget));
  return { kind: 'block', gate: 'live', problem: notLive({ ring, progress, budget, mergedAt, liveWithin, who }) };
};

type Former = {
  readonly ring: string;
  readonly nodes: number;
  /** How many may be unwell. */
  readonly budget: number;
  /** Since when each that is not seen to be well is so; milliseconds. */
  readonly away: readonly number[];
  readonly now: number;
  readonly patience: number;
};

/**
 * Whether a ring that passed is still seen to be well: what nobody can see, and what restarts again and again without ever
 * being called degraded, opens no further ring (D6, D25). Waited for, because most of it passes by itself.
 */
export const judgeStillLive = ({ ring, nodes, budget, away, now, patience }: Former): GateVerdict => {
  if (away.length <= budget) return passGate('live');
  const since = Math.min(...away);
  const what = tellLiveAgain(ring, away.length, nodes);
  return waitOrOverdue({ gate: 'live', what, since, until: since + patience, now, who: whoLivesAgain() });
};

type Fleet = {
  readonly verdicts: ReadonlyMap<string, NodeVerdict>;
  /** Those that moved. */
  readonly nodes: readonly string[];
  readonly network: Pick<Network, 'nodes' | 'policy'>;
  readonly now: number;
  /** Milliseconds that the owner has. */
  readonly quarantine: number;
};

/** The nodes that a ring passes without, by name: whose each is, and until when he has time to bring it back. */
export const laggardsOf = ({ verdicts, nodes, network, now, quarantine }: Fleet): readonly Laggard[] => {
  const late = new Set(nodes.filter((node) => verdicts.get(node)?.kind !== 'live'));
  const owners = new Map(
    network.nodes.filter(({ name }) => late.has(name)).map((node) => [node.name, ownerOf(node, network.policy)]),
  );
  return [...late].toSorted().map((node) => {
    const owner = owners.get(node);
    return { node, ...(owner !== undefined && { owner }), until: now + quarantine };
  });
};
