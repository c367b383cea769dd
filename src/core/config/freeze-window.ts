import type { FreezeWindow } from './config.ts';

/** How the times of a freeze are written in `cordage.yaml`. `renderWindow` in `text/freeze-text.ts` writes them again. */

/** As people write them; a place in this list, from 1, is the day's number. */
export const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const DATE = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const DAY = `(?:${DAYS.join('|')})`;

export const WEEKLY = new RegExp(`^${DAY} ${TIME} - ${DAY} ${TIME}$`);
export const DAILY = new RegExp(`^${TIME} - ${TIME}$`);
export const ONCE = new RegExp(`^${DATE} ${TIME} - ${DATE} ${TIME}$`);

/** What is written of a freeze's times: each is of its form, and any of them may be missing. */
export type WrittenWindow = {
  readonly weekly?: string | undefined;
  readonly daily?: string | undefined;
  readonly once?: string | undefined;
};

/** The one window that is written; undefined when it is not exactly one. */
export const parseWindow = ({ weekly, daily, once }: WrittenWindow): FreezeWindow | undefined => {
  const windows = [
    weekly === undefined ? undefined : parseWeekly(weekly),
    daily === undefined ? undefined : parseDaily(daily),
    once === undefined ? undefined : parseOnce(once),
  ].filter((window) => window !== undefined);
  return windows.length === 1 ? windows[0] : undefined;
};

/** Whether both days of a `once` are in the calendar: 30 February is not. */
export const isCalendar = (once: string): boolean =>
  split(once).every((part) => {
    const at = Date.parse(`${part.replace(' ', 'T')}Z`);
    return !Number.isNaN(at) && new Date(at).toISOString().startsWith(part.slice(0, 10));
  });

const parseWeekly = (text: string): FreezeWindow => {
  const [from, to] = split(text);
  return { kind: 'weekly', from: parseDay(from), to: parseDay(to) };
};

const parseDaily = (text: string): FreezeWindow => {
  const [from, to] = split(text);
  return { kind: 'daily', from: parseMinute(from), to: parseMinute(to) };
};

const parseOnce = (text: string): FreezeWindow => {
  const [from, to] = split(text);
  return { kind: 'once', from: from.replace(' ', 'T'), to: to.replace(' ', 'T') };
};

const split = (text: string): readonly [from: string, to: string] => {
  const [from = '', to = ''] = text.split(' - ');
  return [from, to];
};

const parseDay = (text: string): { readonly day: number; readonly minute: number } => {
  const day = DAYS.findIndex((name) => text.startsWith(name)) + 1;
  return { day, minute: parseMinute(text.slice(4)) };
};

/** Minutes after midnight. */
const parseMinute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
