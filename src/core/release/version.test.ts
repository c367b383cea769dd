import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareVersions, isComparable, isPrerelease, lineOf } from './version.ts';

const number = fc.nat({ max: 20 });
const prerelease = fc.constantFrom('', '-rc.1', '-rc.2', '-rc.10', '-alpha');
const version = fc
  .tuple(fc.array(number, { minLength: 2, maxLength: 4 }), prerelease)
  .map(([numbers, suffix]) => numbers.join('.') + suffix);

describe('compareVersions', () => {
  test.each([
    ['1.3.2', '1.4.0', -1],
    ['1.4.0', '1.4.0', 0],
    ['4.12', '4.12.0', 0],
    ['v4.12', '4.12', 0],
    ['4.9.8', '4.10', -1],
    ['1.4.0-rc.2', '1.4.0-rc.10', -1],
    ['1.4.0-rc.1', '1.4.0', -1],
    ['1.4.0+1', '1.4.0+2', 0],
    ['1.4.0.1', '1.4.0', 1],
    ['1.4.0.9', '1.4.0.10', -1],
    ['1.4.0.1-rc.1', '1.4.0.1', -1],
  ])('%s with %s', (a, b, expected) => {
    expect(Math.sign(compareVersions(a, b) ?? Number.NaN)).toBe(expected);
  });

  test.each([
    '',
    '7',
    'latest',
    '2024-11-05',
    '1.04.0',
    '1.4.x',
    '1.4.0.0.1',
    '=1.4.0',
    ' 1.4.0',
    '1.4.0\n',
    '99999999999999999.0',
  ])('cannot place %j', (text) => {
    expect(compareVersions(text, '1.4.0')).toBeUndefined();
    expect(compareVersions('1.4.0', text)).toBeUndefined();
    expect(isComparable(text)).toBe(false);
  });

  it('is an order: antisymmetric and transitive', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [ab, ba, bc, ac] = [
          compareVersions(a, b),
          compareVersions(b, a),
          compareVersions(b, c),
          compareVersions(a, c),
        ];
        expect(Math.sign(ab ?? Number.NaN) + Math.sign(ba ?? Number.NaN)).toBe(0);
        const climbs = (ab ?? 1) <= 0 && (bc ?? 1) <= 0;
        expect(!climbs || (ac ?? 1) <= 0).toBe(true);
      }),
    );
  });
});

test.each([
  ['1.3.5', '1.3'],
  ['v4.12', '4.12'],
  ['1.4.0.2-rc.1+7', '1.4'],
  ['latest', undefined],
])('the line of %s', (text, line) => {
  expect(lineOf(text)).toBe(line);
});

test.each([
  ['1.4.0-rc.1', true],
  ['4.12-RC1', true],
  ['1.4.0', false],
  ['1.4.0+rc', false],
  ['nightly-rc', false],
])('whether %s is a prerelease', (text, expected) => {
  expect(isPrerelease(text)).toBe(expected);
});
