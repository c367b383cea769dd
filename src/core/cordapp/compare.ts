import { isError } from '../problem.ts';
import { anyByteChanged, configRenamed, notReadable, readWithErrors, sameBytes } from '../text/change-findings.ts';
import type { CordappChange, FileNames, Finding } from './change.ts';
import { compareChangeLogs } from './compare-change-logs.ts';
import { compareClasses } from './compare-classes.ts';
import { compareFlows } from './compare-flows.ts';
import { compareLanguage } from './compare-language.ts';
import { compareSigners } from './compare-signers.ts';
import { compareVersions } from './compare-versions.ts';
import type { CordappFacts } from './cordapp.ts';

const ORDER = ['block', 'warn', 'info'] as const;

const blocksFirst = (findings: readonly Finding[]): readonly Finding[] =>
  ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));

/** The CorDapp's configuration is found by the name of its JAR, so a version in the name moves it. */
const compareNames = (names: FileNames | undefined): readonly Finding[] =>
  names && names.before !== names.after ? [configRenamed(names.before, names.after)] : [];

const hasErrors = ({ problems }: CordappFacts): boolean => problems.some(isError);

/** Findings about JARs that could not be read, or were read with errors. */
const compareErrors = (before: CordappFacts, after: CordappFacts): readonly Finding[] => [
  ...(hasErrors(after) ? [readWithErrors('after')] : []),
  ...(hasErrors(before) ? [readWithErrors('before')] : []),
];

/**
 * What it means for a node and its network that `after` takes the place of `before`, told from the two JARs alone: which nodes
 * run what is for others to add. `names` are those of the files; without them nothing is said of the configuration file.
 */
export const compareCordapps = (before: CordappFacts, after: CordappFacts, names?: FileNames): CordappChange => {
  const identical = before.sha256 === after.sha256;
  const findings: Finding[] = [...compareNames(names)];
  if (identical) findings.push(sameBytes());
  else if (before.code === undefined || after.code === undefined) findings.push(notReadable());
  else {
    const [old, young] = [before.code, after.code];
    findings.push(
      anyByteChanged(),
      ...compareErrors(before, after),
      ...compareSigners(before, after),
      ...compareVersions(before, after),
      ...compareLanguage(old, young),
      ...compareClasses(old, young),
      ...compareFlows(old.flows, young.flows),
      ...compareChangeLogs(old, young),
    );
  }
  return { identical, findings: blocksFirst(findings) };
};
