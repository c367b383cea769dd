import * as fc from 'fast-check';

const WORDS = String.raw`
  @alice @acme/ops #12 GH-7 acme/x#3 acme/x@abcdef1 abcdef1234 1234567 a@b.example fixes
  https://github.com/a/b/issues/1 http://x www.evil.example ftp://x/#y mailto:a@b.c javascript:x ://
  <!-- --> < > </details> <details> <img </pre> <pre> </code> src=x>
  * ** _ __ ~~ ~~~ | || \ \| $ $$ & &#64; &lt; [x](https://evil) ![x](https://evil [ ] ]( [^1] [x]: # ## === ---
  - + 1. /rollout > ::: é 日本 a Z 0`.split(/\s+/);

const OTHERS = [
  '`',
  '``',
  '```',
  '````',
  '```sh',
  ' ',
  '  ',
  '    ',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\t',
  '\u2028',
  '\u0000',
  '\u001B[31m',
];
const HIDDEN = [
  '\u202E',
  '\u200B',
  '\uFEFF',
  '\u2066',
  '\u00AD',
  '\uD800',
  '\uDC00',
  '\u{1F600}',
  '\u{E0041}',
  '<!-- cordage:1 {} -->',
];
const PIECES = [WORDS, OTHERS, HIDDEN, OTHERS].flat();

/** Text as an enemy would write it. */
export const hostileText = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''));

/** The HTML elements that we write ourselves around escaped text. */
export const ownTags = /<\/?(?:code|pre)>/g;

export const withoutEntities = (raw: string): string => raw.replaceAll(/&#x[0-9a-f]+;/g, ' ');

/** What is left for Markdown to read: code and entities taken out. */
export const withoutCode = (raw: string): string =>
  withoutEntities(raw.replaceAll(/`[^`]*`|<code>.*?<\/code>/g, ' ').replaceAll(/<pre>.*?<\/pre>/gs, ' '));

/** The text that a reader sees; the gaps that keep names from being linked are invisible. */
export const decodeEntities = (raw: string): string =>
  raw
    .replaceAll(/&#x([0-9a-f]+);/g, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)))
    .replaceAll('\u200B', '');
