import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Freeze } from '../config/config.ts';
import { DAYS } from '../config/freeze-window.ts';
import { givenFreeze } from './freeze.test-data.ts';
import { frozenUntil, judgeFreeze } from './freeze.ts';

const MINUTE = 60_000;
const DAY = 1440;

/** Zones, each with days on which clocks change there, and one on which they do not. */
const CALENDAR: Readonly<Record<string, readonly string[]>> = {
  'Europe/London': ['2026-03-29', '2026-10-25', '2026-06-15'],
  'America/New_York': ['2026-03-08', '2026-11-01'],
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
  'Asia/Kolkata': ['2026-03-29'],
  'Pacific/Apia': ['2011-12-30', '2021-04-04'],
  'America/Sao_Paulo': ['2018-02-18', '2018-11-04'],
  'America/St_Johns': ['2006-10-29', '2007-03-11'],
  UTC: ['2028-02-29'],
};

/** `change` is the first minute of it after which clocks were set, or its middle. */
type Table = { readonly first: number; readonly clocks: Float64Array; readonly change: number };

/** What clocks in a zone show, minute by minute for ten days on both sides of a day; in minutes, as if it were UTC. */
const readClocks = (zone: string, day: string): Table => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const first = Date.parse(day) / MINUTE - 10 * DAY;
  const shown = (_: unknown, minute: number): number => readMinute(clock.format((first + minute) * MINUTE));
  const clocks = Float64Array.from({ length: 21 * DAY }, shown);
  const change = clocks.findIndex((shown, minute) => minute > 0 && shown - (clocks[minute - 1] ?? 0) !== 1);
  return { first, clocks, change: change < 0 ? 10 * DAY : change };
};

/** `2026-03-29 01:30`, as if it were UTC. */
const readMinute = (clock: string): number => Date.parse(`${clock.replace(' ', 'T')}Z`) / MINUTE;

const PLACES = Object.entries(CALENDAR).flatMap(([zone, days]) =>
  days.map((day) => ({ zone, day, table: readClocks(zone, day) })),
);
const PLACE_NAMES = PLACES.map(({ zone, day }) => `${zone} ${day}`);
const findPlace = (name: string) => PLACES[PLACE_NAMES.indexOf(name)] ?? expect.unreachable(name);

const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY * MINUTE).toISOString().slice(0, 10);

const two = (number: number): string => String(number).padStart(2, '0');
const showTime = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** Every window of a freeze near a day, by what clocks show. */
const listWindows = ({ window }: Freeze, day: string): readonly (readonly [from: number, to: number])[] => {
  if (window.kind === 'once') return [[readMinute(window.from), readMinute(window.to)]];
  return Array.from({ length: 31 }, (_, index) => shiftDay(day, index - 18)).flatMap((date) => {
    const midnight = readMinute(`${date} 00:00`);
    if (window.kind === 'daily')
      return [[midnight + window.from, midnight + window.to + (window.to <= window.from ? DAY : 0)]];
    const { from, to } = window;
    if ((new Date(date).getUTCDay() || 7) !== from.day) return [];
    const length = (to.day - from.day) * DAY + to.minute - from.minute;
    return [[midnight + from.minute, midnight + from.minute + length + (length <= 0 ? 7 * DAY : 0)]];
  });
};

/** For each minute whether it is frozen: from the first that a window names to the last, or to the last that shows its end. */
const freezeMinutes = ({ first, clocks }: Table, freezes: readonly Freeze[], day: string): readonly boolean[] => {
  const frozen = Array.from(clocks, () => false);
  for (const [from, to] of freezes.flatMap((freeze) => listWindows(freeze, day))) {
    // No clock is farther from UTC than a day and a bit.
    const near = clocks.subarray(Math.max(0, from - first - 2 * DAY), Math.max(0, to - first + 2 * DAY));
    const inside = (clock: number): boolean => from <= clock && clock < to;
    const [start, end] = [near.findIndex(inside), Math.max(near.findLastIndex(inside) + 1, near.lastIndexOf(to))];
    const offset = Math.max(0, from - first - 2 * DAY);
    if (start >= 0) frozen.fill(true, offset + start, offset + end);
  }
  return frozen;
};

const weekday = fc.constantFrom(...DAYS);
const anyTime = fc.integer({ min: 0, max: DAY - 1 });

/** @param near minute of the day at which something happens to clocks */
const givenWindow = (day: string, near: number) => {
  const nearTime = fc.integer({ min: -90, max: 90 }).map((minutes) => (near + minutes + DAY) % DAY);
  const time = fc.oneof(nearTime, anyTime).map(showTime);
  return fc.oneof(
    fc.record({ daily: fc.tuple(time, time).map((times) => times.join(' - ')) }),
    fc.record({
      weekly: fc.tuple(weekday, time, weekday, time).map(([from, at, to, end]) => `${from} ${at} - ${to} ${end}`),
    }),
    fc.record({
      once: fc
        .tuple(fc.integer({ min: -3, max: 3 }), time, fc.integer({ min: -3, max: 3 }), time)
        .map(([from, at, to, end]) => [`${shiftDay(day, from)} ${at}`, `${shiftDay(day, to)} ${end}`])
        .filter(([from = '', to = '']) => from < to)
        .map((clocks) => clocks.join(' - ')),
    }),
  );
};

const situation = fc.constantFrom(...PLACE_NAMES).chain((place) => {
  const { zone, day, table } = findPlace(place);
  const near = (table.clocks[table.change] ?? 0) % DAY;
  return fc.record({
    place: fc.constant(place),
    freezes: fc.array(
      givenWindow(day, near).map((written) => givenFreeze(zone, written)),
      { minLength: 1, maxLength: 3 },
    ),
    minute: fc.oneof(
      fc.integer({ min: table.change - 90, max: table.change + 90 }),
      fc.integer({ min: table.change - 2 * DAY, max: table.change + 2 * DAY }),
    ),
  });
});

test('says what a table of every minute says', () => {
  fc.assert(
    fc.property(situation, ({ place, freezes, minute }) => {
      const { day, table } = findPlace(place);
      const frozen = freezeMinutes(table, freezes, day);
      const now = Date.parse(day) + (minute - 10 * DAY) * MINUTE;
      const open = frozen.indexOf(false, minute);
      // Windows that go on beyond the table are the next property's.
      fc.pre(open >= 0 && open < 18 * DAY);
      const until = frozenUntil(freezes, 'all', now);
      expect(until).toBe(open === minute ? undefined : now + (open - minute) * MINUTE);
    }),
    { numRuns: 500 },
  );
});

const anywhere = fc.record({
  freezes: fc.array(
    fc
      .tuple(fc.constantFrom(...Object.keys(CALENDAR)), givenWindow('2026-03-29', 90))
      .map(([zone, written]) => givenFreeze(zone, written)),
    { maxLength: 4 },
  ),
  now: fc.oneof(
    fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
    fc.integer({ min: Date.UTC(2026, 2, 20), max: Date.UTC(2026, 3, 10) }),
  ),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('frozen until it is open, and open then', () => {
  fc.assert(
    fc.property(anywhere, ({ freezes, now, share }) => {
      const until = frozenUntil(freezes, 'all', now) ?? now;
      const verdict = judgeFreeze({ freezes, ring: 'all', now });
      expect(verdict.kind).toBe(until === now ? 'pass' : until === Number.POSITIVE_INFINITY ? 'block' : 'wait');
      if (verdict.kind !== 'wait') return;
      expect(verdict.until).toBe(until);
      expect(verdict.since).toBeLessThanOrEqual(now);
      expect(until).toBeGreaterThan(now);
      expect(frozenUntil(freezes, 'all', until)).toBeUndefined();
      for (const before of [until - 1, Math.floor(now + share * (until - 1 - now))])
        expect(frozenUntil(freezes, 'all', before)).toBe(until);
    }),
    { numRuns: 500 },
  );
});
