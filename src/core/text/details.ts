import { formatCount } from './count.ts';
import { cleanText, escapeText, inlineCode, plain } from './escape.ts';
import { cutText } from './fit.ts';

/** Longest sentence from a problem that stands in a text. */
const LONGEST_PROSE = 1000;

/** Folded away; what it holds is given what the fold itself leaves of the limit. `summary` is safe already. */
export const foldAway = (summary: string, limit: number, render: (limit: number) => string): string => {
  const [open, close] = [`<details><summary>${summary}</summary>\n\n`, '\n\n</details>'];
  return open + render(limit - open.length - close.length) + close;
};

/** Sentences of problems are plain text with values from outside; what stands between backticks is shown as code. */
export const renderProse = (text: string): string => {
  const line = cutText(cleanText(text).replace(/\s+/g, ' ').trim(), LONGEST_PROSE);
  const pieces = line.split('`');
  if (pieces.length % 2 === 0 || pieces.some((piece, index) => index % 2 === 1 && piece.trim() === '')) {
    return plain(line, LONGEST_PROSE);
  }
  return pieces.map((piece, index) => (index % 2 === 1 ? inlineCode(piece) : escapeText(piece, index === 0))).join('');
};

/** Ends safe words with a full stop, where they have no end yet. */
export const withStop = (words: string): string => (/[.:?]$/.test(words) ? words : `${words}.`);

/** A sentence from safe words: with a capital, where it begins with a letter, and an end. */
export const asSentence = (words: string): string => {
  const text = words.trim();
  return text === '' ? '' : withStop(text.charAt(0).toUpperCase() + text.slice(1));
};

/** Names on one line of a list. */
const NAMES_A_LINE = 10;

/** Nodes by what they do, as lines of a Markdown list: `- from 1.3.2 (12):`, then their names. The heads are safe already. */
export const listNodes = (moves: readonly { readonly node: string; readonly head: string }[]): readonly string[] =>
  [...Map.groupBy(moves, ({ head }) => head)].flatMap(([head, group]) => {
    const names = group.map(({ node }) => inlineCode(node)).toSorted();
    const chunks = Array.from({ length: Math.ceil(names.length / NAMES_A_LINE) }, (_, index) =>
      names.slice(index * NAMES_A_LINE, (index + 1) * NAMES_A_LINE).join(', '),
    );
    return [`- ${head} (${formatCount(names.length)}):`, ...chunks.map((chunk) => `  ${chunk}`)];
  });
