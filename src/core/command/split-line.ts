import { foldWide } from './clean-line.ts';

/** Keyboards and mail programs put these where somebody typed a straight one. */
const QUOTE = /["\u201C-\u201F\u00AB\u00BB\u301D-\u301F\uFF02]/g;

/** A command line, cleaned, in its parts. */
export type Parts = {
  readonly words: readonly string[];
  /** Between the first two quotes, white space as single spaces; undefined without quotes. */
  readonly reason: string | undefined;
  /** What is wrong with the quotes: one that none closes, or something behind the second. */
  readonly fault: 'open' | 'after' | undefined;
};

/** Splits a line at white space and quotes. */
export const splitLine = (line: string): Parts => {
  const [before = '', reason, after, ...more] = line.split(QUOTE);
  const words = foldWide(before).split(/\s+/).filter(Boolean);
  const told = reason?.replace(/\s+/g, ' ').trim();
  if (told === undefined) return { words, reason: undefined, fault: undefined };
  if (after === undefined) return { words, reason: told, fault: 'open' };
  return { words, reason: told, fault: after.trim() === '' && more.length === 0 ? undefined : 'after' };
};
