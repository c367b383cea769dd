/** Milliseconds of each unit that Go writes; micro has two signs. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

const PART = /(\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(ns|us|µs|μs|ms|s|m|h)/gy;

/** The longest that Go's 64 bits of nanoseconds hold. */
const LONGEST = 9_223_372_036_854;

/** Whole milliseconds of a duration as Go's `time.ParseDuration` reads it: `1h30m`, `1.5h`, `-10s`; undefined for anything else. */
export const parseGoDuration = (text: string): number | undefined => {
  const sign = text.startsWith('-') ? -1 : 1;
  const rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  if (rest === '' || rest.length > 200) return undefined;
  let end = 0;
  let sum = 0;
  for (const [part, amount, unit = ''] of rest.matchAll(PART)) {
    sum += Number(amount) * (UNITS.get(unit) ?? Number.NaN);
    end += part.length;
  }
  return end === rest.length && sum <= LONGEST ? sign * Math.round(sum) : undefined;
};
