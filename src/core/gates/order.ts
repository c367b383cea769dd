import { nothingBefore, tellFormer, whoPassesFormer } from '../text/gate-sentences.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

/** A ring before this one; `pull` moved its newest part, `since` is when it began to be waited for. */
type Former = {
  readonly ring: string;
  readonly state: 'passed' | 'nothing-to-do' | 'pending';
  readonly pull: number | undefined;
  readonly since: number;
};

type Question = { readonly formers: readonly Former[]; readonly now: number; readonly patience: number };

/** Whether every ring before this one has passed. One without any node to move lets the next one in by saying so (D4). */
export const judgeOrder = ({ formers, now, patience }: Question): GateVerdict => {
  const former = formers.find(({ state }) => state !== 'passed' && state !== 'nothing-to-do');
  if (former) {
    const { ring, pull, since } = former;
    const until = since + patience;
    return waitOrOverdue({ gate: 'order', what: tellFormer(ring), pull, since, until, now, who: whoPassesFormer() });
  }
  const idle = formers.filter(({ state }) => state === 'nothing-to-do').map(({ ring }) => ring);
  return passGate('order', idle.length > 0 ? nothingBefore(idle) : undefined);
};
