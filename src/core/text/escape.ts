import { cutText } from './fit.ts';

/** Longest text from outside that stands in a sentence or a table cell. */
const LONGEST_INLINE = 300;

/** Characters without ink: formatting and bidirectional controls, fillers, variation selectors, halves of pairs. */
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\u2800]/gu;

const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;

/** Combining marks beyond a few pile up over the lines around them. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** Text from outside without what the eye cannot see; line ends become `\n`, tabs become spaces. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', '    ')
    .replace(CONTROL, '')
    .replace(HIDDEN, '')
    .replace(PILED_MARKS, '$1');

const oneLine = (text: string, limit: number): string =>
  cutText(
    cleanText(text.slice(0, 20 * limit))
      .replace(/\s+/g, ' ')
      .trim(),
    limit,
  );

const entity = (character: string): string => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;

/**
 * GitHub links mentions and references in the text that Markdown has made, so escaping the sign does not help:
 * something must stand between it and the name. Written as an entity, for people who read the source.
 */
const GAP = '&#x200b;';

/** Makes text from outside inert where Markdown is read: no markup, HTML, mention, reference, table cell or math. */
const escapeMarkup = (text: string): string =>
  escapeSigns(text)
    .replace(/(?:@|&#x23;)(?=\S)/g, (sign) => sign + GAP)
    .replace(/\b(gh)-(?=\d)/gi, `$1-${GAP}`)
    .replaceAll('://', ':&#x2f;/')
    .replace(/\bwww\./gi, (host) => host.slice(0, 3) + entity('.'));

const escapeSigns = (text: string): string => text.replace(/[&<>`*_~[\]|\\$#]/g, entity);

/** Makes text from outside inert inside `<pre>`, where Markdown is not read and nothing is linked. */
export const escapeCode = (line: string): string => escapeSigns(line).replaceAll('@', entity);

/** What GitHub would make a link of: addresses, and commit ids, which are 7 to 64 hexadecimal digits. */
const LINKABLE = /(?:\b[a-z][a-z0-9+.-]{0,20}:\/\/|\bwww\.)[^\s<>"`]+|(?<![0-9A-Za-z])[0-9a-f]{7,64}(?![0-9A-Za-z])/gi;

/**
 * Escapes a line of text, or a piece of one; what GitHub would link stands there as code. `starts` is false for a piece
 * that is certainly not at the start of a line, where a dash or a number would make a list.
 */
export const escapeText = (line: string, starts = true): string => {
  let done = '';
  let end = 0;
  for (const match of line.matchAll(LINKABLE)) {
    const found = match[0].replace(/[.,;:!?)\]}'*_]+$/, '');
    done += escapePiece(line.slice(end, match.index), starts && end === 0) + renderCode(found);
    end = match.index + found.length;
  }
  return done + escapePiece(line.slice(end), starts && end === 0);
};

const escapePiece = (text: string, starts: boolean): string =>
  starts ? escapeStart(escapeMarkup(text)) : escapeMarkup(text);

/** Signs that make a list, a rule or a command at the start of a line only. */
const escapeStart = (escaped: string): string => escaped.replace(/^[-+=/:]|(?<=^\d{1,9})[.)](?=\s|$)/, entity);

/** Text from outside for a sentence or a table cell: one line, inert, cut where it is long. */
export const plain = (text: string, limit: number = LONGEST_INLINE): string => escapeText(oneLine(text, limit));

/**
 * Text from outside as code, on one line; it cannot leave the code or the table cell it stands in.
 * What has a sign that backticks do not hold is written as an HTML element with entities.
 */
export const inlineCode = (text: string, limit: number = LONGEST_INLINE): string => {
  const line = oneLine(text, limit);
  return line === '' ? '(empty)' : renderCode(line);
};

const renderCode = (line: string): string => {
  if (line === '') return '';
  if (!/[`|<>&@#\\]/.test(line)) return `\`${line}\``;
  // Inside the element Markdown still looks for addresses to link, mail included; mentions and references it leaves alone.
  const inert = escapeCode(line)
    .replaceAll('://', ':&#x2f;/')
    .replace(/\bwww\./gi, (host) => host.slice(0, 3) + entity('.'));
  return `<code>${inert.replace(/&#x40;(?=\S)/g, (sign) => sign + GAP)}</code>`;
};

const SAFE_URL = /^https?:\/\/[0-9A-Za-z.:[\]-]+(?:\/[0-9A-Za-z._~:/?#@!$&*+,;=%-]*)?$/;

/** A link whose text is ours or escaped here; an address that is not plainly one leaves the text alone. */
export const link = (text: string, url: string): string =>
  url.length <= 1000 && SAFE_URL.test(url) ? `[${plain(text)}](<${url}>)` : plain(text);

/** A row of a table from cells that are safe already. */
export const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
