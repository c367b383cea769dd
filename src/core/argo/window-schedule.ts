/**
 * When a sync window begins: a cron line as Argo CD reads it (robfig/cron v3, five fields, no `@daily`). It differs from other
 * crons: Sunday is 0 and never 7, `5/15` means from 5 on, and days of month and of week are alternatives unless one is a star.
 */
export type Schedule = {
  readonly minutes: readonly boolean[];
  readonly hours: readonly boolean[];
  readonly isDay: (day: Date) => boolean;
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Undefined for one that Argo CD would not take, or that names a time zone of its own (`CRON_TZ=`). */
export const parseSchedule = (text: string): Schedule | undefined => {
  if (text.length > 500) return undefined;
  const [minute, hour, dayOfMonth, month, dayOfWeek, more] = text.trim().split(/\s+/);
  if (dayOfWeek === undefined || more !== undefined) return undefined;
  const minutes = parseField(minute, 0, 59, []);
  const hours = parseField(hour, 0, 23, []);
  const days = parseField(dayOfMonth, 1, 31, []);
  const months = parseField(month, 1, 12, MONTHS);
  const weekdays = parseField(dayOfWeek, 0, 6, WEEKDAYS);
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  const bothDays = days.isStar || weekdays.isStar;
  return {
    minutes: minutes.values,
    hours: hours.values,
    isDay: (day) => {
      if (months.values[day.getUTCMonth() + 1] !== true) return false;
      const isDay = days.values[day.getUTCDate()] === true;
      const isWeekday = weekdays.values[day.getUTCDay()] === true;
      return bothDays ? isDay && isWeekday : isDay || isWeekday;
    },
  };
};

type Field = { readonly values: readonly boolean[]; readonly isStar: boolean };

const parseField = (text = '', low: number, high: number, names: readonly string[]): Field | undefined => {
  const values = Array.from({ length: high + 1 }, () => false);
  let isStar = false;
  for (const part of text.split(',')) {
    const [, from = '', to, by] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d{1,4}))?$/.exec(part) ?? [];
    const step = by === undefined ? 1 : Number(by);
    const isAny = from === '*' || from === '?';
    const first = isAny ? low : parseNumber(from, low, names);
    const last = isAny || (to === undefined && by !== undefined) ? high : parseNumber(to ?? from, low, names);
    if (!(first >= low && first <= last && last <= high && step >= 1)) return undefined;
    isStar ||= isAny && step === 1;
    for (let value = first; value <= last; value += step) values[value] = true;
  }
  return { values, isStar };
};

/** NaN for what is no number; names count from the lowest value on. */
const parseNumber = (text: string, low: number, names: readonly string[]): number => {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + low;
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The first time after another at which a schedule begins, both on a clock without time zone, milliseconds. Undefined when
 * there is none within five years, after which Argo CD gives up as well.
 */
export const nextStart = (schedule: Schedule, after: number): number | undefined => {
  const first = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  const end = first + 5 * 366 * DAY;
  for (let day = Math.floor(first / DAY) * DAY; day <= end; day += DAY) {
    if (!schedule.isDay(new Date(day))) continue;
    const found = nextOfDay(schedule, Math.max(first, day) - day);
    if (found !== undefined) return day + found;
  }
  return undefined;
};

/** Milliseconds after midnight. */
const nextOfDay = ({ hours, minutes }: Schedule, from: number): number | undefined => {
  const begun = Math.floor(from / HOUR);
  for (let hour = hours.indexOf(true, begun); hour >= 0; hour = hours.indexOf(true, hour + 1)) {
    const minute = minutes.indexOf(true, hour === begun ? (from - hour * HOUR) / MINUTE : 0);
    if (minute >= 0) return hour * HOUR + minute * MINUTE;
  }
  return undefined;
};
