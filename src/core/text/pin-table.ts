import type { Pin } from '../network/network.ts';
import { listNames, plural } from './count.ts';
import { cleanText } from './escape.ts';

type ListedPin = Omit<Pin, 'candidate'>;

/** Pins for a terminal, one line each, in the order of files. */
export const renderPins = (pins: readonly ListedPin[]): string => {
  const rows = pins.map(({ artifact, version, file, line, column, format, nodes }) => [
    `${artifact} ${version}`,
    format,
    nodes.length <= 2 ? listNames(nodes) || 'no node' : plural(nodes.length, 'node'),
    `${file}:${line}:${column}`,
  ]);
  return [...alignColumns(rows), plural(pins.length, 'pin'), ''].join('\n');
};

/** Left-aligned columns two blanks apart; what comes from files cannot reach the terminal as a control sequence. */
export const alignColumns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const clean = rows.map((row) => row.map((cell) => cleanText(cell).replaceAll('\n', ' ')));
  const widths = (clean[0] ?? []).map((_, column) => Math.max(...clean.map((row) => row[column]?.length ?? 0)));
  return clean.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};
