import type { CordappChange, Finding } from '../cordapp/change.ts';
import { plural } from './count.ts';

const INDENT = ' '.repeat(12);

const countOf = (findings: readonly Finding[], severity: Finding['severity']): number =>
  findings.filter((finding) => finding.severity === severity).length;

const renderFinding = ({ severity, what, source, remedy }: Finding): readonly string[] =>
  severity === 'info'
    ? [`  ${severity.padEnd(8)}  ${what}`]
    : [`  ${severity.padEnd(8)}  ${what}`, `${INDENT}${remedy}`, `${INDENT}source: ${source}`];

/** What it means that one JAR takes the place of the other, for a terminal; blocks first. */
export const renderChange = ({ findings }: CordappChange): string => {
  const counts = `${plural(countOf(findings, 'block'), 'block')}, ${plural(countOf(findings, 'warn'), 'warning')}`;
  return `${[`What the change means: ${counts}`, ...findings.flatMap(renderFinding)].join('\n')}\n`;
};
