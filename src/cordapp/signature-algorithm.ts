import type { KeyObject } from 'node:crypto';
import { constants, verify } from 'node:crypto';
import type { AlgorithmIdentifier } from 'pkijs';
import { RSASSAPSSParams } from 'pkijs';

/** Hashes by object identifier, as node:crypto names them. What is not here (MD5 and older) is refused. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** `digest`: the hash is the one of the signer's digest algorithm. `none`: the scheme brings its own. */
type Scheme = { readonly keys: readonly string[]; readonly hash: string };

const RSA = ['rsa'];
const EC = ['ec'];
const DSA = ['dsa'];

/** Signature schemes by object identifier: those that `jarsigner` can make. */
const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ['1.2.840.113549.1.1.1', { keys: RSA, hash: 'digest' }],
  ['1.2.840.113549.1.1.5', { keys: RSA, hash: 'sha1' }],
  ['1.2.840.113549.1.1.11', { keys: RSA, hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { keys: RSA, hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { keys: RSA, hash: 'sha512' }],
  ['1.2.840.113549.1.1.10', { keys: ['rsa', 'rsa-pss'], hash: 'pss' }],
  ['1.2.840.10045.2.1', { keys: EC, hash: 'digest' }],
  ['1.2.840.10045.4.1', { keys: EC, hash: 'sha1' }],
  ['1.2.840.10045.4.3.2', { keys: EC, hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { keys: EC, hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { keys: EC, hash: 'sha512' }],
  ['1.2.840.10040.4.1', { keys: DSA, hash: 'digest' }],
  ['1.2.840.10040.4.3', { keys: DSA, hash: 'sha1' }],
  ['2.16.840.1.101.3.4.3.2', { keys: DSA, hash: 'sha256' }],
  ['2.16.840.1.101.3.4.3.3', { keys: DSA, hash: 'sha384' }],
  ['2.16.840.1.101.3.4.3.4', { keys: DSA, hash: 'sha512' }],
  ['1.3.101.112', { keys: ['ed25519'], hash: 'none' }],
  ['1.3.101.113', { keys: ['ed448'], hash: 'none' }],
]);

const LEAST_BITS = 1024;

export const findHash = (algorithm: AlgorithmIdentifier): string | undefined => HASHES.get(algorithm.algorithmId);

/** Whether a signature holds, and whether Java 17 would still trust its algorithm; undefined for one we do not know. */
export type Verdict = { readonly valid: boolean; readonly weak: boolean };

/** Verifies a CMS signature by the algorithm it names, which must fit the key: a key is never used in another scheme. */
export const verifySignature = (
  algorithm: AlgorithmIdentifier,
  digest: string,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): Verdict | undefined => {
  const scheme = SCHEMES.get(algorithm.algorithmId);
  if (!scheme?.keys.includes(key.asymmetricKeyType ?? '')) return undefined;
  if (scheme.hash === 'pss') return verifyPss(algorithm, key, data, signature);
  const hash = scheme.hash === 'digest' ? digest : scheme.hash;
  return { valid: verify(hash === 'none' ? null : hash, data, key, signature), weak: isWeak(hash, key) };
};

const isWeak = (hash: string, key: KeyObject): boolean =>
  hash === 'sha1' || (key.asymmetricKeyDetails?.modulusLength ?? LEAST_BITS) < LEAST_BITS;

const verifyPss = (
  algorithm: AlgorithmIdentifier,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): Verdict | undefined => {
  const { hashAlgorithm, maskGenAlgorithm, saltLength } = new RSASSAPSSParams({ schema: algorithm.algorithmParams });
  const hash = findHash(hashAlgorithm);
  // The mask's hash is a parameter of its own; OpenSSL takes the signature's, and so does every signer known to us.
  const mask: unknown = maskGenAlgorithm.algorithmParams?.valueBlock?.value?.[0]?.valueBlock?.toString();
  if (hash === undefined || (mask !== undefined && mask !== hashAlgorithm.algorithmId)) return undefined;
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return { valid: verify(hash, data, { key, padding, saltLength }, signature), weak: isWeak(hash, key) };
};
