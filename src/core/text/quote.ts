import { cleanText, escapeCode, escapeText, inlineCode } from './escape.ts';
import { cutText } from './fit.ts';

/** GitHub takes 125,000 characters of release notes; more than this never fits a body anyhow. */
const LONGEST_NOTES = 200_000;
const LONGEST_LINE = 1000;

const CUT = '> …';
const FENCE = /^ {0,12}(`{3,}(?!.*`)|~{3,})/;
const HEADING = /^ {0,3}#{1,6} +(.+)$/;
const BULLET = /^( *)(?:[-*+]|(\d{1,9})[.)]) +(.*)$/;

/** Where the reader of the notes is: in a code block (and what ends it), or in a list (and how deep). */
type State = { readonly fence: string; readonly depth: number };

/**
 * Release notes as a block quote that cannot act: headings, lists, bold and code stay readable; links and images become
 * text with their address; mentions, references, HTML and hidden characters lose their power. At most `limit` characters;
 * what was left out leaves `> …` at the end. Empty when there is nothing to quote or no room for it.
 */
export const quoteNotes = (markdown: string, limit: number): string => {
  const notes = dropComments(cleanText(markdown.slice(0, LONGEST_NOTES)))
    .replace(/\n\s*\n/g, '\n\n')
    .trim();
  if (notes === '') return '';
  const lines = quoteLines(notes.split('\n'));
  const whole = lines.join('\n');
  return whole.length <= limit ? whole : cutQuote(lines, limit);
};

const quoteLines = (source: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  let state: State = { fence: '', depth: 0 };
  for (const text of source) {
    const line = cutText(text.trimEnd(), LONGEST_LINE);
    const next = move(state, line);
    if (state.fence === '' && next.fence !== '') lines.push('> <pre>');
    else if (state.fence !== '' && next.fence === '') lines.push('> </pre>', '>');
    else if (state.fence !== '') lines.push(`> ${escapeCode(line)}`.trimEnd());
    else lines.push(`> ${quoteLine(line, next.depth)}`.trimEnd());
    state = next;
  }
  if (state.fence !== '') lines.push('> </pre>');
  return lines;
};

const move = ({ fence, depth }: State, line: string): State => {
  const mark = FENCE.exec(line)?.[1];
  if (fence !== '') return { fence: mark?.startsWith(fence) && line.trim() === mark ? '' : fence, depth: 0 };
  if (mark) return { fence: mark, depth: 0 };
  const indent = BULLET.exec(line)?.[1]?.length;
  if (indent === undefined) return { fence, depth: line === '' ? depth : 0 };
  return { fence, depth: Math.min(depth + 1, 3, Math.floor(indent / 2) + 1) };
};

const quoteLine = (line: string, depth: number): string => {
  const heading = HEADING.exec(line)?.[1];
  if (heading !== undefined) return bold(heading);
  const [, , number, item] = BULLET.exec(line) ?? [];
  if (item === undefined) return quoteText(line.trim());
  return `${'   '.repeat(depth - 1)}${number === undefined ? '-' : `${number}.`} ${quoteText(item.trim())}`;
};

/** Code, image, link and bold, in the simple forms that notes are written in; all else is text. */
const SPAN =
  /(?<!`)(`{1,3})(?!`)(?<code>[^`]+)\1(?!`)|!\[(?<image>[^[\]]*)\]\((?<source>[^()\s]*)(?:\s[^()]*)?\)|\[(?<text>[^[\]]+)\]\((?<address>[^()\s]+)(?:\s[^()]*)?\)|\*\*(?<strong>[^*\s][^*]*)\*\*/g;

const quoteText = (line: string): string => {
  const parts: string[] = [];
  let end = 0;
  for (const match of line.matchAll(SPAN)) {
    const before = line.slice(end, match.index);
    if (before !== '') parts.push(escapeText(before, parts.length === 0));
    parts.push(renderSpan(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < line.length) parts.push(escapeText(line.slice(end), parts.length === 0));
  return parts.join('');
};

const renderSpan = (groups: Readonly<Record<string, string | undefined>>): string => {
  const { code, image, source, text, address, strong } = groups;
  if (code !== undefined) return inlineCode(code, LONGEST_LINE);
  if (strong !== undefined) return bold(strong);
  if (image !== undefined) return `image ${inlineCode(image || (source ?? ''), LONGEST_LINE)}`;
  const shown = text ?? '';
  const target = inlineCode(address ?? '', LONGEST_LINE);
  return shown === address ? target : `${escapeText(shown)} (${target})`;
};

const bold = (text: string): string => `**${escapeText(text.replaceAll('**', '').trim())}**`;

/** Comments are templates and notes to the author: GitHub does not show them, so neither do we. An open one goes to the end. */
const dropComments = (text: string): string => {
  const [first = '', ...rest] = text.split('<!--');
  return first + rest.map((part) => part.split('-->').slice(1).join('-->')).join('');
};

const cutQuote = (lines: readonly string[], limit: number): string => {
  const kept: string[] = [];
  let room = limit - CUT.length - '> </pre>\n'.length;
  let inCode = false;
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) break;
    kept.push(line);
    if (line === '> <pre>') inCode = true;
    if (line === '> </pre>') inCode = false;
  }
  const end = inCode ? ['> </pre>', CUT] : [CUT];
  return limit < CUT.length ? '' : [...kept, ...end].join('\n');
};
