import { renderProse } from '../text/details.ts';
import { gateOverdue } from '../text/gate-problems.ts';
import type { GateName, GateVerdict } from './gate.ts';

/** `what` and `who` are prose, as in a problem; `pull` is where what is waited for can be seen. Times in milliseconds. */
type Wish = {
  readonly gate: GateName;
  readonly what: string;
  readonly pull?: number | undefined;
  readonly since: number;
  readonly until: number;
  readonly now: number;
  readonly who: string;
};

/**
 * Waits until the deadline; from then on it is a problem that says who can act, for a wait that nobody hears of is how
 * rollouts are forgotten (D8). The one place where a wait is made, so that none is without an end.
 */
export const waitOrOverdue = ({ gate, what, pull, since, until, now, who }: Wish): GateVerdict => {
  const at = pull === undefined ? '' : ` (#${pull})`;
  // The number of a pull request stands outside of the prose: it is ours, and GitHub is to link it.
  return now < until
    ? { kind: 'wait', gate, what: renderProse(what) + at, since, until, who: renderProse(who) }
    : { kind: 'block', gate, problem: gateOverdue({ gate, what: what + at, since, until, who }) };
};

/** Passes; `note` is prose and says why, where that is not plain. */
export const passGate = (gate: GateName, note?: string): GateVerdict =>
  note === undefined ? { kind: 'pass', gate } : { kind: 'pass', gate, note: renderProse(note) };
