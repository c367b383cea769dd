import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fillTemplate, hasHole, isVersion, matchTemplate } from './template.ts';

const alphabet = fc.constantFrom('0', '1', '9', 'a', 'Z', '.', '-', '+', '_');
const version = fc.string({ unit: alphabet, minLength: 1, maxLength: 20 }).filter(isVersion);

describe('matchTemplate', () => {
  test.each([
    ['v{version}', 'v1.4.0', '1.4.0'],
    ['{version}', 'v1.4.0', 'v1.4.0'],
    ['v{version}', '1.4.0', undefined],
    ['trade-v{version}', 'trade-v1.4.0', '1.4.0'],
    ['v{version}', 'trade-v1.4.0', undefined],
    ['trade-v{version}', 'trade-v', undefined],
    ['{version}-zulu-openjdk-alpine', '4.12.5-zulu-openjdk-alpine', '4.12.5'],
    ['https://x/v{version}/trade-{version}.jar', 'https://x/v1.4.0/trade-1.4.0.jar', '1.4.0'],
    ['https://x/v{version}/trade-{version}.jar', 'https://x/v1.4.0/trade-1.4.1.jar', undefined],
    ['v{version}', 'v../../etc', undefined],
    ['v{version}', 'v1.4.0\n', undefined],
    ['latest', 'latest', undefined],
  ])('%s against %j', (template, text, expected) => {
    expect(matchTemplate(template, text)).toBe(expected);
  });

  it('gives back what was filled in, for every template with a hole', () => {
    const template = fc
      .array(
        fc.string({ maxLength: 8 }).filter((text) => !/[{}]/.test(text)),
        { minLength: 2, maxLength: 4 },
      )
      .map((parts) => parts.join('{version}'));
    fc.assert(
      fc.property(template, version, (template, version) => {
        expect(hasHole(template)).toBe(true);
        expect(matchTemplate(template, fillTemplate(template, version))).toBe(version);
      }),
    );
  });

  it('never invents: what it finds fills in to the same text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('v{version}', '{version}', 'a-{version}-b', '{version}{version}'),
        fc.string(),
        (template, text) => {
          const found = matchTemplate(template, text);
          expect(found === undefined || fillTemplate(template, found) === text).toBe(true);
        },
      ),
    );
  });
});

test.each([
  ['1.4.0', true],
  ['1.4.0-rc.1+build.5', true],
  ['7', true],
  ['x'.repeat(100), true],
  ['x'.repeat(101), false],
  ['', false],
  ['.1', false],
  ['1.', false],
  ['1..2', false],
  ['1.lock', false],
  ['1/2', false],
  ['1 2', false],
  ['1~2', false],
  ['１.2', false],
])('whether %j can be a version', (text, expected) => {
  expect(isVersion(text)).toBe(expected);
});
