import type { HeadCheck } from '../rollout/pull.ts';
import { checksFailed } from '../text/gate-problems.ts';
import { tellChecks, whoChecks } from '../text/gate-sentences.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

/** Milliseconds. A check that says nothing for a day has been forgotten, or its name is wrong. */
const PATIENCE = 24 * 3_600_000;

/** Names of Cordage's own begin so. To wait for one of them would be to wait for oneself (D38). */
const OWN = 'cordage/';

type Question = {
  readonly required: readonly string[];
  readonly checks: readonly HeadCheck[];
  /** When the commit they are about came. */
  readonly since: number;
  readonly now: number;
};

/** Whether every required check has succeeded. Of several of one name the worst counts: they may be of different apps. */
export const judgeChecks = ({ required, checks, since, now }: Question): GateVerdict => {
  const wanted = [...new Set(required)].filter((name) => !name.startsWith(OWN)).toSorted();
  const stateOf = (name: string): HeadCheck['state'] | 'missing' => {
    const states = checks.filter((check) => check.name === name).map(({ state }) => state);
    return (
      states.find((state) => state === 'failure') ??
      states.find((state) => state !== 'success') ??
      states[0] ??
      'missing'
    );
  };
  const { failure, missing = [], pending = [] } = Object.groupBy(wanted, stateOf);
  if (failure) return { kind: 'block', gate: 'checks', problem: checksFailed(failure) };
  if (missing.length + pending.length === 0) return passGate('checks');
  const what = tellChecks(missing, pending);
  return waitOrOverdue({ gate: 'checks', what, since, until: since + PATIENCE, now, who: whoChecks() });
};
