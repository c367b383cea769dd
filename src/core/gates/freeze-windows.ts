import { Temporal } from 'temporal-polyfill';
import type { Freeze } from '../config/config.ts';

/** Milliseconds since the epoch; `end` is the first instant that is open again. */
export type Interval = { readonly start: number; readonly end: number };

/**
 * The first window of a freeze that ends after an instant; undefined when there is none. Where clocks are set back, a
 * window begins at the first of the two times that bear its name and ends at the second, so that it is never shorter than
 * written. A time that clocks skip is the moment at which they are set on; a window that lies in the skip whole is none.
 */
export const windowAfter = ({ zone, window }: Freeze, at: number): Interval | undefined => {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  for (const { from, to } of spansAround(window, today)) {
    const end = findEnd(to, zone);
    if (end <= at) continue;
    const start = findStart(from, zone);
    if (start < end) return { start, end };
  }
  return undefined;
};

/** `2026-11-23 07:00`, as clocks in the zone show an instant. */
export const readClock = (at: number, zone: string): string => {
  const clock = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return clock.toString({ smallestUnit: 'minute' }).replace('T', ' ');
};

type Span = { readonly from: Temporal.PlainDateTime; readonly to: Temporal.PlainDateTime };

/**
 * Days or weeks from one to look at. The former one's window may not have ended. The next one's may have begun, where clocks
 * were set back over midnight; and it may be none, where a zone changed sides of the date line and skipped a day.
 */
const NEAR = [-1, 0, 1, 2] as const;

/** The windows around a date as clocks show them, in their order. */
const spansAround = (window: Freeze['window'], today: Temporal.PlainDate): readonly Span[] => {
  switch (window.kind) {
    case 'daily': {
      const days = window.to <= window.from ? 1 : 0;
      return NEAR.map((offset) => {
        const day = today.add({ days: offset });
        return { from: atMinute(day, window.from), to: atMinute(day.add({ days }), window.to) };
      });
    }
    case 'weekly': {
      const { from, to } = window;
      const days = to.day - from.day;
      const length = days < 0 || (days === 0 && to.minute <= from.minute) ? days + 7 : days;
      const monday = today.subtract({ days: today.dayOfWeek - 1 });
      return NEAR.map((week) => {
        const day = monday.add({ days: 7 * week + from.day - 1 });
        return { from: atMinute(day, from.minute), to: atMinute(day.add({ days: length }), to.minute) };
      });
    }
    case 'once':
      return [{ from: Temporal.PlainDateTime.from(window.from), to: Temporal.PlainDateTime.from(window.to) }];
  }
};

const atMinute = (day: Temporal.PlainDate, minute: number): Temporal.PlainDateTime =>
  day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });

const findStart = (clock: Temporal.PlainDateTime, zone: string): number => findInstant(clock, zone, 'earlier');
const findEnd = (clock: Temporal.PlainDateTime, zone: string): number => findInstant(clock, zone, 'later');

/** The instant at which clocks show a time: one of two where they show it twice, the change where they skip it. */
const findInstant = (clock: Temporal.PlainDateTime, zone: string, which: 'earlier' | 'later'): number => {
  const found = clock.toZonedDateTime(zone, { disambiguation: which });
  if (found.toPlainDateTime().equals(clock)) return found.epochMilliseconds;
  // Of a skipped time, Temporal gives the instants by the offsets before and after; the change lies between them.
  const before = clock.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? found).epochMilliseconds;
};
