import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { asSentence, renderProse } from './details.ts';
import { hostileText, ownTags, withoutCode } from './hostile.test-data.ts';

test.each([
  ['write `/rollout retry`, or push it', 'write `/rollout retry`, or push it'],
  ['`a` and `b|c`', '`a` and <code>b&#x7c;c</code>'],
  ['one ` only', 'one &#x60; only'],
  ['nothing `` inside', 'nothing &#x60;&#x60; inside'],
  ['/rollout all', '&#x2f;rollout all'],
  ['ask @alice', 'ask @&#x200b;alice'],
])('%j', (text, prose) => {
  expect(renderProse(text)).toBe(prose);
});

test.each([
  ['', ''],
  ['look at it', 'Look at it.'],
  ['Did you mean "early"?', 'Did you mean "early"?'],
  ['`/rollout` goes on', '`/rollout` goes on.'],
])('%j as a sentence', (words, sentence) => {
  expect(asSentence(words)).toBe(sentence);
});

test('whatever comes from outside is inert, code or not', () => {
  const text = fc.array(fc.oneof(hostileText, fc.constant('`')), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (text) => {
      const prose = renderProse(text);
      expect(prose).not.toMatch(/@\w|\n|\||^[/>+=-]|^\d+[.)]\s/u);
      expect(prose.replaceAll(ownTags, '')).not.toMatch(/[<>]/);
      expect(withoutCode(prose)).not.toMatch(/[[\]\\$~_*#]|:\/\/|(?<!\w)www\.|\bgh-\d/i);
    }),
    { numRuns: 2000 },
  );
});
