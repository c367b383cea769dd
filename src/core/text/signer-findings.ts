import type { Finding } from '../cordapp/change.ts';
import type { Signer } from '../cordapp/cordapp.ts';
import { plural } from './count.ts';
import { block, info, listed, SOURCES, warn } from './finding.ts';

/** Sentences about who signed the one JAR and the other, and what that does to states. */

const subjects = (signers: readonly Signer[]): string => listed(signers.map(({ subject }) => `"${subject}"`));

export const sameSigners = (signers: readonly Signer[]): Finding =>
  info(
    'signers-same',
    `signed by the same ${signers.length === 1 ? 'key' : plural(signers.length, 'key')} (${subjects(signers)}): states under a signature constraint can move to the new JAR`,
    SOURCES.constraints,
    'nothing to do',
  );

export const signersLost = (lost: readonly Signer[], added: readonly Signer[]): Finding =>
  block(
    'signers-lost',
    `${subjects(lost)} signed the old JAR and did not sign the new one${added.length > 0 ? `, which ${subjects(added)} signed instead` : ''}: a state asks for every key that signed the JAR it was made with, so existing states cannot be spent with the new one`,
    SOURCES.constraints,
    'sign the new JAR with every key of the old one; where a key was rotated, declare the rotation on every node first (rotatedCordappSignerKeys)',
  );

export const signersAdded = (added: readonly Signer[]): Finding =>
  warn(
    'signers-added',
    `${subjects(added)} signed the new JAR besides the keys of the old one: existing states can move, new states ask for all keys from now on, and legacy-contracts on a 4.12 node asks for equal sets`,
    SOURCES.constraints,
    'go on only if every later release will be signed by all of these keys',
  );

export const noLongerSigned = (signers: readonly Signer[]): Finding =>
  block(
    'signers-none',
    `the old JAR is signed by ${subjects(signers)}, the new one by nobody: existing states ask for that key and cannot be spent, new states would get a hash constraint`,
    SOURCES.constraints,
    'sign the new JAR with every key of the old one',
  );

export const neitherSigned = (): Finding =>
  block(
    'unsigned-both',
    'neither JAR is signed: states made with the old one are held by its hash and cannot be spent with the new one, unless the zone whitelist holds them',
    SOURCES.constraints,
    "sign the CorDapp and migrate the states' constraints on Corda 4.11 or earlier; hash constraints are not supported from 4.12 on",
  );

export const nowSigned = (signers: readonly Signer[]): Finding =>
  warn(
    'signed-now',
    `the old JAR is not signed, the new one is, by ${subjects(signers)}: new states get a signature constraint, but those made with the old JAR are held by its hash and do not move by themselves, unless the zone whitelist holds them`,
    SOURCES.migrating,
    "migrate the states' constraints on Corda 4.11 or earlier before nodes lose the old JAR",
  );

export const workflowSigners = (lost: readonly Signer[], added: readonly Signer[]): Finding =>
  info(
    'signers-of-workflow',
    `other keys signed (${[...(lost.length > 0 ? [`no longer ${subjects(lost)}`] : []), ...(added.length > 0 ? [`now ${subjects(added)}`] : [])].join(', ')}); the old JAR has no contracts, so no state asks for them`,
    SOURCES.constraints,
    'see that the change of keys was meant',
  );
