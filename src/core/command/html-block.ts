import { TAG } from './html-tag.ts';

/**
 * The seven ways in which raw HTML begins as a block of its own (CommonMark 0.31, section 4.6), and what ends each:
 * a sign in a line, or a blank line. `alone` marks the one that does not interrupt a paragraph.
 */
type Start = { readonly begins: RegExp; readonly ends: RegExp; readonly alone?: true };

const BLANK = /^ *$/;

const BLOCK_ELEMENTS =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|' +
  'figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|' +
  'noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';

const STARTS: readonly Start[] = [
  { begins: /<(?:script|pre|style|textarea)(?=[ >]|$)/iy, ends: /<\/(?:script|pre|style|textarea)>/i },
  { begins: /<!--/y, ends: /-->/ },
  { begins: /<\?/y, ends: /\?>/ },
  { begins: /<![A-Za-z]/y, ends: />/ },
  { begins: /<!\[CDATA\[/y, ends: /\]\]>/ },
  { begins: new RegExp(`</?(?:${BLOCK_ELEMENTS})(?=[ >]|/>|$)`, 'iy'), ends: BLANK },
  { begins: new RegExp(`${TAG} *$`, 'y'), ends: BLANK, alone: true },
];

/** What will end the HTML block that begins at `at`; undefined where none begins. */
export const beginHtml = (line: string, at: number, inParagraph: boolean): RegExp | undefined => {
  if (line[at] !== '<') return undefined;
  const start = STARTS.find(({ begins, alone }) => {
    begins.lastIndex = at;
    return !(alone && inParagraph) && begins.test(line);
  });
  return start?.ends;
};

/** Whether what ends the block is a blank line, which is then not part of it. */
export const endsBlank = (ends: RegExp): boolean => ends === BLANK;
