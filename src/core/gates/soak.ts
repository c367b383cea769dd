import type { NodeVerdict } from '../argo/verdict.ts';
import { tellSoak, tellUnsoaked, whoSoaks } from '../text/gate-sentences.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

/** Milliseconds: a soak that has not begun looks no less ahead, lest its text change with every look. */
const STEP = 3_600_000;

type Question = {
  readonly verdicts: ReadonlyMap<string, NodeVerdict>;
  /** Names of those that moved; of one without a verdict nothing is known. */
  readonly nodes: readonly string[];
  /** How many of them need not be live. */
  readonly budget: number;
  /** Milliseconds. */
  readonly soak: number;
  readonly now: number;
};

/**
 * Whether a ring has been live for its soak: all its nodes but the budget at once, and at least one. Each node's clock
 * starts anew when it degrades, and the ring counts from the moment at which enough of them were live.
 */
export const judgeSoak = ({ verdicts, nodes, budget, soak, now }: Question): GateVerdict => {
  const known = nodes.flatMap((node) => verdicts.get(node) ?? []);
  const live = known
    .filter(({ kind }) => kind === 'live')
    .map(({ since }) => since)
    .toSorted((a, b) => a - b);
  const since = live[Math.max(1, nodes.length - budget) - 1];
  if (since !== undefined) {
    const until = since + soak;
    return now < until
      ? waitOrOverdue({ gate: 'soak', what: tellSoak(soak), since, until, now, who: whoSoaks() })
      : passGate('soak');
  }
  const changed = Math.max(0, ...known.map((verdict) => verdict.since));
  const until = endOfStep(changed, Math.max(soak, STEP), now);
  return waitOrOverdue({ gate: 'soak', what: tellUnsoaked(soak), since: changed, until, now, who: whoSoaks() });
};

/** The next of the steps that follow `from`, always ahead. That nodes are not live in time is told by another gate. */
const endOfStep = (from: number, step: number, now: number): number =>
  from + (Math.max(0, Math.floor((now - from) / step)) + 1) * step;
