import { ApiFault } from './api-fault.ts';
import type { Timings } from './timings.ts';

/** How well a reflector sees its server. */
export type Condition = {
  readonly state: 'reading' | 'watched' | 'away';
  /** Why it is away. */
  readonly why: string | undefined;
  /** Node's word for it, for the log; may change while the reason does not. */
  readonly code: string | undefined;
  /** By the clock that was given; undefined: never. */
  readonly heardAt: number | undefined;
};

/** Keeps book of it. `onChange` is called when the state or the reason is another, and not when it was heard of. */
export const createCondition = (
  now: () => number,
  { patience, away }: Timings,
  onChange: (condition: Condition) => void,
) => {
  let condition: Condition = { state: 'reading', why: undefined, code: undefined, heardAt: undefined };
  // The given clock may stand still or be turned, as the sandbox's is: patience is real time.
  let heardSince = performance.now();
  let failingSince: number | undefined;
  const become = (state: Condition['state'], why?: string, code?: string): void => {
    if (condition.state === state && condition.why === why) return;
    condition = { ...condition, state, why, code };
    onChange(condition);
  };
  const check = (): void => {
    const left = heardSince + away - performance.now();
    if (left <= 0 && condition.state !== 'away') become('away', new ApiFault({ kind: 'silent' }).message);
    timer = setTimeout(check, left > 0 ? left : away);
  };
  let timer = setTimeout(check, away);
  return {
    get: (): Condition => condition,
    heard: (): void => {
      heardSince = performance.now();
      condition = { ...condition, heardAt: now() };
    },
    /** A first list is enough to begin with. One that was away must take a watch, too, or it would come and go with each list. */
    listed: (): void => {
      if (condition.state === 'reading') become('watched');
    },
    /** It took a watch. */
    reached: (): void => {
      failingSince = undefined;
      become('watched');
    },
    /** A server that was there is given some time, unless waiting is no help. */
    failed: ({ trouble, message, code }: ApiFault): void => {
      failingSince ??= performance.now();
      const mayPass = PASSING.has(trouble.kind) && performance.now() - failingSince < patience;
      if (condition.state !== 'watched' || !mayPass) become('away', message, code);
    },
    stop: (): void => clearTimeout(timer),
  };
};

/** A restart, a rollout, a moment of load. */
const PASSING: ReadonlySet<ApiFault['trouble']['kind']> = new Set(['unreachable', 'silent', 'busy', 'failing']);
