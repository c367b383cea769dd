import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import recorded from '../../../test/fixtures/jars/manifests.json' with { type: 'json' };
import type { Attributes, Manifest } from './manifest.ts';
import { parseManifest } from './manifest.ts';

const FILE = 'META-INF/MANIFEST.MF';

const parse = (text: string): Manifest => {
  const outcome = parseManifest(new TextEncoder().encode(text), FILE);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  return outcome.value;
};

const toObject = (attributes: Attributes): object => Object.fromEntries(attributes);

type Recorded = { readonly base64: string; readonly main?: object; readonly sections?: object };

test.each(recorded as readonly Recorded[])('reads as java.util.jar.Manifest does: $base64', (java) => {
  const outcome = parseManifest(Uint8Array.from(Buffer.from(java.base64, 'base64')), FILE);
  expect(outcome.ok).toBe(java.main !== undefined);
  if (!outcome.ok) return;
  expect(toObject(outcome.value.main)).toEqual(java.main);
  const sections = [...outcome.value.sections].map(([name, { attributes }]) => [name, toObject(attributes)]);
  expect(Object.fromEntries(sections)).toEqual(java.sections);
});

test('knows the bytes of each section, with the blank line and without', () => {
  const text = 'A: 1\r\n\r\nName: x\r\nB: 2\r\n\r\nName: y\nC: 3\n';
  const { mainRange, sections } = parse(text);
  const cut = [mainRange, ...(sections.get('x')?.ranges ?? []), ...(sections.get('y')?.ranges ?? [])].map((range) => [
    text.slice(range?.start, range?.textEnd),
    text.slice(range?.textEnd, range?.end),
  ]);
  expect(cut).toEqual([
    ['A: 1\r\n', '\r\n'],
    ['Name: x\r\nB: 2\r\n', '\r\n'],
    ['Name: y\nC: 3\n', ''],
  ]);
});

test('a section that nothing ends has no bytes to hold a digest against', () => {
  expect(parse('A: 1\n\nName: x\nB: 2\nC: 3').sections.get('x')).toMatchObject({ ranges: [] });
  expect(parse('A: 1\nB: 2').mainRange).toBeUndefined();
});

test('tells what Java passes over in silence', () => {
  expect(parse('Min-Platform-Version: 4\nmin-platform-version: 140\nTarget-Platform-Version: 140').warnings)
    .toMatchInlineSnapshot(`
      [
        {
          "at": {
            "column": 1,
            "file": "META-INF/MANIFEST.MF",
            "line": 2,
          },
          "code": "jar-manifest-attribute-twice",
          "message": "min-platform-version stands more than once; the node takes the last one, "140"",
          "remedy": "keep one of them",
          "severity": "warning",
        },
        {
          "at": {
            "column": 1,
            "file": "META-INF/MANIFEST.MF",
            "line": 3,
          },
          "code": "jar-manifest-unended",
          "message": "the last line of META-INF/MANIFEST.MF has no line end, so Java drops it",
          "remedy": "end the manifest with a line end",
          "severity": "warning",
        },
      ]
    `);
});

test.each([
  [
    'A: 1\n\nB: 2\n',
    'line 3 of META-INF/MANIFEST.MF begins a section, but not with "Name: ", so Java refuses to read the JAR',
  ],
  ['A: 1\nno header\n', 'line 2 of META-INF/MANIFEST.MF is not "Name: value", so Java refuses to read the JAR'],
  [
    `A: ${'x'.repeat(600)}\n`,
    'line 1 of META-INF/MANIFEST.MF is longer than 512 bytes, so Java refuses to read the JAR',
  ],
])('tells where Java throws: %j', (text, message) => {
  expect(parseManifest(new TextEncoder().encode(text), FILE)).toMatchObject({ ok: false, problems: [{ message }] });
});

const letters = fc.stringMatching(/^[A-Za-z0-9_-]{1,70}$/);
const lineEnd = fc.constantFrom('\n', '\r', '\r\n');
const value = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.replace(/[\r\n]/g, ''));

test('reads back every attribute, however its line is cut and ended', () => {
  fc.assert(
    fc.property(letters, value, lineEnd, fc.integer({ min: 1, max: 60 }), (name, text, end, width) => {
      const line = Buffer.from(`${name}: ${text}`);
      const first = Math.max(width, name.length + 2);
      const parts = [line.subarray(0, first)];
      for (let at = first; at < line.length; at += width) {
        parts.push(Buffer.from(`${end} `), line.subarray(at, at + width));
      }
      const outcome = parseManifest(Buffer.concat([...parts, Buffer.from(end)]), FILE);
      expect(outcome.ok && outcome.value.main.get(name.toLowerCase())).toBe(Buffer.from(text).toString());
    }),
  );
});

test('answers any bytes, and ranges never leave them', () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.stringMatching(/^(?:Name: x|[ :\r\nAB]){0,60}$/).map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(noise, (bytes) => {
      const outcome = parseManifest(bytes, FILE);
      if (!outcome.ok) return;
      const ranges = [...outcome.value.sections.values()].flatMap((section) => section.ranges);
      for (const { start, textEnd, end } of ranges) {
        expect([start, textEnd, end, bytes.length]).toEqual(
          [start, textEnd, end, bytes.length].toSorted((a, b) => a - b),
        );
      }
    }),
  );
});
