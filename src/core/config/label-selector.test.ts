import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLabelSelector, LABEL_KEY } from './label-selector.ts';

const LONG = 'x'.repeat(63);

describe('a label selector', () => {
  test.each([
    'region=tokyo',
    'region==tokyo',
    'region = tokyo , tier != gold',
    'cordage.io/node',
    '!retired',
    '! retired',
    'tier in (gold,silver)',
    'tier in(gold)',
    'tier notin ( gold , silver ),a=b',
    'in in (in)',
    'in',
    'a=',
    'a!=,b',
    'a in ()',
    'a in (,b)',
    'shard>3,shard < 7',
    `a=${LONG}`,
    `${'p.'.repeat(120)}example/${LONG}=b`,
  ])('%s', (text) => expect(isLabelSelector(text)).toBe(true));

  test.each([
    '',
    ' ',
    ',',
    'a=b,',
    ',a=b',
    'a=b c=d',
    'a=b,,c=d',
    'a in gold',
    'a in (gold',
    'a in gold)',
    'a in ((gold))',
    'a is b',
    'ain (b)',
    'a=b=c',
    'a=!b',
    '!a=b',
    '!',
    '=b',
    'a=-b',
    'a/b/c=d',
    '/a=b',
    'A.example/a=b',
    'a>b',
    `a=${LONG}x`,
    `${LONG}x=a`,
    `a in (${LONG}x)`,
  ])('not "%s"', (text) => expect(isLabelSelector(text)).toBe(false));

  const word = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,8}[A-Za-z0-9])?$/);
  const space = fc.constantFrom('', ' ', '  ');
  const requirement = fc.oneof(
    fc.tuple(word, space, fc.constantFrom('=', '==', '!='), space, word).map((parts) => parts.join('')),
    fc
      .tuple(word, fc.constantFrom('in', 'notin'), space, fc.array(word, { minLength: 1, maxLength: 4 }))
      .map(([key, operator, gap, values]) => `${key} ${operator}${gap}(${values.join(`,${gap}`)})`),
    word,
    word.map((key) => `!${key}`),
  );

  test('is any requirements with commas between, and no more than that', () => {
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 5 }), space, (requirements, gap) => {
        const text = requirements.join(`${gap},${gap}`);
        expect(isLabelSelector(text)).toBe(true);
        expect(isLabelSelector(`${text},`)).toBe(false);
        expect(isLabelSelector(`${text} ${text}`)).toBe(false);
      }),
    );
  });

  test('is judged at once, however hostile', () => {
    for (const text of ['a in ('.repeat(170), `a${' '.repeat(990)}b`, 'a,'.repeat(500), `a in (${' ,'.repeat(490)}`])
      expect(isLabelSelector(text)).toBe(false);
  });
});

test.each([
  ['cordage.io/node', true],
  ['node', true],
  ['a_b.c-d', true],
  [`${'a'.repeat(253)}/b`, true],
  [`${'a'.repeat(254)}/b`, false],
  ['a/', false],
  ['-a', false],
  ['a b', false],
])('%s is a key: %s', (key, is) => expect(LABEL_KEY.test(key)).toBe(is));
