import type { CordaPath } from '../corda/paths.ts';
import type { Need } from '../corda/facts/needs.ts';
import type { PathStep } from '../corda/path.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import { formatCount } from './count.ts';
import { alignColumns } from './pin-table.ts';

/** The way to a version of Corda for a terminal: from where, over what, and what each step needs. Empty without paths. */
export const renderPaths = (paths: readonly CordaPath[]): readonly string[] => {
  if (paths.length === 0) return [];
  const steps = listSteps(paths);
  const far = steps.filter(({ minors }) => minors.length > 0);
  const common = far.length > 1 ? (far[0]?.needs.filter(({ when }) => when === 'minor') ?? []) : [];
  return [
    '',
    ...alignColumns(
      [
        ['  path from', 'nodes', 'over'],
        ...paths.map(({ from, nodes, steps }) => [
          `  ${from}`,
          formatCount(nodes),
          steps.map(({ to }) => nameVersion(to)).join(', then '),
        ]),
      ],
      [1],
    ),
    ...(common.length > 0 ? ['', '  every step to another minor release', ...common.map(renderNeed)] : []),
    ...steps.flatMap((step) => renderStep(step, common)),
    '',
    '  sources: docs/corda-facts.md, or --json',
  ];
};

/** Each step once, however many starting versions share it. */
const listSteps = (paths: readonly CordaPath[]): readonly PathStep[] => {
  const steps = paths.flatMap((path) => path.steps);
  const known = new Map(steps.map((step) => [`${lineOf(step.from) ?? ''} ${step.to}`, step]));
  return [...known.values()].toSorted((a, b) => byVersion(a.to, b.to) || byVersion(a.from, b.from));
};

const byVersion = (a: string, b: string): number => compareVersions(a, b) ?? 0;

const renderStep = ({ from, to, platformVersion, minors, needs, certainty }: PathStep, common: readonly Need[]) => {
  const platform = platformVersion ? `, platform version ${platformVersion.value}` : '';
  const doubt = certainty === 'inferred' ? ' (inferred, not confirmed)' : '';
  const order = minors.length > 1 ? [`    - database updates one after the other: ${minors.join(', ')}`] : [];
  const own = needs.filter(({ id }) => !common.some((need) => need.id === id));
  return ['', `  ${lineOf(from) ?? from} to ${nameVersion(to)}${platform}${doubt}`, ...order, ...own.map(renderNeed)];
};

const renderNeed = ({ what, certainty }: Need): string =>
  `    - ${what}${certainty === 'inferred' ? ' (inferred)' : ''}`;

/** `4.5.x` where no patch of the release is known. */
const nameVersion = (version: string): string => (/^\d+\.\d+$/.test(version) ? `${version}.x` : version);
