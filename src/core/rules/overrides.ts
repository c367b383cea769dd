import type { StandingOverride } from '../config/config.ts';
import type { Override } from '../journal/decisions.ts';
import type { Finding } from './rule.ts';

/** What a rule is called in `/override R7 "reason"`. */
const RULE = /^R[1-9]\d?$/;

export const isRuleId = (subject: string): boolean => RULE.test(subject);

/**
 * Findings with whose word lets them pass. A finding of several rules needs a word for each. Only blocks are overridden:
 * a warning stops nothing, and stays to be read.
 * @param given of the ring that is judged, oldest first
 * @param standing those of `cordage.yaml`; one that has ended counts for nothing
 */
export const applyRuleOverrides = (
  findings: readonly Finding[],
  given: readonly Override[],
  standing: readonly StandingOverride[],
  now: number,
): readonly Finding[] =>
  findings.map((finding) => {
    if (finding.severity !== 'block') return finding;
    const words = finding.rules.map((rule) => wordFor(rule, given, standing, now));
    const [first] = words;
    return first && words.every((word) => word !== undefined) ? { ...finding, overridden: first } : finding;
  });

const wordFor = (
  rule: string,
  given: readonly Override[],
  standing: readonly StandingOverride[],
  now: number,
): Finding['overridden'] => {
  const word = given.findLast(({ subject }) => subject === rule);
  if (word) return { by: word.by, reason: word.reason };
  const stands = standing.find((one) => one.rule === rule && now <= one.until);
  return stands && { by: 'cordage.yaml', reason: stands.reason, until: stands.until };
};

/** Where an override on a pull request that takes nodes back holds, in place of a ring. */
export const rollbackScope = (request: number): string => `rollback-${request}`;

/** What still stops the change. */
export const blocksIn = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity, overridden }) => severity === 'block' && !overridden);
