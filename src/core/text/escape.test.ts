import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cleanText, inlineCode, link, plain } from './escape.ts';
import { decodeEntities, ownTags, hostileText, withoutCode } from './hostile.test-data.ts';

test.each([
  ['Trade Contract', 'Trade Contract'],
  ['ping @alice and @acme/operators', 'ping @&#x200b;alice and @&#x200b;acme/operators'],
  ['fixes #12', 'fixes &#x23;&#x200b;12'],
  ['closes GH-7, acme/other#3', 'closes GH-&#x200b;7, acme/other&#x23;&#x200b;3'],
  ['see https://github.com/acme/x/issues/5.', 'see `https://github.com/acme/x/issues/5`.'],
  ['www.example.com', '`www.example.com`'],
  ['https://x.example/#a', '<code>https:&#x2f;/x.example/&#x23;a</code>'],
  ['at a5c3785ed8d6a35868bc169f07e40e889087fd2e', 'at `a5c3785ed8d6a35868bc169f07e40e889087fd2e`'],
  ['<!-- cordage:1 {} -->', '&#x3c;!-- cordage:1 {} --&#x3e;'],
  ['</details><img src=x>', '&#x3c;/details&#x3e;&#x3c;img src=x&#x3e;'],
  ['[safe](https://evil)', '&#x5b;safe&#x5d;(`https://evil`)'],
  ['a | b', 'a &#x7c; b'],
  ['/rollout all', '&#x2f;rollout all'],
  ['- item', '&#x2d; item'],
  ['12) item', '12&#x29; item'],
  ['1.4.0', '1.4.0'],
  ['a\u202Eb\u200Bc\uFEFF\u0000d', 'abcd'],
  ['two\nlines\r\n\tand a tab', 'two lines and a tab'],
  ['z\u0301\u0301\u0301\u0301\u0301\u0301', 'z\u0301\u0301\u0301'],
  ['$x$ `y` ~~z~~', '&#x24;x&#x24; &#x60;y&#x60; &#x7e;&#x7e;z&#x7e;&#x7e;'],
])('plain %j', (text, expected) => {
  expect(plain(text)).toBe(expected);
});

test.each([
  ['party-0042', '`party-0042`'],
  ['CN=Acme, O=Acme, C=GB', '`CN=Acme, O=Acme, C=GB`'],
  ['a`b', '<code>a&#x60;b</code>'],
  ['a|b', '<code>a&#x7c;b</code>'],
  ['a@b.c', '<code>a&#x40;&#x200b;b.c</code>'],
  ['</code>@x', '<code>&#x3c;/code&#x3e;&#x40;&#x200b;x</code>'],
  [' \u200B\n ', '(empty)'],
])('inlineCode %j', (text, expected) => {
  expect(inlineCode(text)).toBe(expected);
});

test('a link shows its own text and goes to plain addresses only', () => {
  expect(link('v1.4.0', 'https://github.com/acme/x/releases/tag/v1.4.0')).toBe(
    '[v1.4.0](<https://github.com/acme/x/releases/tag/v1.4.0>)',
  );
  expect(link('a](x)', 'https://host/b')).toBe('[a&#x5d;(x)](<https://host/b>)');
  expect(link('v1', 'javascript:alert(1)')).toBe('v1');
  expect(link('v1', 'https://host/a> <b')).toBe('v1');
});

describe('whatever comes from outside', () => {
  const either = fc.tuple(hostileText, fc.constantFrom(plain, inlineCode));

  it('cannot mention, refer, link, use HTML or leave its table cell', () => {
    fc.assert(
      fc.property(either, ([text, render]) => {
        const raw = render(text);
        expect(raw).not.toMatch(/@\w|\n|\||^[/>+=-]|^\d+[.)]\s/u);
        expect(raw.replaceAll(/<code>.*?<\/code>/g, '')).not.toMatch(/&#x23;\d/);
        expect(raw.replaceAll(ownTags, '')).not.toMatch(/[<>]/);
        expect(withoutCode(raw)).not.toMatch(/[[\]\\$~_*#]|:\/\/|(?<!\w)www\.|\bgh-\d/i);
        expect(withoutCode(raw)).not.toMatch(/(?<![0-9a-z])[0-9a-f]{7,64}(?![0-9a-z])/i);
      }),
      { numRuns: 3000 },
    );
  });

  it('still says what it said, as far as it can be seen', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const seen = decodeEntities(plain(text, Infinity).replaceAll(/<\/?code>|`/g, ''));
        expect(seen).toBe(cleanText(text).replace(/\s+/g, ' ').trim());
      }),
      { numRuns: 3000 },
    );
  });
});
