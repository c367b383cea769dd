import { array, assert, nat, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { createLineSplitter } from '../../src/kubernetes/lines.ts';
import { decodeLine } from '../../src/kubernetes/stream.ts';

test('lines are the same however the body is cut into chunks', () => {
  assert(
    property(
      array(string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\n', ' '))),
      array(nat(9)),
      string({ maxLength: 5 }).map((text) => text.replaceAll('\n', ' ')),
      (lines, cuts, rest) => {
        const split = createLineSplitter();
        let bytes = Buffer.from(lines.map((line) => `${line}\n`).join('') + rest);
        const seen: (string | undefined)[] = [];
        for (const cut of cuts) {
          seen.push(...split(bytes.subarray(0, cut)));
          bytes = bytes.subarray(cut);
        }
        seen.push(...split(bytes));
        expect(seen).toEqual(lines.map((line) => line.toWellFormed()));
      },
    ),
  );
});

test('a line that is too long is left out, those beside it are not', () => {
  const split = createLineSplitter(4);
  expect(['ab\ncdef\ncde', 'fg', 'hi\njk', '\n\n'].flatMap((chunk) => split(Buffer.from(chunk)))).toEqual([
    'ab',
    'cdef',
    undefined,
    'jk',
    '',
  ]);
});

test.each([
  ['{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7"}}}', { kind: 'bookmark', version: '7' }],
  ['{"type":"ERROR","object":{"code":410}}', { kind: 'error', code: 410, retryAfter: undefined }],
  [
    '{"type":"ERROR","object":{"code":429,"details":{"retryAfterSeconds":3}}}',
    { kind: 'error', code: 429, retryAfter: 3000 },
  ],
  ['{"type":"ERROR","object":{"code":"many"}}', { kind: 'error', code: 500, retryAfter: undefined }],
  ['{"type":"ERROR","object":{"code":500,"details":[]}}', { kind: 'error', code: 500 }],
  ['{"type":"ADDED","object":{"metadata":{"resourceVersion":"7"}}}', { kind: 'lost', why: 'garbage' }],
  ['{"type":"ADDED","object":{"metadata":{"name":"a"}}}', { kind: 'lost', why: 'garbage' }],
  ['{"type":"ADDED","object":null}', { kind: 'lost', why: 'garbage' }],
  ['{"type":"SURPRISE","object":{"metadata":{"name":"a","resourceVersion":"7"}}}', { kind: 'lost', why: 'garbage' }],
  ['[]', { kind: 'lost', why: 'garbage' }],
  ['{"type":"ADD', { kind: 'lost', why: 'garbage' }],
  [undefined, { kind: 'lost', why: 'too-long' }],
])('%s', (line, event) => {
  expect(decodeLine(line)).toMatchObject(event);
});
