import type { Share } from '../config/config.ts';
import { shareOf } from '../rollout/progress.ts';
import { illAlike, overBudget } from '../text/gate-problems.ts';
import type { Progress } from '../text/pull-view.ts';
import type { GateVerdict } from './gate.ts';
import { passGate } from './wait.ts';

type Question = {
  readonly ring: string;
  /** How many nodes `maxUnhealthy` is a share of. */
  readonly nodes: number;
  readonly maxUnhealthy: Share;
  /** Undefined while no node has moved. */
  readonly progress: Progress | undefined;
};

/** So many nodes with one illness are no accident, once they are a tenth of those that have come to an end. */
const ALIKE_LEAST = 3;
const ALIKE_SHARE = 0.1;

/**
 * Whether not more nodes of a ring are unwell than it may have: degraded, or not live although their time is over. Within
 * the budget trouble is a node's own and left to its owner; trouble that many nodes have alike is the version's, and stops
 * the ring at once.
 */
export const judgeBudget = ({ ring, nodes, maxUnhealthy, progress }: Question): GateVerdict => {
  const budget = shareOf(maxUnhealthy, nodes);
  if (!progress) return passGate('budget');
  const { degraded, late, alike, live } = progress;
  if (degraded + late > budget) return { kind: 'block', gate: 'budget', problem: overBudget(ring, progress, budget) };
  return alike >= ALIKE_LEAST && alike >= ALIKE_SHARE * (live + degraded)
    ? { kind: 'block', gate: 'budget', problem: illAlike(ring, progress, budget) }
    : passGate('budget');
};
