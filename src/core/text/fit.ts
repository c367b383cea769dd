/**
 * GitHub's limits, in characters unless said otherwise. Texts are measured in UTF-16 code units, of which a character
 * has one or two: what fits by our count fits by theirs.
 */
export const LIMITS = {
  pullTitle: 255,
  body: 65_536,
  checkTitle: 255,
  checkSummary: 65_535,
  annotations: 50,
  annotationTitle: 255,
  /** GitHub allows 64 KB here; this many characters are safe in any script. */
  annotationMessage: 16_000,
  labelName: 50,
  labelDescription: 100,
} as const;

const ELLIPSIS = '…';

/** The text, or its beginning with `…`, never longer than the limit and never ending in half a character. */
export const cutText = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  if (limit < 1) return '';
  return text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '') + ELLIPSIS;
};

/** As many items as fit, one a line, then a last line about the rest; at the least that last line, whatever the limit. */
export const fitLines = (items: readonly string[], limit: number, rest: (left: number) => string): string => {
  const whole = items.join('\n');
  if (whole.length <= limit) return whole;
  const lines: string[] = [];
  let length = rest(items.length).length;
  for (const item of items) {
    length += item.length + 1;
    if (length > limit) break;
    lines.push(item);
  }
  return [...lines, rest(items.length - lines.length)].join('\n');
};

/**
 * A part of a text that can be shorter: `render(limit)` keeps to the limit where it can, and says where the rest is.
 * What is worth least is shortened first.
 */
export type Section = { readonly worth: number; readonly render: (limit: number) => string };

/** A section that is never cut. */
export const whole = (text: string): Section => ({ worth: Infinity, render: () => text });

const SEPARATOR = '\n\n';

/** Joins the sections, shortening them in order of worth until all and the end fit; the end (a marker) is kept whole. */
export const fitSections = (sections: readonly Section[], end: string, limit: number = LIMITS.body): string => {
  const texts = sections.map((section) => section.render(Infinity));
  const join = (): string => [...texts, end].filter((text) => text !== '').join(SEPARATOR);
  const cheapestFirst = [...sections.keys()].toSorted((a, b) => (sections[a]?.worth ?? 0) - (sections[b]?.worth ?? 0));
  for (const index of cheapestFirst) {
    const over = join().length - limit;
    if (over <= 0) break;
    texts[index] = sections[index]?.render(Math.max(0, (texts[index] ?? '').length - over)) ?? '';
  }
  const text = join();
  if (text.length <= limit) return text;
  // Only names and addresses of absurd length lead here; a broken layout is better than a refused write.
  const room = Math.max(0, limit - end.length - SEPARATOR.length);
  return cutText(text.slice(0, text.length - end.length).trimEnd(), room) + SEPARATOR + end;
};
