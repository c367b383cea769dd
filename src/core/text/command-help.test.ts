import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findCommandLines } from '../command/comment-lines.ts';
import { ROWS } from '../command/table.ts';
import { renderCommandReference, renderHelp } from './command-help.ts';

test('docs/commands.md is current; npm run generate writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/commands.md'), 'utf8')).toBe(renderCommandReference());
});

test('neither the help nor the page commands anything when it is posted', () => {
  expect(findCommandLines(renderHelp())).toEqual([]);
  expect(findCommandLines(renderCommandReference())).toEqual([]);
  expect(
    renderHelp()
      .split('\n')
      .filter((line) => line.startsWith('/')),
  ).toEqual([]);
});

test('every row of the tables has as many cells as its head, and every command a row', () => {
  for (const text of [renderHelp(), renderCommandReference()]) {
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(ROWS.length + 2);
    expect(new Set(rows.map((line) => line.split(/(?<!\\)\|/).length)).size).toBe(1);
  }
});
