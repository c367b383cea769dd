import type { Override } from '../journal/decisions.ts';
import { overriddenBy } from '../text/gate-sentences.ts';
import type { GateName, GateVerdict } from './gate.ts';
import { passGate } from './wait.ts';

/**
 * Gates that `/override` passes over. Not the pause, which is resumed, nor the grant, which is given, nor what GitHub
 * would refuse anyway.
 */
export const OVERRIDABLE = [
  'approvals',
  'checks',
  'freeze',
  'live',
  'soak',
  'budget',
  'order',
  'busy',
] as const satisfies readonly GateName[];

const overridable: ReadonlySet<string> = new Set(OVERRIDABLE);

/** @param overrides those for the ring that is judged, oldest first */
export const applyOverrides = (
  verdicts: readonly GateVerdict[],
  overrides: readonly Override[],
): readonly GateVerdict[] =>
  verdicts.map((verdict) => {
    if (verdict.kind === 'pass' || !overridable.has(verdict.gate)) return verdict;
    const override = overrides.findLast(({ subject }) => subject === verdict.gate);
    return override ? passGate(verdict.gate, overriddenBy(override.by, override.at, override.reason)) : verdict;
  });

/** The first that does not pass, in their order. */
export const firstObstacle = (verdicts: readonly GateVerdict[]): Exclude<GateVerdict, { kind: 'pass' }> | undefined =>
  verdicts.find((verdict) => verdict.kind !== 'pass');

/** Whether every gate is open. Where none was judged, none is (D4). */
export const allPass = (verdicts: readonly GateVerdict[]): boolean =>
  verdicts.length > 0 && firstObstacle(verdicts) === undefined;
