/** One physical line: its bytes from `start` to `end`, the next line at `next`, its number from 1. */
export type ManifestLine = {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  readonly number: number;
  readonly blank: boolean;
  /** True where it goes on with the line before. */
  readonly continued: boolean;
};

/** The lines of a manifest, and what Java holds against them: a line that is too long, a last one without an end. */
export type ManifestLines = {
  readonly lines: readonly ManifestLine[];
  /** Number of the first line that Java refuses for its length. */
  readonly tooLong: number | undefined;
  /** Number of the last line where nothing ends it: `java.util.jar` drops it without a word. */
  readonly unended: number | undefined;
};

/** `java.util.jar` reads lines through a buffer of 512 bytes, line end included. */
const LONGEST_LINE = 512;

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;

const findLineEnd = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  return at;
};

/** An attribute whose last continuation is lost is lost as a whole. */
const dropLast = (lines: ManifestLine[]): void => {
  while (lines.at(-1)?.continued) lines.pop();
  lines.pop();
};

/** Splits at LF, CR and CRLF. A space at the start of a line continues the one before, unless that one is blank. */
export const splitManifestLines = (bytes: Uint8Array): ManifestLines => {
  const lines: ManifestLine[] = [];
  let tooLong: number | undefined;
  let afterBlank = true;
  for (let start = 0; start < bytes.length;) {
    const end = findLineEnd(bytes, start);
    const number = lines.length + 1;
    if (end === bytes.length) {
      if (bytes[start] === SPACE && !afterBlank) dropLast(lines);
      return { lines, tooLong, unended: number };
    }
    const next = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
    if (next - start > LONGEST_LINE) tooLong ??= number;
    const blank = end === start;
    lines.push({ start, end, next, number, blank, continued: bytes[start] === SPACE && !afterBlank });
    afterBlank = blank;
    start = next;
  }
  return { lines, tooLong, unended: undefined };
};
