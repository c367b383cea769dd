import { createHash, X509Certificate } from 'node:crypto';
import type { Attribute, SignerInfo } from 'pkijs';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData } from 'pkijs';
import type { Signer } from '../core/cordapp/cordapp.ts';
import type { BlockFault } from '../core/text/signature-problems.ts';
import { fingerprintOf, isDevelopmentKey } from './fingerprint.ts';
import { findHash, verifySignature } from './signature-algorithm.ts';

/** A signer whose signature holds. Java counts two signers as one when chain and timestamp agree: `identity`. */
export type VerifiedSigner = { readonly signer: Signer; readonly identity: string; readonly weak: boolean };

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const TIMESTAMP = '1.2.840.113549.1.9.16.2.14';

const hashOf = (algorithm: string, data: Uint8Array): Buffer => createHash(algorithm).update(data).digest();

const findAttribute = (attributes: readonly Attribute[] | undefined, type: string): Buffer | undefined => {
  const found = (attributes ?? []).filter((attribute) => attribute.type === type);
  const [value, ...more] = found[0]?.values ?? [];
  if (found.length !== 1 || value === undefined || more.length > 0) return undefined;
  return Buffer.from(value.toBER());
};

const findCertificate = (data: SignedData, info: SignerInfo): Certificate | undefined => {
  const { sid } = info;
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined;
  return (data.certificates ?? [])
    .filter((candidate) => candidate instanceof Certificate)
    .find(({ issuer, serialNumber }) => issuer.isEqual(sid.issuer) && serialNumber.isEqual(sid.serialNumber));
};

const toX509 = (certificate: Certificate): X509Certificate =>
  new X509Certificate(Buffer.from(certificate.toSchema().toBER()));

/** The leaf and what issued it, as far as the block tells. The node trusts no root here, so the chain only identifies. */
const buildChain = (leaf: X509Certificate, others: readonly X509Certificate[]): readonly X509Certificate[] => {
  const chain = [leaf];
  for (let last = leaf; last.issuer !== last.subject && chain.length <= others.length;) {
    const issuer = others.find((candidate) => candidate.subject === last.issuer);
    if (issuer === undefined) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
};

/** RFC 4514 begins with the last relative name; Node escapes values as it says and puts each name on its own line. */
const renderSubject = (certificate: X509Certificate): string => certificate.subject.split('\n').toReversed().join(', ');

/** The bytes that were signed: the attributes where there are any, which then must hold the digest of the text. */
const findSignedBytes = (info: SignerInfo, digest: string, text: Uint8Array): Uint8Array | undefined => {
  if (!info.signedAttrs) return text;
  const { attributes, encodedValue } = info.signedAttrs;
  const announced = findAttribute(attributes, MESSAGE_DIGEST);
  const actual = hashOf(digest, text);
  // An OCTET STRING of a hash: tag, length, and the bytes.
  const expected = Buffer.concat([Buffer.from([0x04, actual.length]), actual]);
  const hasType = findAttribute(attributes, CONTENT_TYPE) !== undefined;
  return hasType && announced?.equals(expected) ? new Uint8Array(encodedValue) : undefined;
};

const verifySigner = (data: SignedData, info: SignerInfo, text: Uint8Array): VerifiedSigner | BlockFault => {
  const certificate = findCertificate(data, info);
  if (certificate === undefined) return 'certificate';
  const digest = findHash(info.digestAlgorithm);
  if (digest === undefined) return 'algorithm';
  const signedBytes = findSignedBytes(info, digest, text);
  if (signedBytes === undefined) return 'digest';
  const leaf = toX509(certificate);
  const signature = info.signature.valueBlock.valueHexView;
  const verdict = verifySignature(info.signatureAlgorithm, digest, leaf.publicKey, signedBytes, signature);
  if (verdict === undefined) return 'algorithm';
  if (!verdict.valid) return 'signature';
  const others = (data.certificates ?? []).filter((other) => other instanceof Certificate).map(toX509);
  const timestamp = findAttribute(info.unsignedAttrs?.attributes, TIMESTAMP) ?? Buffer.alloc(0);
  const identity = hashOf('sha256', Buffer.concat([...buildChain(leaf, others).map(({ raw }) => raw), timestamp]));
  const fingerprint = fingerprintOf(leaf.publicKey);
  return {
    signer: { subject: renderSubject(leaf), fingerprint, development: isDevelopmentKey(fingerprint) },
    identity: identity.toString('hex'),
    weak: verdict.weak || digest === 'sha1',
  };
};

/**
 * Verifies a signature block (PKCS #7 SignedData) over the text of its signature file. Every signer in it must hold, else
 * the first fault is the answer; never throws. Validity dates and issuers are not asked, for the node does not either.
 */
export const verifyBlock = (block: Uint8Array, text: Uint8Array): readonly VerifiedSigner[] | BlockFault => {
  try {
    const { contentType, content } = ContentInfo.fromBER(block);
    if (contentType !== SIGNED_DATA) return 'malformed';
    const data = new SignedData({ schema: content });
    if (data.encapContentInfo.eContent) return 'embedded';
    const signers: VerifiedSigner[] = [];
    for (const info of data.signerInfos) {
      const signer = verifySigner(data, info, text);
      if (typeof signer === 'string') return signer;
      signers.push(signer);
    }
    return signers.length > 0 ? signers : 'signature';
  } catch {
    return 'malformed';
  }
};
