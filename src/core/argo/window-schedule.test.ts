import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextStart, parseSchedule } from './window-schedule.ts';

const after = (schedule: string, time: string): string | undefined => {
  const parsed = parseSchedule(schedule);
  const start = parsed && nextStart(parsed, Date.parse(time));
  return start === undefined ? undefined : new Date(start).toISOString().slice(0, 16);
};

test.each([
  ['0 18 28-31 * *', '2026-02-27T00:00Z', '2026-02-28T18:00'],
  ['0 18 28-31 * *', '2026-02-28T18:00Z', '2026-03-28T18:00'],
  ['0 18 28-31 * *', '2028-02-28T18:00Z', '2028-02-29T18:00'],
  ['0 0 29 2 *', '2026-11-23T00:00Z', '2028-02-29T00:00'],
  ['5/15 * * * *', '2026-11-23T10:50:00Z', '2026-11-23T11:05'],
  ['*/20 9-10 * * *', '2026-11-23T09:40:00Z', '2026-11-23T10:00'],
  ['0 22 * * FRI', '2026-11-23T00:00Z', '2026-11-27T22:00'],
  ['0 0 1 Jan-Mar ?', '2026-11-23T00:00Z', '2027-01-01T00:00'],
  ['0 0 13 * 5', '2026-11-23T00:00Z', '2026-11-27T00:00'],
  ['0 0 */1 * 5', '2026-11-23T00:00Z', '2026-11-27T00:00'],
  ['0 0 */2 * 5', '2026-11-23T12:00Z', '2026-11-25T00:00'],
  ['0 0 31 12 *', '2026-12-31T00:00:00Z', '2027-12-31T00:00'],
  ['0 0 * * *', '2026-11-23T23:59:59.999Z', '2026-11-24T00:00'],
  ['0 0 31 2 *', '2026-11-23T00:00Z', undefined],
])('%s after %s: %s', (schedule, time, expected) => expect(after(schedule, time)).toBe(expected));

test.each([
  '',
  '@daily',
  '* * * *',
  '* * * * * *',
  'CRON_TZ=Asia/Tokyo 0 0 * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '* * * * 7',
  '* * L * *',
  '* * * * 1#2',
  '*/0 * * * *',
  '5-1 * * * *',
  '1-2-3 * * * *',
  '1/2/3 * * * *',
  '-1 * * * *',
  '1, * * * *',
  'x * * * *',
  `${'1,'.repeat(400)}1 * * * *`,
])('%j cannot be read', (schedule) => expect(parseSchedule(schedule)).toBeUndefined());

/** A field in one of the ways to write it, and whether a value is meant by it. */
const field = (low: number, high: number) => {
  const value = fc.integer({ min: low, max: high });
  return fc.oneof(
    fc.constant({ text: '*', has: () => true }),
    value.map((one) => ({ text: `${one}`, has: (at: number) => at === one })),
    fc
      .tuple(value, value)
      .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
      .map(([from, to]) => ({ text: `${from}-${to}`, has: (at: number) => at >= from && at <= to })),
    fc
      .uniqueArray(value, { minLength: 1, maxLength: 4 })
      .map((all) => ({ text: all.join(','), has: (at: number) => all.includes(at) })),
    fc.integer({ min: 2, max: 9 }).map((step) => ({ text: `*/${step}`, has: (at: number) => (at - low) % step === 0 })),
  );
};

test('is the first minute that every field means', () => {
  const schedules = fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6));
  const times = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(schedules, times, ([minute, hour, day, month, weekday], time) => {
      const schedule = [minute, hour, day, month, weekday].map(({ text }) => text).join(' ');
      const isMeant = (at: Date): boolean => {
        const days = [day.has(at.getUTCDate()), weekday.has(at.getUTCDay())];
        const isDay = day.text === '*' || weekday.text === '*' ? days.every(Boolean) : days.some(Boolean);
        return isDay && month.has(at.getUTCMonth() + 1) && hour.has(at.getUTCHours()) && minute.has(at.getUTCMinutes());
      };
      const first = Math.floor(time / 60_000) + 1;
      const minutes = Array.from({ length: 5 * 1440 }, (_, index) => (first + index) * 60_000);
      const parsed = parseSchedule(schedule);
      const found = parsed && nextStart(parsed, time);
      const isNear = found !== undefined && found <= (minutes.at(-1) ?? 0);
      expect(isNear ? found : undefined, schedule).toBe(minutes.find((at) => isMeant(new Date(at))));
    }),
    { numRuns: 1000 },
  );
});
