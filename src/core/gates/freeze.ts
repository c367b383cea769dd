import type { Freeze } from '../config/config.ts';
import { endlessFreeze, renderLift, renderThaw } from '../text/freeze-text.ts';
import { readClock, windowAfter, type Interval } from './freeze-windows.ts';
import type { GateVerdict } from './gate.ts';

/** Milliseconds. Weekly windows that leave no time open within this, changes of clocks among it or not, are a mistake. */
const LOOK_AHEAD = 60 * 86_400_000;

type Question = { readonly freezes: readonly Freeze[]; readonly ring: string; readonly now: number };

/**
 * Whether a ring may move now, as far as freezes go. A wait ends when all windows that follow each other without a gap have
 * ended. Windows that leave no time open are a block, for waiting would not help.
 */
export const judgeFreeze = ({ freezes, ring, now }: Question): GateVerdict => {
  const mine = freezesOf(freezes, ring);
  const frozen = findFrozen(mine, now);
  if (!frozen) return { kind: 'pass', gate: 'freeze' };
  const { freeze, window } = frozen;
  const until = findOpening(mine, now);
  if (until === Number.POSITIVE_INFINITY)
    return { kind: 'block', gate: 'freeze', problem: endlessFreeze(ring, mine, LOOK_AHEAD) };
  return {
    kind: 'wait',
    gate: 'freeze',
    what: renderThaw(freeze, until, readClock(until, freeze.zone), until > window.end),
    since: window.start,
    until,
    who: renderLift(),
  };
};

/**
 * When a frozen ring is open again, in milliseconds: no freeze has it then, nor before. Undefined when it is open now;
 * infinity when 60 days, counted from the end of the last dated freeze on the way, have no open time in them.
 */
export const frozenUntil = (freezes: readonly Freeze[], ring: string, now: number): number | undefined => {
  const until = findOpening(freezesOf(freezes, ring), now);
  return until === now ? undefined : until;
};

const freezesOf = (freezes: readonly Freeze[], ring: string): readonly Freeze[] =>
  freezes.filter(({ rings }) => rings === undefined || rings.includes(ring));

/** Of the freezes that hold now, the one that does so longest. */
const findFrozen = (
  freezes: readonly Freeze[],
  now: number,
): { readonly freeze: Freeze; readonly window: Interval } | undefined =>
  freezes
    .flatMap((freeze) => {
      const window = windowAfter(freeze, now);
      return window && window.start <= now ? [{ freeze, window }] : [];
    })
    .toSorted((one, other) => other.window.end - one.window.end)[0];

/** The first open instant from `now` on. Every window on the way is worked out once. */
const findOpening = (freezes: readonly Freeze[], now: number): number => {
  const ahead = freezes.map((freeze) => ({ freeze, window: windowAfter(freeze, now) }));
  let [open, limit] = [now, now + LOOK_AHEAD];
  while (open <= limit) {
    const next = ahead.find(({ window }) => window !== undefined && window.start <= open);
    if (!next?.window) return open;
    open = Math.max(open, next.window.end);
    if (next.freeze.window.kind === 'once') limit = Math.max(limit, open + LOOK_AHEAD);
    next.window = windowAfter(next.freeze, next.window.end);
  }
  return Number.POSITIVE_INFINITY;
};
