import { Temporal } from 'temporal-polyfill';

/** Whether it is the name of a time zone that is known here; an offset is none to Argo CD. */
export const isZone = (zone: string): boolean => {
  try {
    return /^[A-Za-z]/.test(zone) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone) !== undefined;
  } catch {
    return false;
  }
};

/** What clocks in a zone show more than UTC, and until when they do; milliseconds. */
export type Clock = { readonly offset: number; readonly until: number };
export type Clocks = (zone: string, at: number) => Clock;

/** Clocks that remember: to ask a time zone costs more than all else, and it has two answers a year. */
export const createClocks = (): Clocks => {
  const last = new Map<string, Clock & { readonly from: number }>();
  return (zone, at) => {
    const known = last.get(zone);
    if (known !== undefined && at >= known.from && at < known.until) return known;
    const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const until = time.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    const clock = { offset: time.offsetNanoseconds / 1e6, until, from: at };
    last.set(zone, clock);
    return clock;
  };
};
