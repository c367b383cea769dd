import { blocksIn } from '../rules/overrides.ts';
import type { Finding } from '../rules/rule.ts';
import { rulesOverridden, rulesStop } from '../text/rule-findings.ts';
import type { GateVerdict } from './gate.ts';
import { passGate } from './wait.ts';

/** Whether Corda's rules let it go on: no block stands that nobody overrode by its number. */
export const judgeRulesGate = (findings: readonly Finding[]): GateVerdict => {
  const blocks = blocksIn(findings);
  if (blocks.length > 0) return { kind: 'block', gate: 'rules', problem: rulesStop(blocks) };
  const note = rulesOverridden(findings);
  return note === '' ? passGate('rules') : passGate('rules', note);
};
