import { createHash } from 'node:crypto';
import type { Attributes } from '../core/cordapp/manifest.ts';

/** Digests by the names that signers write into manifests, lower case; SHA-1 is weak, older ones do not count. */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['sha', 'sha1'],
  ['sha1', 'sha1'],
  ['sha-1', 'sha1'],
  ['sha-256', 'sha256'],
  ['sha-384', 'sha384'],
  ['sha-512', 'sha512'],
]);

/** What the digests in some attributes say of some bytes. `absent`: there is none of them. */
export type DigestCheck = { readonly result: 'match' | 'mismatch' | 'absent'; readonly weak: boolean };

/**
 * Holds bytes, in parts, against every attribute whose name is a digest algorithm and `suffix` (lower case, as
 * `-digest`). All must match; weak when none but SHA-1 says so.
 */
export const checkDigests = (attributes: Attributes, suffix: string, parts: readonly Uint8Array[]): DigestCheck => {
  let result: DigestCheck['result'] = 'absent';
  let weak = true;
  for (const [name, value] of attributes) {
    const algorithm = name.endsWith(suffix) ? ALGORITHMS.get(name.slice(0, -suffix.length)) : undefined;
    if (algorithm === undefined) continue;
    const hash = createHash(algorithm);
    for (const part of parts) hash.update(part);
    if (!hash.digest().equals(Buffer.from(value, 'base64'))) return { result: 'mismatch', weak: false };
    result = 'match';
    weak &&= algorithm === 'sha1';
  }
  return { result, weak: result === 'match' && weak };
};
