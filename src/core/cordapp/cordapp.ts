import type { Problem } from '../problem.ts';
import type { CordappCode } from './code.ts';

/** One half of a CorDapp as its manifest announces it. `version` is a whole number from 1 (corda.md 3.1). */
export type CordappInfo = {
  readonly name: string;
  readonly version: number;
  readonly vendor: string;
  readonly licence: string;
};

/** Who signed every entry of the JAR. */
export type Signer = {
  /** Distinguished name of the leaf certificate, RFC 4514 order: `CN=…, O=Acme, C=GB`. */
  readonly subject: string;
  /** Upper-hex SHA-256 of the SHA-256 of the public key: what `cordappSignerKeyFingerprintBlacklist` lists. */
  readonly fingerprint: string;
  /** True for one of R3's development keys, which a node outside devMode refuses. */
  readonly development: boolean;
};

/** What a node would learn from a CorDapp JAR. */
export type CordappFacts = {
  /** Lower-hex SHA-256 of the whole file; Corda's attachment id. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** False where `JarInputStream` would not find the manifest: the node then takes every default. */
  readonly manifestSeen: boolean;
  readonly contract: CordappInfo | undefined;
  readonly workflow: CordappInfo | undefined;
  /** Pre-Corda-4 style (`Name`, `Implementation-Version`), used only when neither of the above is there. */
  readonly legacy: { readonly name: string; readonly vendor: string; readonly version: string } | undefined;
  readonly minimumPlatformVersion: number;
  readonly targetPlatformVersion: number;
  readonly signers: readonly Signer[];
  /** What its classes and change logs say; undefined where the archive could not be read to its end. */
  readonly code: CordappCode | undefined;
  readonly problems: readonly Problem[];
};
