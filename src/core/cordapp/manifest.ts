import type { Outcome, Problem } from '../problem.ts';
import { fail, succeed } from '../problem.ts';
import { manifestAttributeTwice, manifestLastLineLost, manifestMalformed } from '../text/cordapp-problems.ts';
import type { ManifestLine } from './manifest-lines.ts';
import { splitManifestLines } from './manifest-lines.ts';

/** Attributes by lower-case name: `java.util.jar` compares names without case, and the last of two wins. */
export type Attributes = ReadonlyMap<string, string>;

/** Bytes of a manifest, from `start` to `end` (exclusive), and to `textEnd` where the blank line after it is left out. */
export type ByteRange = { readonly start: number; readonly textEnd: number; readonly end: number };

/** What the manifest says of one entry. A name may have several sections; their attributes are merged. */
type Section = { readonly attributes: Attributes; readonly ranges: readonly ByteRange[] };

/** A manifest or a signature file, as `java.util.jar.Manifest` reads it. */
export type Manifest = {
  readonly main: Attributes;
  /** Undefined where the text ends within the main section: Java then has no digest of it. */
  readonly mainRange: ByteRange | undefined;
  readonly sections: ReadonlyMap<string, Section>;
  readonly warnings: readonly Problem[];
};

/** The rule of `java.util.jar.Attributes.Name`. */
const ATTRIBUTE = /^[0-9A-Za-z_-]{1,70}$/;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

type Header = { readonly name: string; readonly value: string; readonly line: number };
type Block = { readonly headers: readonly Header[]; readonly range: ByteRange | undefined; readonly line: number };

/** A logical line: the physical one and its continuations, joined as bytes, for a character may be cut in two. */
const joinLine = (bytes: Uint8Array, lines: readonly ManifestLine[]): Uint8Array => {
  const [first, ...rest] = lines.map(({ start, end }) => bytes.subarray(start, end));
  if (first === undefined || rest.length === 0) return first ?? new Uint8Array();
  const parts = [first, ...rest.map((part) => part.subarray(1))];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Undefined where Java would throw: no colon, no space after it, a name it does not allow. */
const parseHeader = (bytes: Uint8Array, lines: readonly ManifestLine[]): Header | undefined => {
  const line = lines[0];
  if (line === undefined) return undefined;
  const whole = joinLine(bytes, lines);
  const colon = whole.indexOf(0x3a);
  if (colon < 1 || colon + 1 >= line.end - line.start || whole[colon + 1] !== 0x20) return undefined;
  const name = utf8.decode(whole.subarray(0, colon));
  return ATTRIBUTE.test(name) ? { name, value: utf8.decode(whole.subarray(colon + 2)), line: line.number } : undefined;
};

/** The lines from `from` up to the blank line that ends their section, or the number of the line that is malformed. */
const parseBlock = (
  bytes: Uint8Array,
  lines: readonly ManifestLine[],
  from: number,
  whole: boolean,
): Block | number => {
  const headers: Header[] = [];
  let at = from;
  while (at < lines.length && !lines[at]?.blank) {
    let next = at + 1;
    while (lines[next]?.continued) next += 1;
    const header = parseHeader(bytes, lines.slice(at, next));
    if (header === undefined) return lines[at]?.number ?? 1;
    headers.push(header);
    at = next;
  }
  const start = lines[from];
  const last = lines[at - 1];
  const line = start?.number ?? 1;
  if (start === undefined || (at === lines.length && !whole)) return { headers, range: undefined, line };
  const textEnd = at > from ? (last?.next ?? start.next) : start.start;
  return { headers, range: { start: start.start, textEnd, end: lines[at]?.next ?? textEnd }, line };
};

const blockLength = (lines: readonly ManifestLine[], from: number): number => {
  let at = from;
  while (at < lines.length && !lines[at]?.blank) at += 1;
  return at - from + 1;
};

const toAttributes = (headers: readonly Header[]): Map<string, string> =>
  new Map(headers.map(({ name, value }) => [name.toLowerCase(), value]));

/** A hostile manifest repeats itself a million times; a person reads of the first few. */
const MOST_REPEATED = 10;

const findRepeated = (headers: readonly Header[], file: string): readonly Problem[] => {
  const last = new Map<string, Header>();
  const repeated = new Set<string>();
  for (const header of headers) {
    const key = header.name.toLowerCase();
    if (last.has(key) && repeated.size < MOST_REPEATED) repeated.add(key);
    last.set(key, header);
  }
  return [...repeated].flatMap((key) => {
    const header = last.get(key);
    return header ? [manifestAttributeTwice(file, header.line, header.name, header.value)] : [];
  });
};

/**
 * Reads a manifest (`file` names it in problems) as the node's Java does: sections after blank lines, continuation lines,
 * LF, CR or CRLF, names without case, UTF-8. What makes Java throw is a problem. Takes time in proportion to its bytes.
 */
export const parseManifest = (bytes: Uint8Array, file: string): Outcome<Manifest> => {
  const { lines, tooLong, unended } = splitManifestLines(bytes);
  if (tooLong !== undefined) return fail(manifestMalformed(file, tooLong, 'long'));
  const main = parseBlock(bytes, lines, 0, unended === undefined);
  if (typeof main === 'number') return fail(manifestMalformed(file, main, 'header'));
  const sections = new Map<string, { attributes: Map<string, string>; ranges: ByteRange[] }>();
  for (let at = blockLength(lines, 0); at < lines.length; at += blockLength(lines, at)) {
    if (lines[at]?.blank) continue;
    const block = parseBlock(bytes, lines, at, unended === undefined);
    if (typeof block === 'number') return fail(manifestMalformed(file, block, 'header'));
    const [name, ...headers] = block.headers;
    if (name?.name.toLowerCase() !== 'name') return fail(manifestMalformed(file, block.line, 'section'));
    const section = sections.get(name.value) ?? { attributes: new Map<string, string>(), ranges: [] };
    for (const [key, value] of toAttributes(headers)) section.attributes.set(key, value);
    if (block.range) section.ranges.push(block.range);
    sections.set(name.value, section);
  }
  const warnings = findRepeated(main.headers, file);
  return succeed({
    main: toAttributes(main.headers),
    mainRange: main.range,
    sections,
    warnings: unended === undefined ? warnings : [...warnings, manifestLastLineLost(file, unended)],
  });
};
