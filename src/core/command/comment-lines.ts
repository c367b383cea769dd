import { cleanLine, foldWide } from './clean-line.ts';
import { followHtml, type Nesting } from './html-nesting.ts';
import { readBlocks, type Block } from './markdown-blocks.ts';
import { readSpans } from './markdown-spans.ts';
import { SLASHES } from './table.ts';

const COMMAND = new RegExp(`^(?:${SLASHES.join('|')})(?=\\s|$)`, 'i');

/** Whether a line, cleaned, begins with a word that Cordage answers to. */
export const isCommandLine = (line: string): boolean => COMMAND.test(foldWide(line));

/** A line that begins with a command, cleaned of invisible characters. */
export type CommandLine = {
  readonly text: string;
  /** Whether code, a link or HTML begins in it and ends further down: then nobody can say what of the rest is meant. */
  readonly runsOn: boolean;
};

/**
 * The lines of a comment that its author addresses to Cordage: those that begin with a command in the author's own plain
 * text. Not in quotes, code, HTML, comments or links, however they are nested or left open; where readers could differ,
 * not. Takes time in proportion to the length, whatever stands in it.
 */
export const findCommandLines = (body: string): readonly CommandLine[] => {
  const html = followHtml();
  const found: CommandLine[] = [];
  for (const block of readBlocks(body)) {
    if (block.kind === 'html') for (const { text } of block.lines) html.read(text, block.within === 'nothing');
    else if (block.within !== 'quote') found.push(...readText(block, html));
  }
  return found;
};

/** A link or a footnote may be defined over several lines, and what it says is shown elsewhere or nowhere. */
const DEFINITION = /^\[(?:[^[\]\\]|\\[^])*\]:/;

const readText = (block: Block, html: Nesting): readonly CommandLine[] => {
  const texts = block.lines.map(({ text }) => text);
  const { shown, begunInside } = readSpans(texts);
  const isDefinition = DEFINITION.test(texts.join('\n'));
  return block.lines.flatMap(({ raw }, index) => {
    const text = cleanLine(raw).trimEnd();
    const isPlain = !isDefinition && !begunInside[index] && !html.isInside();
    html.read(shown[index] ?? '', block.within === 'nothing');
    const runsOn = begunInside[index + 1] === true || html.isInside();
    return isPlain && isCommandLine(text) ? [{ text, runsOn }] : [];
  });
};
