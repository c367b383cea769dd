import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CordappFacts } from '../../src/core/cordapp/cordapp.ts';
import { isError } from '../../src/core/problem.ts';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';
import { pack, readFixture, unpackFixture } from './repack.ts';

const FIXTURES = ['both.jar', 'signed-rsa.jar', 'signed-ec.jar', 'signed-twice.jar', 'signed-sections.jar'] as const;

type Mutation = { readonly at: number; readonly remove: number; readonly insert: Uint8Array };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 1, 1, 1, 2, 4, 30),
  insert: fc.uint8Array({ maxLength: 4 }),
});

const mutate = (bytes: Uint8Array, { at, remove, insert }: Mutation): Buffer => {
  const from = Math.floor(at * bytes.length);
  return Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]);
};

const inspectTwice = async (bytes: Uint8Array): Promise<CordappFacts> => {
  const facts = await inspectCordapp({ bytes });
  expect(await inspectCordapp({ bytes })).toEqual(facts);
  expect(facts.size).toBe(bytes.length);
  return facts;
};

/** What a change may not alter unseen. */
const pickSaid = (facts: CordappFacts | undefined) =>
  facts && { contract: facts.contract, workflow: facts.workflow, legacy: facts.legacy, signers: facts.signers };

test('any bytes: an error, never an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
      expect((await inspectTwice(bytes)).problems.some(isError)).toBe(true);
    }),
  );
});

test(
  'a mutated JAR: never an exception, and what it says is what it said, or there is an error',
  { timeout: 60_000 },
  async () => {
    const originals = await Promise.all(FIXTURES.map(readFixture));
    const known = await Promise.all(originals.map(async (bytes) => inspectCordapp({ bytes })));
    const cases = fc.tuple(fc.nat(FIXTURES.length - 1), fc.array(mutation, { minLength: 1, maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([index, mutations]) => {
        const bytes = mutations.reduce<Buffer>(mutate, originals[index] ?? Buffer.alloc(0));
        const facts = await inspectTwice(bytes);
        expect(facts.problems.some(isError) ? undefined : pickSaid(facts)).toBeOneOf([
          undefined,
          pickSaid(known[index]),
        ]);
      }),
      { numRuns: 400 },
    );
  },
);

test('no change to any file of a signed JAR brings in another key, or goes unseen', { timeout: 60_000 }, async () => {
  const contents = await unpackFixture('signed-twice.jar');
  const known = await inspectCordapp({ bytes: pack(contents) });
  const keys = new Set(known.signers.map(({ fingerprint }) => fingerprint));
  const files = contents.filter(({ bytes }) => bytes.length > 0).map(({ name }) => name);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), mutation, async (name, change) => {
      const changed = contents.map((content) =>
        content.name === name ? { name, bytes: mutate(content.bytes, change) } : content,
      );
      const same = changed.every(({ bytes }, index) => bytes.equals(contents[index]?.bytes ?? Buffer.alloc(0)));
      const facts = await inspectTwice(pack(changed));
      expect(facts.signers.every(({ fingerprint }) => keys.has(fingerprint))).toBe(true);
      if (same || facts.problems.some(isError)) return;
      // Nothing signs what is added to the manifest after its sections, nor the certificates' own signatures in a block.
      expect(name).toMatch(/MANIFEST\.MF$|\.(?:RSA|EC)$/);
      expect(pickSaid(facts)).toEqual(pickSaid(known));
    }),
    { numRuns: 400 },
  );
});
