import type { Signer } from '../core/cordapp/cordapp.ts';
import type { Problem } from '../core/problem.ts';
import {
  developmentKey,
  entriesChanged,
  mixedSigners,
  signatureInvalid,
  signatureOrphan,
  unsigned,
  weakSignature,
} from '../core/text/signature-problems.ts';
import type { DigestCheck } from './digests.ts';
import type { VerifiedSigner } from './signature-block.ts';
import { verifyBlock } from './signature-block.ts';
import type { Coverage, ManifestText } from './signature-file.ts';
import { readCoverage } from './signature-file.ts';

/** What was read of a JAR that its signers are judged by. */
export type SignatureEvidence = {
  readonly manifest: ManifestText;
  /** Signature files and blocks by entry name, in the order of the archive. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** How each entry's bytes compare to the manifest's digests. */
  readonly digests: ReadonlyMap<string, DigestCheck>;
  readonly signable: readonly string[];
};

type Judged = { readonly signers: readonly Signer[]; readonly problems: readonly Problem[] };

type Signature = { readonly signers: readonly VerifiedSigner[]; readonly coverage: Coverage };

const baseName = (name: string): string => name.slice(0, name.lastIndexOf('.')).toUpperCase();

const isSignatureFile = (name: string): boolean => /\.SF$/i.test(name);

const verifySignatures = (
  evidence: SignatureEvidence,
): { readonly found: readonly Signature[]; readonly problems: readonly Problem[] } => {
  const names = [...evidence.files.keys()];
  const texts = names.filter(isSignatureFile);
  const blocks = names.filter((name) => !isSignatureFile(name));
  const found: Signature[] = [];
  const problems: Problem[] = [];
  for (const file of texts) {
    const text = evidence.files.get(file) ?? new Uint8Array();
    const mine = blocks.filter((block) => baseName(block) === baseName(file));
    if (mine.length === 0) problems.push(signatureInvalid(file, 'missing'));
    for (const block of mine) {
      const signers = verifyBlock(evidence.files.get(block) ?? new Uint8Array(), text);
      const coverage = typeof signers === 'string' ? signers : readCoverage(file, text, evidence.manifest);
      if (typeof signers === 'string') problems.push(signatureInvalid(file, signers));
      else if (typeof coverage === 'string') problems.push(signatureInvalid(file, coverage));
      else found.push({ signers, coverage });
    }
  }
  const orphans = blocks.filter((block) => !texts.some((file) => baseName(file) === baseName(block)));
  return { found, problems: [...problems, ...orphans.map(signatureOrphan)] };
};

/** Signers of one entry by identity, as `JarEntry.getCodeSigners` has them; none where its bytes changed. */
const signersOf = (name: string, found: readonly Signature[]): ReadonlyMap<string, Signer> =>
  new Map(
    found
      .filter(({ coverage }) => coverage.names.has(name))
      .flatMap(({ signers }) => signers.map(({ identity, signer }) => [identity, signer])),
  );

const sameKeys = (a: ReadonlyMap<string, Signer>, b: ReadonlyMap<string, Signer>): boolean =>
  a.size === b.size && [...a.keys()].every((key) => b.has(key));

const findWeakness = (found: readonly Signature[], evidence: SignatureEvidence): boolean =>
  found.some(({ signers, coverage }) => coverage.weak || signers.some(({ weak }) => weak)) ||
  (found.length > 0 && [...evidence.digests.values()].some(({ weak }) => weak));

/**
 * Who signed every entry, as Corda's `JarSignatureCollector` asks: all signable entries must have one and the same set
 * of signers. Every signature in the JAR must hold, also one that Java would pass over.
 */
export const judgeSigners = (evidence: SignatureEvidence): Judged => {
  const { found, problems } = verifySignatures(evidence);
  if (evidence.files.size === 0) return { signers: [], problems: [unsigned()] };
  const { signable, digests } = evidence;
  const sets = new Map(signable.map((name) => [name, signersOf(name, found)]));
  const first = signable[0] ?? '';
  const expected = sets.get(first) ?? new Map<string, Signer>();
  const others = signable.filter((name) => !sameKeys(sets.get(name) ?? new Map<string, Signer>(), expected));
  const covered = signable.filter((name) => (sets.get(name)?.size ?? 0) > 0);
  const changed = covered.filter((name) => digests.get(name)?.result !== 'match');
  const common = [...expected].filter(([key]) => signable.every((name) => sets.get(name)?.has(key)));
  const signers = changed.length > 0 ? [] : common.map(([, signer]) => signer);
  return {
    signers,
    problems: [
      ...problems,
      ...(changed.length > 0 ? [entriesChanged(changed)] : []),
      ...(others.length > 0 ? [mixedSigners(others, first)] : []),
      ...(findWeakness(found, evidence) ? [weakSignature()] : []),
      ...signers.filter(({ development }) => development).map(({ subject }) => developmentKey(subject)),
    ],
  };
};
