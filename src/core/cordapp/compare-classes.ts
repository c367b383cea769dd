import { contractsAdded, contractsRemoved, statesAdded, statesRemoved } from '../text/class-findings.ts';
import type { Finding } from './change.ts';
import type { CordappCode } from './code.ts';

/** What is in the first list only. */
export const subtract = (names: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
};

const tell = (names: readonly string[], say: (names: readonly string[]) => Finding): readonly Finding[] =>
  names.length > 0 ? [say(names)] : [];

/** Contracts and states that came and went; their contents are not compared. */
export const compareClasses = (before: CordappCode, after: CordappCode): readonly Finding[] => [
  ...tell(subtract(before.contracts, after.contracts), contractsRemoved),
  ...tell(subtract(after.contracts, before.contracts), contractsAdded),
  ...tell(subtract(before.states, after.states), statesRemoved),
  ...tell(subtract(after.states, before.states), statesAdded),
];
