import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFieldReader } from '../../src/git/journal-commits.ts';

/** Feeds text to a reader in pieces of a size; tells the records. */
const feed = (text: string, size: number, limit = 1000): readonly (readonly (string | undefined)[])[] => {
  const records: (readonly (string | undefined)[])[] = [];
  const take = createFieldReader(2, limit, (fields) => records.push([...fields]));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
  return records;
};

test('fields are the same wherever the output is cut', () => {
  const field = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll('\0', ''));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(field, field), { maxLength: 6 }),
      fc.integer({ min: 1, max: 30 }),
      (records, size) => {
        expect(
          feed(
            records
              .flat()
              .map((text) => `${text}\0`)
              .join(''),
            size,
          ),
        ).toEqual(records);
      },
    ),
  );
});

test('a field over the limit is left out, and what follows is not', () => {
  for (const size of [1, 7, 1000]) {
    expect(feed(`a\0${'x'.repeat(11)}\0b\0${'y'.repeat(10)}\0`, size, 10)).toEqual([
      ['a', undefined],
      ['b', 'y'.repeat(10)],
    ]);
  }
});

test('a record that is not whole is none', () => {
  expect(feed('a\0b\0c\0d', 3)).toEqual([['a', 'b']]);
});
