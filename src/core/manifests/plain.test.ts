import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { isPlainText, readPlain } from './plain.ts';

test.each([
  '1.4.0',
  '4.12.5-zulu',
  'v1.10',
  '1.4.0-rc.1',
  'a',
  'repo:5000/a:1.2',
  'https://a.b/c-1.2.jar',
  '1.2.3.4',
  '12e',
  '_a',
])('%s may stay plain', (text) => expect(isPlainText(text)).toBe(true));

test.each([
  '',
  '1',
  '1.10',
  '4.12',
  '1e3',
  'e0',
  '.',
  '1E+3',
  '.5',
  '5.',
  '+1',
  '-1',
  '0x1',
  '0X1f',
  '0o7',
  '0b1',
  '0123',
  '1_000',
  '.inf',
  '.NaN',
  '12:30',
  '1:20:30.5',
  '2026-11-22',
  '2026-1-2',
  '2026-11-22T10:00:00Z',
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  'N',
  'true',
  'null',
  '~',
  '- a',
  '-',
  '--- ',
  '---',
  '...',
  'a: b',
  'a #b',
  '#a',
  'a,b',
  '[a',
  '{a}',
  '*a',
  '&a',
  '!a',
  '|',
  '>',
  '@a',
  '`a',
  '%a',
  '"a',
  "'a",
  ' a',
  'a ',
  'a:',
  '<<',
  '=',
  'a\tb',
  'ä',
  '?',
  '? a',
])('%j is quoted', (text) => expect(isPlainText(text)).toBe(false));

test.each([
  ['1.10', 'number', '1.1'],
  ['4.12', 'number', '4.12'],
  ['1e3', 'number', '1000'],
  ['0x1F', 'number', '31'],
  ['0123', 'number', '83'],
  ['-012', 'number', '-10'],
  ['08', 'number', '8'],
  ['0b101', 'number', '5'],
  ['0x_', 'number', '0x_'],
  ['1_000', 'number', '1000'],
  ['20261122', 'number', '20261122'],
  ['.inf', 'number', '.inf'],
  ['yes', 'boolean', 'true'],
  ['Off', 'boolean', 'false'],
  ['~', 'null', ''],
  ['', 'null', ''],
  ['1.4.0', 'string', '1.4.0'],
  ['12:30', 'string', '12:30'],
  ['2026-11-22', 'string', '2026-11-22'],
])('%j is read as %s %j', (source, type, value) => expect(readPlain(source)).toEqual({ type, value }));

test('what may stay plain is the same text to every reader, in a list and in a map too', () => {
  const text = fc.oneof(
    fc.stringMatching(/^[0-9a-zA-Z._+:~=/@%-]{1,12}$/),
    fc.stringMatching(/^[0-9]{1,4}[.:_eE-][0-9]{1,2}([.:_eE-][0-9]{1,2})?$/),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('1.1' as const, '1.2' as const), (value, version) => {
      if (!isPlainText(value)) return;
      expect(parse(value, { version })).toBe(value);
      expect(parse(`[${value}, {a: ${value}}]`, { version })).toEqual([value, { a: value }]);
      expect(parse(`a: ${value} # comment`, { version })).toEqual({ a: value });
    }),
    { numRuns: 2000 },
  );
});
