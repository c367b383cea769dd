import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Corda hashes a key twice over its SubjectPublicKeyInfo; this is what its blacklists of signer keys hold. */
export const fingerprintOf = (key: KeyObject): string =>
  sha256(sha256(key.export({ type: 'spki', format: 'der' })))
    .toString('hex')
    .toUpperCase();

/**
 * Keys that R3 publishes, private half included, so that a signature by them says nothing: the default of
 * `cordappSignerKeyFingerprintBlacklist` in Corda 4.12.
 */
const DEVELOPMENT: ReadonlySet<string> = new Set([
  // The development intermediate CA and root CA.
  '56CA54E803CB87C8472EBD3FBC6A2F1876E814CEEBF74860BD46997F40729367',
  '83088052AF16700457AE2C978A7D8AC38DD6A7C713539D00B897CD03A5E5D31D',
  // CN=Corda Dev Code Signer, with which the Corda Gradle plugin signs by default.
  '6F6696296C3F58B55FB6CA865A025A3A6CC27AD17C4AFABA1E8EF062E0A82739',
]);

export const isDevelopmentKey = (fingerprint: string): boolean => DEVELOPMENT.has(fingerprint);
