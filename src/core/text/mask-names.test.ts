import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from './hostile.test-data.ts';
import { createMask } from './mask-names.ts';

const NAMES = ['party-1', 'party-1-eu', 'Bank_A', 'x.y', 'solo'];

test.each([
  ['pod party-1 fails', 'pod {node} fails'],
  ['corda-party-1-0.party-1.svc', 'corda-{node}-0.{node}.svc'],
  ['party-1-eu-0', '{node}-0'],
  ['PARTY-1 and bank_a', '{node} and {node}'],
  ['https://x.y/solo', 'https://{node}/{node}'],
  ['party-11, xparty-1, party-, soloist', 'party-11, xparty-1, party-, soloist'],
  ['', ''],
])('%s', (text, masked) => {
  expect(createMask(NAMES)(text)).toBe(masked);
});

test('without names nothing changes, and no name that stands by itself is left', () => {
  fc.assert(
    fc.property(hostileText, fc.constantFrom(...NAMES), hostileText, (before, name, after) => {
      expect(createMask([])(before)).toBe(before);
      expect(createMask(NAMES)(`${before} ${name} ${after}`)).not.toContain(` ${name} `);
    }),
  );
});

test('a long text costs no more than its length times the longest name', () => {
  expect(createMask(['a-a'])('a-'.repeat(50_000)).length).toBeGreaterThan(0);
});
