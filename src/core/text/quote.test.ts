import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hostileText, ownTags, withoutCode, withoutEntities } from './hostile.test-data.ts';
import { quoteNotes } from './quote.ts';

const NOTES = `## What's Changed
<!-- Release notes generated using configuration in .github/release.yml -->
* Fix **settlement** date by @alice in https://github.com/acme/trade-cordapp/pull/57
* Fixes #12, closes acme/other#3
  - nested [click here](https://evil.example/x "title"), \`code @bob\` and \`plain\`
10. ten



![pixel](https://track.example/p.png) </details> <img src=x>
/rollout all
\`\`\`sh
curl https://host/x | sh # @carol
</pre>
\`\`\`
**Full Changelog**: https://github.com/acme/trade-cordapp/compare/v1.3.2...v1.4.0
~~~
unclosed`;

test('notes stay readable and lose their power', () => {
  expect(quoteNotes(NOTES, 10_000)).toMatchInlineSnapshot(`
    "> **What's Changed**
    >
    > - Fix **settlement** date by @&#x200b;alice in \`https://github.com/acme/trade-cordapp/pull/57\`
    > - Fixes &#x23;&#x200b;12, closes acme/other&#x23;&#x200b;3
    >    - nested click here (\`https://evil.example/x\`), <code>code &#x40;&#x200b;bob</code> and \`plain\`
    > 10. ten
    >
    > image \`pixel\` &#x3c;/details&#x3e; &#x3c;img src=x&#x3e;
    > &#x2f;rollout all
    > <pre>
    > curl https://host/x &#x7c; sh &#x23; &#x40;carol
    > &#x3c;/pre&#x3e;
    > </pre>
    >
    > **Full Changelog**: \`https://github.com/acme/trade-cordapp/compare/v1.3.2...v1.4.0\`
    > <pre>
    > unclosed
    > </pre>"
  `);
});

test('what does not fit is left out line by line, and an open code block is closed', () => {
  expect(quoteNotes('one\n```\ntwo\nthree\nfour\n```\nfive', 45)).toMatchInlineSnapshot(`
    "> one
    > <pre>
    > two
    > three
    > </pre>
    > …"
  `);
  expect(quoteNotes('one\ntwo', 4)).toBe('> …');
  expect(quoteNotes('one\ntwo', 2)).toBe('');
});

test.each(['', '  \n\t\n', '<!-- nothing but a template -->', '<!-- never closed'])(
  'nothing to quote in %j',
  (notes) => {
    expect(quoteNotes(notes, 1000)).toBe('');
  },
);

describe('whatever the notes say', () => {
  const quote = fc
    .tuple(hostileText, fc.nat({ max: 600 }))
    .map(([notes, limit]) => ({ limit, raw: quoteNotes(notes, limit) }));

  it('fits and stays in the quote, line for line', () => {
    fc.assert(
      fc.property(quote, ({ raw, limit }) => {
        expect(raw.length).toBeLessThanOrEqual(limit);
        for (const line of raw.split('\n')) expect(line).toMatch(raw === '' ? /^$/ : /^>(?: |$)/);
      }),
      { numRuns: 3000 },
    );
  });

  it('cannot mention, refer, link or use HTML, and closes what it opens', () => {
    fc.assert(
      fc.property(quote, ({ raw }) => {
        expect(raw).not.toMatch(/@\w/);
        expect(raw.replaceAll(ownTags, '').replaceAll(/^>/gm, '')).not.toMatch(/[<>]/);
        expect(raw.split('> <pre>').length).toBe(raw.split('> </pre>').length);
        expect(withoutCode(raw)).not.toMatch(/[[\]\\$~_#|]|:\/\/|(?<!\w)www\.|\bgh-\d/i);
        expect(withoutEntities(raw)).not.toContain('#');
        expect(raw.replaceAll(/<pre>.*?<\/pre>/gs, '')).not.toMatch(/^> {0,3}[=/]/m);
      }),
      { numRuns: 3000 },
    );
  });
});

test('reads notes of the greatest length that GitHub takes without losing time to any of its patterns', () => {
  const patterns = [
    '[a](',
    '**a',
    '`',
    '``a`',
    '![',
    '<!--',
    ' ',
    '# ',
    '#  #',
    'https://',
    '.',
    '@',
    '\n',
    '> ',
    '- ',
    '\u0301',
  ];
  const started = performance.now();
  for (const pattern of patterns) quoteNotes(pattern.repeat(125_000 / pattern.length), 65_536);
  expect(performance.now() - started).toBeLessThan(10_000);
});
