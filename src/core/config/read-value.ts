export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] => [value ?? []].flat() as readonly T[];

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `30m`. */
export const readDuration = (text: string): number => Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? 0);
