import type { CordaPath } from '../corda/paths.ts';
import type { LeftOut } from '../network/moves.ts';
import type { Problem } from '../problem.ts';
import type { RollbackClass } from '../rules/rule.ts';
import { renderPaths } from './corda-paths.ts';
import { formatCount, formatDuration, listNames, plural } from './count.ts';
import { groupLeftOut } from './left-out.ts';
import { alignColumns } from './pin-table.ts';
import { tellRollbackClass } from './rule-findings.ts';
import type { VersionCount } from './pull-view.ts';

/** One ring of a plan: what a version means for it. */
export type PlannedRing = {
  readonly ring: string;
  /** Names of those that move, sorted. */
  readonly nodes: readonly string[];
  /** What they run now, most frequent first. */
  readonly from: readonly VersionCount[];
  readonly batches: { readonly count: number; readonly size: number };
  /** Milliseconds. */
  readonly soak: number;
  /** Who opens its pull request; undefined where no node moves. */
  readonly opens: 'with-release' | 'by-hand' | undefined;
};

export type PlannedRollout = {
  readonly artifact: string;
  readonly version: string;
  readonly network: string;
  readonly rings: readonly PlannedRing[];
  readonly leftOut: readonly LeftOut[];
  /** For nodes of Corda: the way there, by the version they run. */
  readonly paths?: readonly CordaPath[];
  /** What it takes to undo it. */
  readonly rollback?: RollbackClass;
  readonly problems: readonly Problem[];
};

/** Versions named in a cell before the rest is counted. */
const MOST_VERSIONS = 4;

/** What `cordage plan` prints. */
export const renderPlan = (plan: PlannedRollout): string => {
  const { artifact, version, network, rings, leftOut, paths } = plan;
  const moving = rings.filter(({ nodes }) => nodes.length > 0);
  const nodes = moving.reduce((sum, ring) => sum + ring.nodes.length, 0);
  const groups = groupLeftOut(leftOut, plan);
  const byHand = moving.find(({ opens }) => opens === 'by-hand');
  return [
    `${artifact} ${version} on network ${network}: ${plural(nodes, 'node')} to move, in ${plural(moving.length, 'ring')} of ${formatCount(rings.length)}`,
    '',
    ...alignColumns(
      [['  ring', 'nodes', 'from', 'to', 'batches', 'soak', 'opens'], ...rings.map((ring) => renderRow(ring, version))],
      [1],
    ),
    ...(groups.length > 0 ? [''] : []),
    ...alignColumns(
      groups.map(({ reason, nodes: names }) => [
        '  left out',
        formatCount(names.length),
        `${reason}: ${listNames(names)}`,
      ]),
      [1],
    ),
    ...(plan.rollback ? ['', `  rollback  ${tellRollbackClass(plan.rollback)}`] : []),
    ...renderPaths(paths ?? []),
    ...(byHand && isOneStep(paths)
      ? ['', `  by hand  cordage bump --artifact ${artifact} --version ${version} --ring ${byHand.ring}`]
      : []),
    '',
  ].join('\n');
};

/** A command that leads past a step, or nobody knows where, is not one to copy. */
const isOneStep = (paths: PlannedRollout['paths']): boolean =>
  paths === undefined || (paths.length > 0 && paths.every(({ steps }) => steps.length === 1));

const renderRow = ({ ring, nodes, from, batches, soak, opens }: PlannedRing, version: string): readonly string[] =>
  opens === undefined
    ? [`  ${ring}`, '0', 'nothing to do']
    : [
        `  ${ring}`,
        formatCount(nodes.length),
        renderVersions(from),
        version,
        batches.count === 1 ? '1' : `${formatCount(batches.count)} of ${formatCount(batches.size)}`,
        formatDuration(soak),
        opens === 'with-release' ? 'with the release' : 'by hand',
      ];

/** `1.3.2 (117), 1.3.1 (1)`; one version alone needs no count. */
const renderVersions = (from: readonly VersionCount[]): string => {
  if (from.length === 1) return from[0]?.version ?? '';
  const shown = from.slice(0, MOST_VERSIONS).map(({ version, nodes }) => `${version} (${formatCount(nodes)})`);
  const rest = from.length - MOST_VERSIONS;
  return [...shown, ...(rest > 0 ? [plural(rest, 'other version')] : [])].join(', ');
};
