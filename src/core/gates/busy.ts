import { besides, tellOther, whoEndsOther } from '../text/gate-sentences.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

type Question = {
  readonly ring: string;
  /** A rollout that has entered the ring and has not passed it; `trade@1.3.2`. */
  readonly other: { readonly rollout: string; readonly pull: number | undefined; readonly since: number } | undefined;
  readonly concurrent: boolean;
  readonly now: number;
  readonly patience: number;
};

/** Whether the ring is free: what degrades a node could not be told apart while two things move it. */
export const judgeBusy = ({ ring, other, concurrent, now, patience }: Question): GateVerdict => {
  if (!other) return passGate('busy');
  const { rollout, pull, since } = other;
  if (concurrent) return passGate('busy', besides(rollout, ring));
  const what = tellOther(rollout, ring);
  return waitOrOverdue({ gate: 'busy', what, pull, since, until: since + patience, now, who: whoEndsOther() });
};
