/** Days and moments as people write them in `cordage.yaml`; neither needs a clock. */

const DAY = 86_400_000;

/** Whether `2026-12-31` is in the calendar: 30 February is not. */
export const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** Whether `2026-12-01T18:00Z` is a time of the calendar. `Date.parse` alone would take 30 February for 2 March. */
export const isMoment = (text: string): boolean => isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

/** The last millisecond of a day in UTC, since the epoch. */
export const endOfDay = (day: string): number => Date.parse(`${day}T00:00Z`) + DAY - 1;
