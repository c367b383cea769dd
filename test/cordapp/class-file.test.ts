import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseClassFile } from '../../src/core/cordapp/class-file.ts';
import { ANNOTATIONS, decodeClass } from '../../src/core/cordapp/decode-class.ts';
import { LIMITS } from '../../src/cordapp/limits.ts';
import { u1, u2, writeClass } from './class-writer.ts';
import { unpack } from './repack.ts';

const parse = (bytes: Uint8Array) => parseClassFile(bytes, ANNOTATIONS);

const KOTLIN = 'Lkotlin/Metadata;';

/** Nested annotations, one in the other. */
const nest = (depth: number): Buffer =>
  Buffer.concat([u2(1), ...Array.from({ length: depth }, () => Buffer.concat([u2(1, 1, 1), u1(0x40)])), u2(1, 0)]);

test('a class without anything', () => {
  expect(
    parse(writeClass({ name: 'a.B$C', parent: 'a.P', interfaces: ['a.I', 'a.J'], major: 61, access: 0x400 })),
  ).toEqual({
    name: 'a.B$C',
    major: 61,
    abstract: true,
    parents: ['a.P', 'a.I', 'a.J'],
    annotations: new Map(),
  });
});

test.each([
  ['no bytes', Buffer.alloc(0)],
  ['another magic number', Buffer.concat([Buffer.from('PK\u0003\u0004'), writeClass({ name: 'a.A' }).subarray(4)])],
  ['cut off', writeClass({ name: 'a.A' }).subarray(0, -1)],
  ['more constants than bytes', writeClass({ name: 'a.A', constants: 65_535 })],
  ['fewer constants than there are', writeClass({ name: 'a.A', constants: 3 })],
  ['annotations that end early', writeClass({ name: 'a.A', annotations: u2(2) })],
  ['annotations of a type that is no text', writeClass({ name: 'a.A', annotations: u2(1, 99, 0) })],
  [
    'an unknown kind of value',
    writeClass({ name: 'a.A', texts: [KOTLIN], annotations: Buffer.concat([u2(1, 1, 1, 1), u1(0x21)]) }),
  ],
  ['annotations 1,000 deep', writeClass({ name: 'a.A', texts: [KOTLIN], annotations: nest(1000) })],
  [
    'more interfaces than anyone writes',
    writeClass({ name: 'a.A', interfaces: Array.from({ length: 257 }, () => 'a.I') }),
  ],
  ['a name longer than any path', writeClass({ name: 'a'.repeat(1025) })],
])('%s: no class', (_, bytes) => {
  expect(parse(bytes)).toBeUndefined();
});

test('annotations a few deep are passed over', () => {
  expect(parse(writeClass({ name: 'a.A', texts: [KOTLIN], annotations: nest(3) }))?.annotations.size).toBe(1);
});

test('Kotlin metadata without a version, as its own default has it', () => {
  const file = parse(writeClass({ name: 'a.A', texts: [KOTLIN], annotations: u2(1, 1, 0) }));
  expect(file && decodeClass(file).kotlin).toBeUndefined();
});

test('the worst that two megabytes can hold is read in no time', { timeout: 5000 }, () => {
  const room = LIMITS.classBytes - 1000;
  const texts = [KOTLIN, `L${'x'.repeat(900)};`];
  const many = Buffer.concat([u2(65_535), Buffer.alloc(65_535 * 4, u2(2, 0))]);
  const list = (count: number): Buffer => Buffer.concat([u1(0x5b), u2(count)]);
  const lists = Buffer.concat([u2(1, 1, 1, 1), list(65_535), Buffer.alloc(65_535 * 3, list(0))]);
  const fields = Buffer.concat([writeClass({ name: 'a.A' }).subarray(0, -6), u2(65_535), Buffer.alloc(room)]);
  expect(parse(writeClass({ name: 'a.A', texts, annotations: many }))?.annotations.size).toBe(0);
  expect(parse(writeClass({ name: 'a.A', texts, annotations: lists }))?.annotations.size).toBe(1);
  expect(parse(fields)?.name).toBe('a.A');
  expect(parse(Buffer.concat([writeClass({ name: 'a.A' }).subarray(0, -6), Buffer.alloc(room, 0xff)]))).toBeUndefined();
});

test('any bytes after a good beginning: a class or nothing, never an exception', () => {
  const head = writeClass({ name: 'a.A' });
  fc.assert(
    fc.property(fc.nat(head.length), fc.uint8Array({ maxLength: 300 }), (keep, rest) => {
      const file = parse(Buffer.concat([head.subarray(0, keep), rest]));
      expect(file === undefined || typeof file.name === 'string').toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('mutated classes of a compiler: a class or nothing, never an exception', async () => {
  const classes = (await unpack('classes/trade-2.jar')).filter(({ name }) => name.endsWith('.class'));
  expect(classes.every(({ bytes }) => parse(bytes))).toBe(true);
  const mutation = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    fc.integer({ min: 0, max: 255 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...classes),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      ({ bytes }, mutations) => {
        const mutated = Buffer.from(bytes);
        for (const [at, value] of mutations) mutated[Math.floor(at * mutated.length)] = value;
        const file = parse(mutated);
        expect(file ? decodeClass(file).parents.length : 0).toBeLessThanOrEqual(257);
      },
    ),
    { numRuns: 5000 },
  );
});
