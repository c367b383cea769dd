import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SyncWindow } from './application.ts';
import { judgeWindows } from './sync-windows.ts';
import { aWindow, TRADE } from './sync-windows.test-data.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Lines of cron, each with the same in plain words over minutes. */
const SCHEDULES: ReadonlyMap<string, (at: Date) => boolean> = new Map<string, (at: Date) => boolean>([
  ['0 0 * * *', (at) => at.getUTCHours() === 0 && at.getUTCMinutes() === 0],
  ['30 1 * * *', (at) => at.getUTCHours() === 1 && at.getUTCMinutes() === 30],
  ['*/45 * * * *', (at) => at.getUTCMinutes() % 45 === 0],
  ['15 9-16 * * 1-5', (at) => at.getUTCMinutes() === 15 && inHours(at, 9, 16) && inWeek(at)],
  ['0 22 * * SUN', (at) => at.getUTCHours() === 22 && at.getUTCMinutes() === 0 && at.getUTCDay() === 0],
  ['0 18 28-31 * *', (at) => at.getUTCHours() === 18 && at.getUTCMinutes() === 0 && at.getUTCDate() >= 28],
]);
const inHours = (at: Date, from: number, to: number): boolean => at.getUTCHours() >= from && at.getUTCHours() <= to;
const inWeek = (at: Date): boolean => at.getUTCDay() >= 1 && at.getUTCDay() <= 5;

/** Hours that clocks are ahead of UTC, in 2026. */
const ZONES: ReadonlyMap<string, (at: number) => number> = new Map<string, (at: number) => number>([
  ['', () => 0],
  ['Asia/Tokyo', () => 9],
  ['Europe/London', (at) => (at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 1 : 0)],
]);

const windows = fc.array(
  fc
    .record({
      kind: fc.constantFrom<SyncWindow['kind']>('allow', 'deny'),
      schedule: fc.constantFrom(...SCHEDULES.keys()),
      minutes: fc.constantFrom(1, 30, 60, 61, 300, 1440, 3000),
      timeZone: fc.constantFrom(...ZONES.keys()),
      manualSync: fc.boolean(),
    })
    .map(({ minutes, ...window }) => aWindow({ ...window, duration: `${minutes}m` })),
  { minLength: 1, maxLength: 4 },
);

const LONGEST = 3000 * MINUTE;
const known = new Map(Array.from(SCHEDULES.keys(), (schedule) => [schedule, new Map<number, number>()]));

/** The last minute up to this one at which a turn began, found by going back one by one; known, where it was looked for. */
const lastStart = (schedule: string, clock: number): number => {
  let at = clock;
  while (at > clock - LONGEST && known.get(schedule)?.has(at) !== true && !SCHEDULES.get(schedule)?.(new Date(at)))
    at -= MINUTE;
  const start = known.get(schedule)?.get(at) ?? at;
  known.get(schedule)?.set(clock, start);
  return start;
};

/** Whether a minute lies in a turn of the window, on clocks as they are now. */
const isActive = ({ schedule, duration, timeZone }: SyncWindow, at: number): boolean => {
  const clock = at + (ZONES.get(timeZone)?.(at) ?? 0) * 60 * MINUTE;
  return lastStart(schedule, clock) > clock - Number.parseInt(duration, 10) * MINUTE;
};

const answerAt = (all: readonly SyncWindow[], at: number): string => {
  const denies = all.filter((window) => window.kind === 'deny' && isActive(window, at));
  const allows = all.filter(({ kind }) => kind === 'allow');
  const manual = (those: readonly SyncWindow[]) => (those.every(({ manualSync }) => manualSync) ? 'manual' : 'shut');
  if (denies.length > 0) return manual(denies);
  return allows.length === 0 || allows.some((window) => isActive(window, at)) ? 'open' : manual(allows);
};

const told = (all: readonly SyncWindow[], now: number) => {
  const { auto, manual, until } = judgeWindows(all, TRADE, now);
  return { answer: auto && manual ? 'open' : manual ? 'manual' : 'shut', until };
};

test('is what every minute by itself says, and changes at the first that says otherwise', () => {
  const starts = fc.constantFrom(
    Date.UTC(2026, 1, 27),
    Date.UTC(2026, 2, 28),
    Date.UTC(2026, 9, 24),
    Date.UTC(2026, 10, 23),
  );
  fc.assert(
    fc.property(windows, starts, fc.nat(1440), (all, start, minute) => {
      const now = start + minute * MINUTE;
      const { answer, until } = told(all, now);
      expect(answer).toBe(answerAt(all, now));
      const end = Math.min(until ?? now + DAY, now + DAY);
      for (let at = now; at < end; at += MINUTE) expect(answerAt(all, at), new Date(at).toISOString()).toBe(answer);
      // The clocks of 2027 are not known to it.
      const isKnown = until !== undefined && until < Date.UTC(2027, 0, 1);
      expect(isKnown && answerAt(all, until) === answer).toBe(false);
    }),
    { numRuns: 100 },
  );
});
