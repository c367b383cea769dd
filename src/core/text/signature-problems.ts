import type { Problem } from '../problem.ts';
import { plural } from './count.ts';
import { printable, quoted } from './printable.ts';

/** Sentences about the signatures of a CorDapp JAR, and what a node makes of them. */

const error = (code: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  message,
  remedy,
});

const warning = (code: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'warning',
  message,
  remedy,
});

const SIGN_AGAIN = 'build the JAR, sign it as the last step, and release it unchanged';

export const unsigned = (): Problem =>
  warning(
    'jar-unsigned',
    'the JAR is not signed, so its contracts get no signature constraint',
    'sign it with jarsigner or the "signing" block of the Corda Gradle plugin',
  );

export const developmentKey = (subject: string): Problem =>
  warning(
    'jar-development-key',
    `${printable(subject)} is one of R3's development keys; a node outside devMode refuses it by default`,
    'sign with your own key: in the Corda Gradle plugin, cordapp { signing { enabled … options { … } } }',
  );

export const weakSignature = (): Problem =>
  warning(
    'jar-signature-weak',
    'the signature relies on SHA-1 or a key under 1,024 bits; a node on Java 17 takes the JAR as unsigned',
    'sign with SHA-256 and a stronger key',
  );

const BLOCK_FAULTS = {
  missing: 'has no signature block (.RSA, .DSA or .EC)',
  malformed: 'has a signature block that cannot be read',
  embedded: 'has a signature block that brings its own copy of the signed text',
  certificate: 'is signed by a key whose certificate is not in its signature block',
  algorithm: 'is signed in a way Cordage does not know',
  digest: 'is not the text that was signed',
  signature: 'has a signature that its key did not make',
  malformedFile: 'is not a signature file of version 1.0',
  manifest: 'was made for another manifest',
} as const;

export type BlockFault = keyof typeof BLOCK_FAULTS;

export const signatureInvalid = (file: string, fault: BlockFault): Problem =>
  error('jar-signature-invalid', `${printable(file)} ${BLOCK_FAULTS[fault]}`, SIGN_AGAIN);

export const signatureOrphan = (block: string): Problem =>
  error('jar-signature-orphan', `${printable(block)} is a signature block without its .SF file`, SIGN_AGAIN);

export const signaturesLate = (files: readonly string[]): Problem =>
  error(
    'jar-signature-late',
    `${plural(files.length, 'signature file stands', 'signature files stand')} after other entries, where the node no longer looks: ${some(files)}`,
    SIGN_AGAIN,
  );

export const tooManySignatures = (count: number, limit: number): Problem =>
  error(
    'jar-signatures-too-many',
    `the JAR has ${plural(count, 'signature file')}; Corda's composite keys hold ${limit} keys`,
    'sign with fewer keys',
  );

/** Entries that changed after signing: the node stops with a `SecurityException`. */
export const entriesChanged = (names: readonly string[]): Problem =>
  error(
    'jar-entry-changed',
    `${plural(names.length, 'entry does', 'entries do')} not match the signed digests: ${some(names)}`,
    SIGN_AGAIN,
  );

/** In the node's words for the exception: a mismatch between signers. */
export const mixedSigners = (names: readonly string[], first: string): Problem =>
  error(
    'jar-signers-mixed',
    `Mismatch between signers: ${plural(names.length, 'entry has', 'entries have')} not the same signers as ${quoted(first)}: ${some(names)}`,
    SIGN_AGAIN,
  );

const some = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).map(quoted).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
};
