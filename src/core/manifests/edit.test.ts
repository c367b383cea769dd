import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';

import { editManifest } from './edit.ts';
import type { Scalar } from './manifest.ts';
import { openSource } from './source.ts';
import type { Leaf, Path, Tree } from './tree.ts';
import { childrenOf } from './tree.ts';

const encode = (text: string) => new TextEncoder().encode(text);

const listLeaves = (tree: Tree, path: Path): readonly (readonly [Leaf, Path])[] =>
  tree.kind === 'leaf'
    ? [[tree, path]]
    : [...childrenOf(tree)].flatMap(([step, child]) => listLeaves(child, [...path, step]));

/** All scalars of a text, as `readManifest` would give them. */
const scalarsOf = (text: string): readonly Scalar[] => {
  const source = openSource('a.yaml', text);
  if (!source.ok) throw new Error(`not readable: ${text}`);
  return source.value.forest.roots
    .flatMap((root, index) => listLeaves(root, [index]))
    .map(([{ start, end, value, style }, path]) => ({ start, end, value, style, path, line: 1, column: 1 }));
};

/** Changes the scalars whose values are the keys; the text, or the codes of the problems. */
const edit = (text: string, values: Readonly<Record<string, string>>) => {
  const changes = scalarsOf(text).flatMap((scalar) => {
    const value = values[scalar.value];
    return value === undefined ? [] : [{ scalar, value }];
  });
  const edited = editManifest('a.yaml', encode(text), changes);
  return edited.ok ? new TextDecoder().decode(edited.value) : edited.problems.map(({ code }) => code);
};

test('a value that is there already makes no change', () =>
  expect(edit('a: 1.3.2 # c\n', { '1.3.2': '1.3.2' })).toBe('a: 1.3.2 # c\n'));

test('two changes of one scalar must agree', () => {
  const [scalar] = scalarsOf('a: x');
  const change = (value: string) => ({ scalar: scalar as Scalar, value });
  expect(editManifest('a.yaml', encode('a: x'), [change('z'), change('z')])).toEqual({
    ok: true,
    value: encode('a: z'),
  });
  expect(editManifest('a.yaml', encode('a: x'), [change('x'), change('z')])).toMatchObject({
    problems: [{ code: 'edit-disagree' }],
  });
  expect(editManifest('a.yaml', encode('a: x'), [change('z'), change('w')])).toMatchObject({
    problems: [{ code: 'edit-disagree' }],
  });
});

test('a scalar of another version of the file is refused', () => {
  const [scalar] = scalarsOf('a: x');
  const change = { scalar: scalar as Scalar, value: 'y' };
  for (const text of ['b: x', ' a: x', 'a: z', 'a: [x]', '']) {
    expect(editManifest('a.yaml', encode(text), [change])).toMatchObject({ problems: [{ code: 'edit-outdated' }] });
  }
});

test('what shares the value is told by its lines', () => {
  const text = 'a: &v x\nb: 1\nc: [*v]\nd: &d {e: *v}\nf: *d\n';
  const [scalar] = scalarsOf(text);
  const edited = editManifest('a.yaml', encode(text), [{ scalar: scalar as Scalar, value: 'y' }]);
  expect(edited).toMatchObject({
    problems: [{ code: 'edit-shared', message: expect.stringContaining('lines 1, 3, 4, 5, and') as string }],
  });
  expect(edit(text, { x: 'z' })).toBe(text.replace('x', 'z'));
});

test('a chain of aliases deeper than any real one is not followed', () => {
  const chain = Array.from({ length: 20_000 }, (_, key) => `a${key + 1}: &a${key + 1} [*a${key}]`).join('\n');
  const source = openSource('a.yaml', 'a0: &a0 x');
  const leaf =
    source.ok && source.value.forest.roots[0]?.kind === 'map' && source.value.forest.roots[0].entries.get('a0');
  if (!leaf || leaf.kind !== 'leaf') throw new Error('no leaf');
  const scalar: Scalar = { ...leaf, path: [0, 'a0'], line: 1, column: 9 };
  const edited = editManifest('a.yaml', encode(`a0: &a0 x\n${chain}`), [{ scalar, value: 'z' }]);
  expect(edited).toMatchObject({ problems: [{ code: 'edit-unproven' }] });
});

test.each([
  ['a: x', 'y\n', ['edit-unwritable']],
  ['a: x', '\ud800', ['edit-unwritable']],
  ['a: "x"', 'it\'s "\\', String.raw`a: "it's \"\\"`],
  ["a: 'x'", "it's", "a: 'it''s'"],
  ['a: x', '', 'a: ""'],
  ['{a: x}', 'y, b: z', '{a: "y, b: z"}'],
  ['[x,"b"]', '1.10', '["1.10","b"]'],
  ["[x,'b']", '1.10', "['1.10','b']"],
  ['a: |-\n  x\n', 'yes', 'a: |-\n  yes\n'],
  ['a: |-\n  x\n', ' y', ['edit-unwritable']],
  ['a: >-\n  x\n\n\nb: 1', 'z', 'a: >-\n  z\n\n\nb: 1'],
  ['a: "x\\\n  "\nb: 1', 'y', 'a: "y"\nb: 1'],
  ['a:\n  - &b !!str x # c\n', '1.10', 'a:\n  - &b !!str "1.10" # c\n'],
  ['? x\n: x', 'z', '? x\n: z'],
])('%j to %j: %j', (text, value, expected) => expect(edit(text, { x: value })).toEqual(expected));

test('any scalar of any document can be changed to any text, and nothing else changes', () => {
  const style = fc.record({
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
    collectionStyle: fc.constantFrom('any', 'block', 'flow'),
    lineWidth: fc.constantFrom(0, 20, 80),
    indentSeq: fc.boolean(),
    indent: fc.integer({ min: 1, max: 8 }),
  } as const);
  const document = fc.jsonValue({ maxDepth: 3 }).filter((value) => value !== null && typeof value === 'object');
  const written = fc.oneof(
    fc.constantFrom('1.4.0', '4.12', 'yes', '2026-11-22', '12:30'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  let done = 0;
  fc.assert(
    fc.property(document, style, written, fc.nat(), fc.boolean(), (value, options, next, pick, crlf) => {
      const text = crlf ? stringify(value, options).replaceAll('\n', '\r\n') : stringify(value, options);
      const opened = openSource('a.yaml', text);
      if (!opened.ok) return; // the emitter's own slips, such as keys over 1,024 characters
      const scalars = scalarsOf(text);
      const scalar = scalars[pick % Math.max(1, scalars.length)];
      if (!scalar) return;
      const edited = editManifest('a.yaml', encode(text), [{ scalar, value: next }]);
      const codes = edited.ok ? [] : edited.problems.map(({ code }) => code);
      expect(['', 'edit-unwritable']).toContain(codes.join());
      if (!edited.ok) return;
      done += 1;
      const after = new TextDecoder('utf-8', { ignoreBOM: true }).decode(edited.value);
      expect(after.slice(0, scalar.start)).toBe(text.slice(0, scalar.start));
      expect(after.endsWith(text.slice(scalar.end))).toBe(true);
      expect(parse(after)).toEqual(setAt(parse(text), scalar.path.slice(1), next));
    }),
    { numRuns: 1000 },
  );
  expect(done).toBeGreaterThan(500);
});

const setAt = (value: unknown, path: Path, next: string): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? setAt(item, rest, next) : item));
  const map = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(map).map(([key, item]) => [key, key === step ? setAt(item, rest, next) : item]),
  );
};
