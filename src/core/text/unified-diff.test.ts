import { expect, test } from 'vitest';
import { renderDiff } from './unified-diff.ts';

const numbered = (count: number, changed: readonly number[] = []): string =>
  Array.from({ length: count }, (_, index) => `${index + 1}${changed.includes(index + 1) ? ' new' : ''}\n`).join('');

test('changes far apart have hunks of their own, near ones share theirs', () => {
  expect(renderDiff('a.yaml', numbered(30), numbered(30, [1, 8, 20, 30]))).toMatchInlineSnapshot(`
    "diff --git a/a.yaml b/a.yaml
    --- a/a.yaml
    +++ b/a.yaml
    @@ -1,11 +1,11 @@
    -1
    +1 new
     2
     3
     4
     5
     6
     7
    -8
    +8 new
     9
     10
     11
    @@ -17,7 +17,7 @@
     17
     18
     19
    -20
    +20 new
     21
     22
     23
    @@ -27,4 +27,4 @@
     27
     28
     29
    -30
    +30 new
    "
  `);
});

test('keeps carriage returns, and says where no line end is', () => {
  expect(JSON.stringify(renderDiff('a', 'x\r\ny', 'x\r\nz'))).toMatchInlineSnapshot(
    `""diff --git a/a b/a\\n--- a/a\\n+++ b/a\\n@@ -1,2 +1,2 @@\\n x\\r\\n-y\\n\\\\ No newline at end of file\\n+z\\n\\\\ No newline at end of file\\n""`,
  );
});

test('where the number of lines changed, all between the ends is one change', () => {
  expect(renderDiff('a', 'a\nb\nc\nd\n', 'a\nB\nd\n')).toMatchInlineSnapshot(`
    "diff --git a/a b/a
    --- a/a
    +++ b/a
    @@ -1,4 +1,3 @@
     a
    -b
    -c
    +B
     d
    "
  `);
  expect(renderDiff('a', 'a\n', '')).toMatchInlineSnapshot(`
    "diff --git a/a b/a
    --- a/a
    +++ b/a
    @@ -1,1 +0,0 @@
    -a
    "
  `);
  expect(renderDiff('a', '', 'a\n')).toMatchInlineSnapshot(`
    "diff --git a/a b/a
    --- a/a
    +++ b/a
    @@ -0,0 +1,1 @@
    +a
    "
  `);
});

test('texts that are equal have no hunk', () => {
  expect(renderDiff('a', 'x\n', 'x\n')).toBe('diff --git a/a b/a\n--- a/a\n+++ b/a\n');
});

test.each([
  ['plain/a.yaml', 'a/plain/a.yaml'],
  ['with blank.yaml', 'a/with blank.yaml\t'],
  ['zürich.yaml', String.raw`"a/z\303\274rich.yaml"`],
  ['quote" and\\slash\n\u001B[2J', String.raw`"a/quote\" and\\slash\012\033[2J"`],
])('writes the name %j as git does', (path, written) => {
  expect(renderDiff(path, 'a\n', 'b\n').split('\n')[1]).toBe(`--- ${written}`);
});

test('takes time in proportion to the text, not to the changes', () => {
  const [before, after] = ['old\n', 'new\n'].map((line) => line.repeat(200_000));
  expect(renderDiff('a', before ?? '', after ?? '')).toHaveLength(2 * 5 * 200_000 + 61);
});
