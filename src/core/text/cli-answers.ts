import type { LeftOut } from '../network/moves.ts';
import { isError, type Problem } from '../problem.ts';
import { formatCount, listNames, plural } from './count.ts';
import { groupLeftOut } from './left-out.ts';
import { alignColumns } from './pin-table.ts';

/** What was wrong with a command line, each with its remedy; then where to read on. */
export const renderRefusal = (command: string | undefined, problems: readonly Problem[], usage?: string): string => {
  const name = command === undefined ? 'cordage' : `cordage ${command}`;
  return [
    ...problems.flatMap(({ message, remedy }) => [`${name}: ${message}`, `  ${remedy}`]),
    ...(usage === undefined ? [] : ['', ...usage.split('\n').map((line) => `  ${line}`)]),
    ...(usage === undefined && command !== undefined
      ? []
      : ['', `More: cordage ${command === undefined ? '--help' : `help ${command}`}`]),
    '',
  ].join('\n');
};

/** An error of ours, with its stack for whoever looks into it. */
export const renderFault = (command: string, problem: Problem, stack: string | undefined): string =>
  `${renderRefusal(command, [problem])}${stack === undefined ? '' : `\n${stack}\n`}`;

export const renderVersion = (version: string): string => `cordage ${version}\n`;

export const readingFiles = (done: number, of: number): string =>
  `reading ${formatCount(done)} of ${plural(of, 'file')}`;

export const understanding = (files: number): string => `following the references of ${plural(files, 'file')}`;

export const editingFiles = (done: number, of: number): string =>
  `editing ${formatCount(done)} of ${plural(of, 'file')}`;

/** How far `cordage lint` came when `cordage.yaml` itself is wrong. */
export const lintStopped = (): string => 'nodes and pins are looked at once cordage.yaml is right\n';

/** One line for each file that was written: `nodes/party-0001/kustomization.yaml  1.3.2 to 1.4.0`. */
export type WrittenFile = { readonly path: string; readonly from: readonly string[]; readonly pins: number };

export const renderWritten = (files: readonly WrittenFile[], version: string): string =>
  alignColumns(
    files.map(({ path, from, pins }) => [
      path,
      `${listNames(from, 3)} to ${version}${pins > 1 ? `, ${plural(pins, 'pin')}` : ''}`,
    ]),
  )
    .map((line) => `${line}\n`)
    .join('');

export type BumpEnd = {
  readonly artifact: string;
  readonly version: string;
  readonly files: number;
  readonly pins: number;
  readonly nodes: number;
  readonly leftOut: readonly LeftOut[];
  readonly kind: 'written' | 'dry-run' | 'refused';
};

/** The last lines of `cordage bump`, after its result. */
export const renderBumpEnd = (end: BumpEnd): string => {
  const rows = groupLeftOut(end.leftOut, end).map(({ reason, nodes }) => [
    'left alone:',
    plural(nodes.length, 'node'),
    `${reason}: ${listNames(nodes)}`,
  ]);
  return [tellEnd(end), ...alignColumns(rows), ''].join('\n');
};

const tellEnd = ({ kind, files, pins, nodes, artifact, version }: BumpEnd): string => {
  if (kind === 'refused') return 'nothing was written';
  if (files === 0) return `nothing to change: no chosen node runs an older ${artifact} than ${version}`;
  const amount = `${plural(pins, 'pin')} of ${plural(nodes, 'node')}`;
  return kind === 'written'
    ? `${plural(files, 'file')} changed: ${amount}`
    : `${plural(files, 'file')} would change: ${amount}; nothing was written`;
};

export const digestUnused = (): string => '--digest was not needed: no pin that moves names a digest\n';

export const jarsUnused = (names: readonly string[]): string =>
  `--jar was not needed for ${listNames(names)}: no pin that moves has its checksum\n`;

/** Errors that are not of the matter at hand, so that it went on; they may hide a pin. Empty where there is none. */
export const tellOtherErrors = (problems: readonly Problem[]): string => {
  const errors = problems.filter(isError).length;
  return errors === 0 ? '' : `the network has ${plural(errors, 'error')}, which may hide pins: cordage lint tells\n`;
};
