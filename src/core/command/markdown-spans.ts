import { TAG } from './html-tag.ts';

/** What a paragraph leaves to be read. */
export type Reading = {
  /** Without code, line for line. */
  readonly shown: readonly string[];
  /** Whether the line begins inside of code, of a tag or a comment, or of a link. */
  readonly begunInside: readonly boolean[];
};

/** A piece of a paragraph that is not its plain text: `from` is its first character, `to` the first after it. */
type Span = { readonly from: number; readonly to: number; readonly isCode: boolean };

/** Finds what stands across the lines of a paragraph: code, HTML and links (CommonMark 0.31, section 6). */
export const readSpans = (lines: readonly string[]): Reading => {
  const text = lines.join('\n');
  const spans = findSpans(text);
  return { shown: blankCode(text, spans).split('\n'), begunInside: findBegunInside(lines, spans) };
};

const blankCode = (text: string, spans: readonly Span[]): string => {
  let done = '';
  let end = 0;
  for (const { from, to, isCode } of spans) {
    if (!isCode) continue;
    done += text.slice(end, from) + text.slice(from, to).replace(/[^\n]/g, ' ');
    end = to;
  }
  return done + text.slice(end);
};

const findBegunInside = (lines: readonly string[], spans: readonly Span[]): readonly boolean[] => {
  const steps = new Map<number, number>();
  const step = (at: number, by: number): unknown => steps.set(at, (steps.get(at) ?? 0) + by);
  for (const { from, to } of spans) {
    step(from + 1, 1);
    step(to, -1);
  }
  let depth = 0;
  let at = 0;
  return lines.map((line) => {
    depth += steps.get(at) ?? 0;
    const isInside = depth > 0;
    for (let next = at + 1; next <= at + line.length; next += 1) depth += steps.get(next) ?? 0;
    at += line.length + 1;
    return isInside;
  });
};

const AUTOLINK = /<(?:[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)>/y;
const WHOLE_TAG = new RegExp(TAG, 'y');
const LINK_END = /\]\(\s*(?:(?:<[^<>\n]*>|[^\s<()][^\s()]*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*)?\)/y;

/** HTML that is no tag; one that does not end is plain text. */
const RAW: readonly (readonly [start: RegExp, end: string])[] = [
  [/<!--/y, '-->'],
  [/<\?/y, '?>'],
  [/<!\[CDATA\[/y, ']]>'],
  [/<![A-Za-z]/y, '>'],
];

const endOf = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

/** In one pass: the first to begin wins, and code and HTML win over links. */
const findSpans = (text: string): readonly Span[] => {
  const spans: Span[] = [];
  const brackets: number[] = [];
  const closeCode = indexBackticks(text);
  const find = searchOnce(text);
  const endHtml = (at: number): number | undefined => {
    const [, end] = RAW.find(([start]) => endOf(start, text, at) !== undefined) ?? [];
    if (end === undefined) return endOf(WHOLE_TAG, text, at) ?? endOf(AUTOLINK, text, at);
    const found = find(end, at + 2);
    return found < 0 ? undefined : found + end.length;
  };
  for (let at = 0; at < text.length;) {
    const sign = text[at];
    const run = sign === '`' ? countBackticks(text, at) : 1;
    if (sign === '[') brackets.push(at);
    let from = at;
    let to: number | undefined;
    if (sign === '`') to = closeCode(at, run);
    else if (sign === '<') to = endHtml(at);
    else if (sign === ']') {
      from = brackets.pop() ?? at;
      to = from < at ? endOf(LINK_END, text, at) : undefined;
    }
    if (to !== undefined) spans.push({ from, to, isCode: sign === '`' });
    at = to ?? at + (sign === '\\' ? 2 : run);
  }
  return spans;
};

const countBackticks = (text: string, at: number): number => {
  let end = at;
  while (text[end] === '`') end += 1;
  return end - at;
};

/** Where the code ends that a run of backticks begins: after the next run that is as long. Asked from left to right. */
const indexBackticks = (text: string): ((at: number, length: number) => number | undefined) => {
  const byLength = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const starts = byLength.get(run.length);
    if (starts) starts.push(index);
    else byLength.set(run.length, [index]);
  }
  for (const starts of byLength.values()) starts.reverse();
  return (at, length) => {
    const starts = byLength.get(length) ?? [];
    while ((starts.at(-1) ?? Infinity) <= at) starts.pop();
    const close = starts.at(-1);
    return close === undefined ? undefined : close + length;
  };
};

/** What was not found once is not there further on either. */
const searchOnce = (text: string): ((end: string, from: number) => number) => {
  const missing = new Set<string>();
  return (end, from) => {
    const at = missing.has(end) ? -1 : text.indexOf(end, from);
    if (at < 0) missing.add(end);
    return at;
  };
};
