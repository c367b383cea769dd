import type { Share } from '../config/config.ts';
import { shareOf } from '../rollout/progress.ts';
import { overBudget } from '../text/gate-problems.ts';
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

/** Whether not more nodes of a ring are unwell than it may have: degraded, or not live although their time is over. */
export const judgeBudget = ({ ring, nodes, maxUnhealthy, progress }: Question): GateVerdict => {
  const budget = shareOf(maxUnhealthy, nodes);
  if (!progress || progress.degraded + progress.late <= budget) return passGate('budget');
  return { kind: 'block', gate: 'budget', problem: overBudget(ring, progress, budget) };
};
