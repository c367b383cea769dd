import { createHash, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { fingerprintOf, isDevelopmentKey } from '../../src/cordapp/fingerprint.ts';

/** The example key of RFC 8410, section 10.1: 12 bytes of header, 32 of key. */
const KEY = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=';

test('a fingerprint is the hash of the hash of the key, in upper hex', () => {
  const der = Buffer.from(KEY, 'base64');
  const once = createHash('sha256').update(der).digest();
  const twice = createHash('sha256').update(once).digest('hex').toUpperCase();
  expect(fingerprintOf(createPublicKey({ key: der, format: 'der', type: 'spki' }))).toBe(twice);
});

test("R3's development keys are known by their fingerprints", () => {
  expect(isDevelopmentKey('6F6696296C3F58B55FB6CA865A025A3A6CC27AD17C4AFABA1E8EF062E0A82739')).toBe(true);
  expect(isDevelopmentKey('56CA54E803CB87C8472EBD3FBC6A2F1876E814CEEBF74860BD46997F40729367')).toBe(true);
  expect(isDevelopmentKey('83088052AF16700457AE2C978A7D8AC38DD6A7C713539D00B897CD03A5E5D31D')).toBe(true);
  expect(isDevelopmentKey('AA59D829F2CA8FDDF5ABEA40D815F937E3E54E572B65B93B5C216AE6594E7D6B')).toBe(false);
});
