import { isError, type Problem } from '../problem.ts';
import { plural } from './count.ts';
import { cleanText, inlineCode, plain, row } from './escape.ts';
import { fitLines } from './fit.ts';

/** What was looked at, for the last line: `2 errors, 0 warnings in 3,002 nodes, 0.4 s`. */
export type LintScope = { readonly nodes: number; readonly seconds: number };

/** Beyond this the message goes on the next line, so that one long path does not push all messages aside. */
const WIDEST_PLACE = 60;

/** Problems for a terminal, one or two lines each, in the order of files and lines, and a last line that counts. */
export const renderProblems = (problems: readonly Problem[], scope?: LintScope): string => {
  const sorted = sortProblems(problems);
  const places = sorted.map((problem) => forTerminal(placeOf(problem) ?? '-'));
  const width = Math.min(WIDEST_PLACE, Math.max(0, ...places.map((place) => place.length)));
  const indent = ' '.repeat(width + 2);
  const level = Math.max(0, ...sorted.map(({ severity }) => severity.length));
  const lines = sorted.flatMap(({ severity, message, remedy }, index) => {
    const place = places[index] ?? '';
    const head = place.length > width ? [place, indent.slice(2)] : [place.padEnd(width)];
    const first = `${head.join('\n')}  ${severity.padEnd(level)}  ${forTerminal(message)}`;
    return [first, `${indent}${' '.repeat(level + 2)}${forTerminal(remedy)}`];
  });
  const within = scope ? ` in ${plural(scope.nodes, 'node')}, ${scope.seconds.toFixed(1)} s` : '';
  return `${[...lines, `${countProblems(problems)}${within}`].join('\n')}\n`;
};

/** `2 errors, 1 warning`. */
export const countProblems = (problems: readonly Problem[]): string => {
  const errors = problems.filter(isError).length;
  return `${plural(errors, 'error')}, ${plural(problems.length - errors, 'warning')}`;
};

/** Problems as items of a Markdown list. */
export const renderProblemItems = (problems: readonly Problem[]): readonly string[] =>
  errorsFirst(problems).map((problem) => {
    const place = placeOf(problem);
    const where = place === undefined ? '' : `${inlineCode(place)} `;
    return `- **${problem.severity}** ${where}${plain(problem.message, 1000)}. Next: ${plain(problem.remedy, 1000)}.`;
  });

/** Problems as a Markdown table, as many rows as the limit allows. */
export const renderProblemTable = (problems: readonly Problem[], limit: number): string => {
  const head = [row('where', '', 'what', 'next'), '|---|---|---|---|'].join('\n');
  const rows = errorsFirst(problems).map((problem) => {
    const place = placeOf(problem);
    const where = place === undefined ? '' : inlineCode(place);
    return row(where, problem.severity, plain(problem.message, 1000), plain(problem.remedy, 1000));
  });
  const rest = (left: number): string => `\n${plural(left, 'more problem')}: \`cordage lint\` shows all.`;
  return `${head}\n${fitLines(rows, limit - head.length - 1, rest)}`;
};

/** By file, line and column; those without a place first, for they concern the whole. */
const sortProblems = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => {
    const [left, right] = [a.at?.file ?? '', b.at?.file ?? ''];
    if (left !== right) return left < right ? -1 : 1;
    return (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);
  });

/** What is cut is cut at the end, so errors come before warnings wherever there is a limit. */
export const errorsFirst = (problems: readonly Problem[]): readonly Problem[] =>
  sortProblems(problems).toSorted((a, b) => Number(isError(b)) - Number(isError(a)));

const placeOf = ({ at }: Problem): string | undefined => at && `${at.file}:${at.line}:${at.column}`;

/** Values from files stand in messages; control sequences in them must not reach the terminal. */
const forTerminal = (text: string): string => cleanText(text).replaceAll('\n', ' ');
