const BOM = '\uFEFF';

export type Position = { readonly line: number; readonly column: number };

/** Turns UTF-16 offsets into lines and columns, both from 1, as editors count them: a byte order mark takes no column. */
export const locateIn = (text: string): ((offset: number) => Position) => {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= findLineStarts(text);
    const line = countUpTo(starts, offset);
    const shift = line === 1 && text.startsWith(BOM) ? 1 : 0;
    return { line, column: Math.max(1, offset - (starts[line - 1] ?? 0) + 1 - shift) };
  };
};

const findLineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** How many of the ascending numbers are not above the limit. */
export const countUpTo = (numbers: readonly number[], limit: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
};
