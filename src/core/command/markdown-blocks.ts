import {
  isBlankFrom,
  isFenceEnd,
  isUnderline,
  NONE,
  openBlock,
  skipSpaces,
  DEEPEST,
  type Container,
  type Leaf,
  type Line,
} from './markdown-open.ts';

/** Text of a comment that Markdown reads as such; code is left out. */
export type Block = {
  readonly kind: 'paragraph' | 'heading' | 'html';
  readonly within: 'nothing' | 'list' | 'quote';
  readonly lines: readonly Line[];
};

/**
 * The structure of blocks in a comment, as GitHub reads it (CommonMark 0.31, sections 4 and 5), in one pass over the lines.
 * It stops where it can no longer be trusted to mean what the author sees: at a code fence that the end of a list item
 * cuts off, and below fifty levels. What follows is then no text for anybody.
 */
export function* readBlocks(body: string): Generator<Block> {
  let containers: readonly Container[] = [];
  let leaf: Leaf = NONE;
  let isBare = false;
  for (const raw of body.split(/\r\n|\n|\r/)) {
    const line = expandTabs(raw);
    // A list item without text ends at a blank line.
    if (isBare && isBlankFrom(line, enter(containers, line).at)) containers = containers.slice(0, -1);
    const entered = enter(containers, line);
    const isInside = entered.count === containers.length;
    if (isInside && (leaf.kind === 'fence' || leaf.kind === 'html')) {
      const ended =
        leaf.kind === 'fence' ? isFenceEnd(leaf.mark, line, entered.at) : leaf.ends.test(line.slice(entered.at));
      if (leaf.kind === 'html') yield htmlBlock(containers, { raw, text: line.slice(entered.at) });
      if (ended) leaf = NONE;
      continue;
    }
    if (leaf.kind === 'fence' && isCutOff(containers, entered.count) && !isBlankFrom(line, entered.at)) return;
    const inParagraph = isInside && leaf.kind === 'paragraph';
    if (inParagraph && isUnderline(line, entered.at)) {
      yield* paragraphOf(containers, leaf);
      leaf = NONE;
      continue;
    }
    const opened = openBlock(line, entered.at, leaf.kind === 'paragraph', inParagraph);
    if (leaf.kind === 'paragraph' && opened.kind === 'text' && opened.containers.length === 0) {
      leaf.lines.push({ raw, text: line.slice(opened.at) });
      continue;
    }
    yield* paragraphOf(containers, leaf);
    containers = [...containers.slice(0, entered.count), ...opened.containers];
    if (containers.length > DEEPEST) return;
    const text = { raw, text: line.slice(opened.at) };
    isBare = opened.containers.at(-1)?.kind === 'item' && isBlankFrom(line, opened.at);
    leaf = opened.kind === 'text' ? { kind: 'paragraph', lines: [text] } : opened.leaf;
    if (opened.kind === 'heading') yield { kind: 'heading', within: placeOf(containers), lines: [text] };
    if (opened.kind === 'html') yield htmlBlock(containers, text);
  }
  yield* paragraphOf(containers, leaf);
}

/** Whether a list item ends here, and not because a quote around it does. */
const isCutOff = (containers: readonly Container[], count: number): boolean =>
  containers[count]?.kind === 'item' && placeOf(containers.slice(0, count)) !== 'quote';

const placeOf = (containers: readonly Container[]): Block['within'] => {
  if (containers.some(({ kind }) => kind === 'quote')) return 'quote';
  return containers.length > 0 ? 'list' : 'nothing';
};

const htmlBlock = (containers: readonly Container[], line: Line): Block => ({
  kind: 'html',
  within: placeOf(containers),
  lines: [line],
});

function* paragraphOf(containers: readonly Container[], leaf: Leaf): Generator<Block> {
  if (leaf.kind === 'paragraph') yield { kind: 'paragraph', within: placeOf(containers), lines: leaf.lines };
}

/** Tab stops are four columns apart; below the first sign that is not white a tab no longer means anything here. */
const expandTabs = (line: string): string => {
  if (!line.includes('\t')) return line;
  let column = 0;
  let done = '';
  for (const piece of line.split(/(\t)/)) {
    const text = piece === '\t' ? ' '.repeat(4 - (column % 4)) : piece;
    done += text;
    column += text.length;
  }
  return done;
};

/** How many of the open containers a line goes on, and where its own text then begins. */
const enter = (containers: readonly Container[], line: string): { readonly count: number; readonly at: number } => {
  let at = 0;
  let count = 0;
  for (const container of containers) {
    const start = skipSpaces(line, at);
    if (container.kind === 'quote') {
      if (start - at > 3 || line[start] !== '>') break;
      at = line[start + 1] === ' ' ? start + 2 : start + 1;
    } else if (start === line.length) at = Math.min(start, at + container.indent);
    else if (start - at >= container.indent) at += container.indent;
    else break;
    count += 1;
  }
  return { count, at };
};
