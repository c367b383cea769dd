import type { Pin } from '../network/network.ts';
import { listNames, plural } from './count.ts';
import { cleanText } from './escape.ts';

type ListedPin = Omit<Pin, 'candidate'>;

/** Pins for a terminal, one line each, in the order of files. */
export const renderPins = (pins: readonly ListedPin[]): string => {
  const rows = pins.map(({ artifact, version, file, line, column, format, nodes }) => [
    `${artifact} ${version}`,
    format,
    nodes.length <= 2 ? listNames(nodes) : plural(nodes.length, 'node'),
    `${file}:${line}:${column}`,
  ]);
  return [...alignColumns(rows), plural(pins.length, 'pin'), ''].join('\n');
};

/**
 * Columns two blanks apart, to the left but for those told by number from 0; what comes from files cannot reach the
 * terminal as a control sequence.
 */
export const alignColumns = (
  rows: readonly (readonly string[])[],
  toTheRight: readonly number[] = [],
): readonly string[] => {
  const clean = rows.map((row) => row.map((cell) => cleanText(cell).replaceAll('\n', ' ')));
  const widths: number[] = [];
  for (const row of clean) {
    for (const [column, { length }] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, length);
  }
  return clean.map((row) =>
    row
      .map((cell, column) =>
        toTheRight.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
};
