import { languageChanged, loadedByNone, lostFor411, lostFor412 } from '../text/language-findings.ts';
import type { Finding } from './change.ts';
import type { CordappCode } from './code.ts';
import { findLoaders } from './language.ts';

/** Which nodes could load the old JAR, and cannot load the new one. */
export const compareLanguage = (before: CordappCode, after: CordappCode): readonly Finding[] => {
  const [old, young] = [findLoaders(before), findLoaders(after)];
  if (!young.upTo411 && !young.from412) return [loadedByNone(after)];
  const lost = [
    ...(old.upTo411 && !young.upTo411 ? [lostFor411(before, after)] : []),
    ...(old.from412 && !young.from412 ? [lostFor412(before, after)] : []),
  ];
  if (lost.length > 0) return lost;
  const same = before.classVersion === after.classVersion && before.kotlin === after.kotlin;
  return same ? [] : [languageChanged(before, after)];
};
