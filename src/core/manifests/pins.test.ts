import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';

import type { Artifact } from '../config/config.ts';
import { editManifest } from './edit.ts';
import { scalarOf } from './manifest.ts';
import { movePin } from './move-pin.ts';
import { pinOf } from './pin-version.ts';
import { readManifest } from './read.ts';

/** Generated manifests: what stands around the pins is random, and where the pins stand is known. */
const IMAGE = 'registry.example.com:5000/cordapps/trade';
const ARTIFACT: Artifact = {
  name: 'trade',
  kind: 'cordapp',
  images: [IMAGE],
  tag: undefined,
  jars: ['https://repo.example.com/v{version}/trade-{version}.jar'],
  releases: undefined,
};

/** A text with holes for the version: in `from` as it stands, in `to` as it must stand afterwards. */
type Piece = { readonly from: string; readonly to: string; readonly pins: number };

const still = (text: string): Piece => ({ from: text, to: text, pins: 0 });

const version = fc.oneof(
  fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.')),
  fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(20)).map((parts) => parts.join('.')),
  fc.tuple(fc.nat(20), fc.nat(20), fc.constantFrom('rc.1', 'SNAPSHOT', 'beta2')).map(([a, b, c]) => `${a}.${b}.0-${c}`),
);
const flavour = fc.constantFrom('', '', '-zulu-openjdk-alpine', '-alpine17.0.17');
const behind = fc.constantFrom('', ' ', ' # comment', '\t# "tab" é', '   # 1.2.3');

const noise = fc
  .constantFrom(
    '# image: registry.example.com:5000/cordapps/trade:0.0.1',
    '',
    'name: "a # b"',
    "quote: 'it''s 🎉'",
    'text: |\n  image: trade:1\n\n  tag: 1.2.3\t\n',
    'folded: >-\n  a\n  b\n',
    'number: 4.12',
    'flow: {a: [1, "2", {b: c}], d: }',
    'anchor: &a {b: &c 1.2.3}',
    'multi: plain\n  text "on" lines',
    'other: {repository: other/image, tag: 1.2.3}',
    'tabs: "a\tb"\t',
  )
  .map((text) => still(`${text}\n`));

type Style = 'plain' | 'single' | 'double';

const write = (style: Style, text: string): string =>
  style === 'plain' ? text : style === 'single' ? `'${text}'` : `"${text}"`;

const isNumber = (text: string): boolean => /^\d+(\.\d+)?$/.test(text);

/** A tag alone in its scalar: what was a number, or would become one, is quoted when it changes. */
const moveTag = (style: Style, old: string, next: string): string => {
  const wasNumber = style === 'plain' && isNumber(old);
  if ((wasNumber ? String(Number(old)) : old) === next) return write(style, old);
  return style === 'plain' && (wasNumber || isNumber(next)) ? `"${next}"` : write(style, next);
};

const SHAPES: readonly ((tag: string, quote: (text: string) => string, version: string, behind: string) => string)[] = [
  (tag, _, __, behind) => `image:\n  repository: ${IMAGE}\n  tag: ${tag}${behind}\n  pullPolicy: Always\n`,
  (tag, _, __, behind) => `job: { repository: ${IMAGE} , tag: ${tag} }${behind}\n`,
  (_, quote, version, behind) => `nodeImage: ${quote(`${IMAGE}:${version}-zulu`)}${behind}\n`,
  (_, __, version) => `image:\n    tag: >-  # folded\n        ${version}\n\n    repository: ${IMAGE}\n`,
  (_, quote, version, behind) =>
    `jars:\n- ${quote(`https://repo.example.com/v${version}/trade-${version}.jar`)}${behind}\n`,
  (_, quote, version) => `some:\n  version: ${quote(`v${version}`)} # cordage: trade\n`,
];

const pin = fc
  .record({
    old: version,
    style: fc.constantFrom<Style>('plain', 'single', 'double'),
    flavour,
    behind,
    shape: fc.constantFrom(...SHAPES),
  })
  .map(({ old, style, flavour, behind, shape }) => (next: string): Piece => {
    const quote = (text: string): string => write(style, text);
    return {
      from: shape(quote(old + flavour), quote, old, behind),
      to: shape(moveTag(style, old + flavour, next + flavour), quote, next, behind),
      pins: 1,
    };
  });

const file = fc.record({
  pieces: fc.array(fc.oneof({ arbitrary: noise, weight: 2 }, { arbitrary: pin, weight: 1 }), {
    minLength: 1,
    maxLength: 12,
  }),
  next: version,
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.constantFrom('', '\uFEFF'),
  last: fc.boolean(),
});

const encode = (text: string) => new TextEncoder().encode(text);

test('in any file every pin moves, and no other byte does', () => {
  let moved = 0;
  fc.assert(
    fc.property(file, ({ pieces, next, eol, bom, last }) => {
      const written = pieces.map((piece) => (typeof piece === 'function' ? piece(next) : piece));
      // Each piece is a document of its own, for keys may come twice.
      const finish = (texts: readonly string[]): string => {
        const text = bom + texts.join('---\n').replaceAll('\n', eol);
        return last ? text : text.replace(/\r?\n$/, '');
      };
      const before = finish(written.map(({ from }) => from));
      const after = finish(written.map(({ to }) => to));
      const bytes = encode(before);
      const { candidates, problems } = readManifest('values.yaml', bytes);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      const pins = candidates.filter((candidate) => pinOf(candidate, ARTIFACT));
      expect(pins).toHaveLength(written.reduce((sum, { pins }) => sum + pins, 0));
      const changes = pins.flatMap((candidate) => {
        const outcome = movePin(candidate, ARTIFACT, { version: next }, 'values.yaml');
        if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
        return outcome.value;
      });
      const edited = editManifest('values.yaml', bytes, changes);
      expect(edited.ok && new TextDecoder('utf-8', { ignoreBOM: true }).decode(edited.value)).toBe(after);
      expect(parseAllDocuments(after).flatMap(({ errors }) => errors)).toEqual([]);
      const again = readManifest('values.yaml', encode(after)).candidates.map((candidate) =>
        pinOf(candidate, ARTIFACT),
      );
      expect(again.filter(Boolean)).toEqual(pins.map(() => ({ version: next })));
      for (const candidate of pins) {
        const { line = 0, column = 0, start = 0 } = scalarOf(candidate) ?? {};
        const lineText = before.replace('\uFEFF', '').split('\n')[line - 1] ?? '';
        expect(lineText.slice(column - 1)).toBe(before.slice(start).split('\n', 1)[0]);
      }
      moved += changes.length;
    }),
    { numRuns: 500 },
  );
  expect(moved).toBeGreaterThan(500);
});
