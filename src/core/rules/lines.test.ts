import { expect, test } from 'vitest';
import { isFromLine } from './lines.ts';

test.each<[string | undefined, string, boolean | undefined]>([
  ['4.12.0', '4.12', true],
  ['4.12', '4.12', true],
  ['4.12.0-RC01', '4.12', true],
  ['4.12.0-HC01', '4.12', true],
  ['4.11.7', '4.12', false],
  ['4.13.0-RC01', '4.12', true],
  ['4.9.9', '4.12', false],
  ['5.0.0', '4.12', true],
  ['latest', '4.12', undefined],
  [undefined, '4.12', undefined],
])('%s from %s on: %s', (version, line, expected) => {
  expect(isFromLine(version, line)).toBe(expected);
});
