/** Made once: making one costs more than a hundred uses of it. */
const COUNT = new Intl.NumberFormat('en-US');
const DECIMAL = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** 2,870: with thousands separators, the same on every machine. */
export const formatCount = (count: number): string => COUNT.format(count);

/** `1 node`, `2,870 nodes`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/**
 * `2026-11-22 14:02 UTC`, from milliseconds since the epoch. Never relative: what we wrote must not age,
 * and a text that changes by itself would be written again on every pass.
 */
export const formatTime = (at: number): string => {
  const date = new Date(at);
  return Number.isNaN(date.getTime())
    ? 'at an unknown time'
    : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `30 min`, `24 h`, `1 h 30 min`, `0.4 s`, from milliseconds; its two largest units, and days from the second on. */
export const formatDuration = (duration: number): string => {
  const units = duration < 2 * 86_400_000 ? UNITS.slice(1) : UNITS;
  const first = units.findIndex(([, size]) => duration >= size);
  if (duration < 10_000 || first < 0) return `${Number((duration / 1000).toFixed(1))} s`;
  let rest = duration;
  const parts: string[] = [];
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${formatCount(count)} ${name}`);
  }
  return parts.join(' ');
};

/** `1.2 MB`, decimal, as GitHub shows sizes of assets. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1000) return plural(bytes, 'byte');
  const [unit, size] = bytes < 1_000_000 ? ['kB', 1000] : ['MB', 1_000_000];
  return `${DECIMAL.format(bytes / size)} ${unit}`;
};

/** Names up to `most` of them, then counts: `a, b and 41 more`. */
export const listNames = (names: readonly string[], most = 5): string => {
  const shown = names.slice(0, most).join(', ');
  const more = names.length - most;
  return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
};
