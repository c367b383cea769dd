import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileText } from '../text/hostile.test-data.ts';
import { cleanLine } from './clean-line.ts';
import { findCommandLines, isCommandLine } from './comment-lines.ts';

const find = (body: string): readonly string[] => findCommandLines(body).map(({ text }) => text);

const COMMAND = '/rollout canary';

type Wrap = (lines: readonly string[]) => readonly string[];

const indentBy = (lines: readonly string[], indent: string): readonly string[] => lines.map((line) => indent + line);

/** Longer than any fence in it, or that one would end it. */
const fenceBy =
  (sign: string): Wrap =>
  (lines) => {
    const inside = lines.join('\n').match(sign === '`' ? /`+/g : /~+/g) ?? [];
    const fence = sign.repeat(Math.max(3, ...inside.map(({ length }) => length + 1)));
    return [fence, ...lines, fence];
  };

const WRAPS: Readonly<Record<string, Wrap>> = {
  quote: (lines) => indentBy(lines, '> '),
  'quote without spaces': (lines) => indentBy(lines, '>'),
  'fence of backticks': fenceBy('`'),
  'fence of tildes': fenceBy('~'),
  'open fence': (lines) => fenceBy('`')(lines).slice(0, -1),
  'fence in a list': (lines) => ['- step', ...indentBy(fenceBy('`')(lines), '  ')],
  'indented code': (lines) => ['', ...indentBy(lines, '    ')],
  comment: (lines) => ['<!--', ...lines, '-->'],
  'open comment': (lines) => ['<!--', ...lines],
  details: (lines) => ['<details>', '', ...lines, '', '</details>'],
  blockquote: (lines) => ['<blockquote>', '', ...lines, '', '</blockquote>'],
  pre: (lines) => ['<pre>', ...lines, '</pre>'],
};

/** These hold nothing but text, so they can only be the innermost. */
const INNERMOST: readonly Wrap[] = [
  (lines) => lines,
  (lines) => ['so `', ...lines, '` there'],
  (lines) => ['see [', ...lines, '](https://acme.example)'],
  (lines) => ['see <a title="', ...lines, '">this</a>'],
  (lines) => ['> said', ...lines],
];

describe('a command in any quoting construct is never found', () => {
  test.each(Object.entries(WRAPS))('%s', (_, wrap) => {
    for (const end of ['\n', '\r\n', '\r']) expect(find(wrap([COMMAND]).join(end))).toEqual([]);
    expect(find(['', COMMAND, ''].join('\n'))).toEqual([COMMAND]);
  });

  test('nor in several of them, in each other', () => {
    const wraps = fc.array(fc.constantFrom(...Object.values(WRAPS)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(wraps, fc.constantFrom(...INNERMOST), (outer, inner) => {
        const body = outer.reduce((lines, wrap) => wrap(lines), inner([COMMAND])).join('\n');
        expect(find(body)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test('nor after anything hostile that a blank line ends', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...Object.values(WRAPS)), (before, wrap) => {
        // What was open before may end the construct early; where nothing is open, nothing may be found.
        fc.pre(find(`${before}\n\n${COMMAND}`).includes(COMMAND));
        fc.pre(find(before).length === 0);
        expect(find([before, '', ...wrap([COMMAND])].join('\n'))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});

test('what is found is a line of the comment that begins with a command, whatever else stands there', () => {
  const line = fc.oneof(
    hostileText,
    fc.constantFrom(COMMAND, '/hold', '', '> ', '- ', '```', '<!--', '-->', '`', '/lgtm'),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
      const body = lines.join(end);
      const own = body.split(/\r\n|\n|\r/).map((text) => cleanLine(text).trimEnd());
      for (const found of find(body)) {
        expect(own).toContain(found);
        expect(isCommandLine(found)).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a command at the end of 60 kB of talk is found', () => {
  expect(find(`${'All is well. '.repeat(4600)}\n\n${COMMAND}`)).toEqual([COMMAND]);
});

const LONGEST = 65_000;
const HOSTILE = String.raw`
  ${'`'} ${'`'}\n ${'```'}\n ${'``'}a~~~ ~~~\n <!-- <!--\n --> <!--> > >> >\n -\n 1.\n [ [a]( ](  [a](b" ![ ](b) [a]:\n < <a <a\n </ <? <! <![CDATA[
  <x@y <a:b <details> <details>\n </pre> <pre>\n <b\n <a_b='c \ \\n * *\n _ # #\n === ---\n | |\n & " /rollout /rollout\n /rollout" /hold
  \u200B \u202E \uFF0F \uD800 \r \n \t \t\n`
  .trim()
  .split(/\s+/)
  .map((piece) => piece.replace(/\\(n|r|t|u[\dA-F]{4})/g, (escape) => JSON.parse(`"${escape}"`) as string));

test.each([...HOSTILE, ' ', '> ', '- ', '> -\n', '<a b  ', '    ', '1. ', '- ```\n'])(
  'takes time in proportion to the length: %j',
  (piece) => {
    const body = piece.repeat(LONGEST / piece.length);
    const from = performance.now();
    find(`${body}\n${COMMAND}`);
    find(`${body}x\n\n${COMMAND}`);
    // Some 50 ms here; a search that begins anew at every sign would take many seconds.
    expect(performance.now() - from).toBeLessThan(2000);
  },
);

test('backtick runs of all lengths, none of which finds its end', () => {
  const body = Array.from({ length: 350 }, (_, index) => '`'.repeat(index + 1)).join('a');
  const from = performance.now();
  expect(find(`${body}\n${COMMAND}`)).toEqual([COMMAND]);
  expect(performance.now() - from).toBeLessThan(2000);
});
