/** Lines around a change that git needs to find its place. */
const CONTEXT = 3;

/** Lines from `from` up to, not with, `to`, before and after. */
type Region = {
  readonly before: readonly [from: number, to: number];
  readonly after: readonly [from: number, to: number];
};

/**
 * The difference of two texts of one file, as `git apply` takes it. Made for edits that replace within lines, so lines are
 * compared by their number, in time proportional to the text; where an edit changed the number of lines, all lines from
 * the first that differs to the last are one change. Line ends, byte order mark and a missing last line end are kept.
 */
export const renderDiff = (path: string, before: string, after: string): string => {
  const [old, now] = [cutLines(before), cutLines(after)];
  const regions = old.length === now.length ? compareInStep(old, now) : compareEnds(old, now);
  const hunks = groupRegions(regions).map((group) => renderHunk(old, now, group));
  const [a, b] = [quotePath(`a/${path}`), quotePath(`b/${path}`)];
  // After a name with blanks a tab ends it, as git and GNU diff have it.
  const end = /^[^"].* /.test(a) ? '\t' : '';
  return `diff --git ${a} ${b}\n--- ${a}${end}\n+++ ${b}${end}\n${hunks.join('')}`;
};

/** Lines with their ends, so that a line without one differs. */
const cutLines = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const compareInStep = (old: readonly string[], now: readonly string[]): readonly Region[] => {
  const regions: Region[] = [];
  for (let from = 0; from < old.length; from += 1) {
    let to = from;
    while (to < old.length && old[to] !== now[to]) to += 1;
    if (to === from) continue;
    regions.push({ before: [from, to], after: [from, to] });
    from = to;
  }
  return regions;
};

const compareEnds = (old: readonly string[], now: readonly string[]): readonly Region[] => {
  const shorter = Math.min(old.length, now.length);
  let from = 0;
  while (from < shorter && old[from] === now[from]) from += 1;
  let same = 0;
  while (same < shorter - from && old.at(-1 - same) === now.at(-1 - same)) same += 1;
  return [{ before: [from, old.length - same], after: [from, now.length - same] }];
};

/** Changes whose surroundings touch stand in one hunk. */
const groupRegions = (regions: readonly Region[]): readonly (readonly [Region, ...Region[]])[] => {
  const groups: [Region, ...Region[]][] = [];
  for (const region of regions) {
    const last = groups.at(-1);
    const end = last?.at(-1)?.before[1];
    if (last && end !== undefined && region.before[0] - end <= 2 * CONTEXT) last.push(region);
    else groups.push([region]);
  }
  return groups;
};

const renderHunk = (
  old: readonly string[],
  now: readonly string[],
  regions: readonly [Region, ...Region[]],
): string => {
  const [first] = regions;
  const last = regions.at(-1) ?? first;
  const lead = Math.min(CONTEXT, first.before[0]);
  const trail = Math.min(CONTEXT, old.length - last.before[1]);
  const body: string[] = [];
  let at = first.before[0] - lead;
  for (const { before, after } of regions) {
    body.push(mark(' ', old.slice(at, before[0])), mark('-', old.slice(...before)), mark('+', now.slice(...after)));
    at = before[1];
  }
  body.push(mark(' ', old.slice(at, at + trail)));
  const span = (start: number, end: number): string => {
    const count = end + trail - start + lead;
    return `${start - lead + Math.min(1, count)},${count}`;
  };
  return `@@ -${span(first.before[0], last.before[1])} +${span(first.after[0], last.after[1])} @@\n${body.join('')}`;
};

const mark = (sign: string, lines: readonly string[]): string =>
  lines
    .map((line) => (line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`))
    .join('');

/** A name as git writes it (core.quotePath): in quotes, bytes beyond ASCII in octal, when it is not plain. */
const quotePath = (path: string): string => {
  if (/^[ !#-[\]-~]*$/.test(path)) return path;
  const bytes = [...new TextEncoder().encode(path)].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${bytes.join('')}"`;
};
