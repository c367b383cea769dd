import { isError } from '../problem.ts';
import {
  neitherSigned,
  noLongerSigned,
  nowSigned,
  sameSigners,
  signersAdded,
  signersLost,
  workflowSigners,
} from '../text/signer-findings.ts';
import type { Finding } from './change.ts';
import type { CordappFacts, Signer } from './cordapp.ts';

const without = (signers: readonly Signer[], others: readonly Signer[]): readonly Signer[] =>
  signers.filter(({ fingerprint }) => others.every((other) => other.fingerprint !== fingerprint));

const holdsContracts = ({ contract, code }: CordappFacts): boolean =>
  contract !== undefined || (code?.contracts.length ?? 0) > 0;

/** Errors may be about signatures; an empty list of signers then does not mean unsigned. */
const isUnclear = ({ signers, problems }: CordappFacts): boolean => signers.length === 0 && problems.some(isError);

/** What the signers mean for states that are held by constraints (Corda 4.12, `ConstraintsUtils.kt`). */
export const compareSigners = (before: CordappFacts, after: CordappFacts): readonly Finding[] => {
  if (isUnclear(before) || isUnclear(after)) return [];
  const lost = without(before.signers, after.signers);
  const added = without(after.signers, before.signers);
  if (!holdsContracts(before)) return lost.length + added.length > 0 ? [workflowSigners(lost, added)] : [];
  if (before.signers.length === 0) return [after.signers.length === 0 ? neitherSigned() : nowSigned(after.signers)];
  if (after.signers.length === 0) return [noLongerSigned(before.signers)];
  if (lost.length > 0) return [signersLost(lost, added)];
  return [added.length > 0 ? signersAdded(added) : sameSigners(after.signers)];
};
