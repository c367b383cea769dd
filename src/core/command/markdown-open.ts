import { beginHtml, endsBlank } from './html-block.ts';

/** A line as it was written, and what of it belongs to its block: list and quote marks taken away. */
export type Line = { readonly raw: string; readonly text: string };

/** `indent`: how many columns further in the lines of a list item stand than those of what it is in. */
export type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number };

export type Leaf =
  | { readonly kind: 'none' }
  | { readonly kind: 'paragraph'; readonly lines: Line[] }
  | { readonly kind: 'fence'; readonly mark: string }
  | { readonly kind: 'html'; readonly ends: RegExp };

export const NONE: Leaf = { kind: 'none' };

/** Nobody writes so deep, and each level costs a look at every line. */
export const DEEPEST = 50;

export const skipSpaces = (line: string, at: number): number => {
  let end = at;
  while (line[end] === ' ') end += 1;
  return end;
};

/** Whether nothing but spaces stands there; other white space is text to Markdown. */
export const isBlankFrom = (line: string, at: number): boolean => skipSpaces(line, at) === line.length;

const FENCE = /(`{3,})[^`]*$|(~{3,})/y;
const HEADING = /#{1,6}(?: |$)/y;
const BREAK = /(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/y;
const ITEM = /(?:[-+*]|\d{1,9}[.)])(?= |$)/y;

const matchAt = (pattern: RegExp, line: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(line);
};

/** Whether the line makes a heading of the paragraph above it. */
export const isUnderline = (line: string, at: number): boolean => matchAt(/ {0,3}(?:=+|-+) *$/y, line, at) !== null;

/** Whether the line ends the code block that `mark` began: at least as many of its signs, and nothing else. */
export const isFenceEnd = (mark: string, line: string, at: number): boolean => {
  const start = skipSpaces(line, at);
  let end = start;
  while (line[end] === mark[0]) end += 1;
  return start - at <= 3 && end - start >= mark.length && isBlankFrom(line, end);
};

type Opened = { readonly containers: readonly Container[]; readonly at: number } & (
  | { readonly kind: 'text' }
  | { readonly kind: 'heading' | 'html' | 'other'; readonly leaf: Leaf }
);

/**
 * What begins at `from`: any number of quotes and list items, then a block.
 * @param maybeLazy whether a paragraph is open anywhere, which an indented line goes on instead of being code
 * @param inParagraph whether that paragraph is the very thing which `from` is in: not everything interrupts it
 */
export const openBlock = (line: string, from: number, maybeLazy: boolean, inParagraph: boolean): Opened => {
  const containers: Container[] = [];
  let at = from;
  while (containers.length <= DEEPEST) {
    const start = skipSpaces(line, at);
    const interrupts = inParagraph && containers.length === 0;
    if (start === line.length) return { kind: 'other', containers, at, leaf: NONE };
    if (start - at > 3) {
      const goesOn = maybeLazy && containers.length === 0;
      return goesOn ? { kind: 'text', containers, at: start } : { kind: 'other', containers, at, leaf: NONE };
    }
    if (line[start] === '>') {
      containers.push({ kind: 'quote' });
      at = line[start + 1] === ' ' ? start + 2 : start + 1;
      continue;
    }
    const block = openLeaf(line, start, maybeLazy && containers.length === 0);
    if (block) return { ...block, containers, at: start };
    const item = openItem(line, at, start, interrupts);
    if (item === undefined) return { kind: 'text', containers, at: start };
    containers.push({ kind: 'item', indent: item.indent });
    at = item.at;
  }
  return { kind: 'other', containers, at, leaf: NONE };
};

const openLeaf = (
  line: string,
  start: number,
  maybeLazy: boolean,
): { readonly kind: 'heading' | 'html' | 'other'; readonly leaf: Leaf } | undefined => {
  if (matchAt(HEADING, line, start)) return { kind: 'heading', leaf: NONE };
  const fence = matchAt(FENCE, line, start);
  if (fence) return { kind: 'other', leaf: { kind: 'fence', mark: fence[1] ?? fence[2] ?? '' } };
  const ends = beginHtml(line, start, maybeLazy);
  if (ends) {
    const isWhole = !endsBlank(ends) && ends.test(line.slice(start));
    return { kind: 'html', leaf: isWhole ? NONE : { kind: 'html', ends } };
  }
  return matchAt(BREAK, line, start) ? { kind: 'other', leaf: NONE } : undefined;
};

/** A list item; an empty one, or a number other than 1, does not interrupt a paragraph. */
const openItem = (
  line: string,
  at: number,
  start: number,
  interrupts: boolean,
): { readonly indent: number; readonly at: number } | undefined => {
  const mark = matchAt(ITEM, line, start)?.[0];
  if (mark === undefined) return undefined;
  const end = start + mark.length;
  const text = skipSpaces(line, end);
  const isEmpty = text === line.length;
  if (interrupts && (isEmpty || (mark.length > 1 && !/^0*1\D$/.test(mark)))) return undefined;
  const gap = isEmpty || text - end > 4 ? 1 : text - end;
  return { indent: end + gap - at, at: Math.min(line.length, end + gap) };
};
