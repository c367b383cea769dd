import type { LeftOut } from '../network/moves.ts';
import type { Problem } from '../problem.ts';
import { formatCount, formatDuration, listNames, plural } from './count.ts';
import { groupLeftOut } from './left-out.ts';
import { alignColumns } from './pin-table.ts';
import { countProblems } from './problems.ts';
import type { VersionCount } from './pull-view.ts';

/** One ring of a plan: what a version means for it. Durations in milliseconds. */
export type PlannedRing = {
  readonly ring: string;
  readonly nodes: number;
  readonly from: readonly VersionCount[];
  readonly pullRequests: number;
  /** Nodes per batch; undefined when the ring moves as a whole. */
  readonly batch: number | undefined;
  readonly soak: number;
};

export type PlannedRollout = {
  readonly artifact: string;
  readonly version: string;
  readonly network: string;
  readonly rings: readonly PlannedRing[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
};

/** What `cordage plan` prints. */
export const renderPlan = (plan: PlannedRollout): string => {
  const { artifact, version, network, rings, leftOut, problems } = plan;
  const nodes = rings.reduce((sum, ring) => sum + ring.nodes, 0);
  const pulls = rings.reduce((sum, ring) => sum + ring.pullRequests, 0);
  const groups = groupLeftOut(leftOut, plan);
  return [
    `${artifact} ${version} on network ${network}: ${plural(nodes, 'node')} in ${plural(rings.length, 'ring')}, ${plural(pulls, 'pull request')}`,
    '',
    ...alignColumns([['  ring', 'nodes', 'from', 'pull requests', 'batches', 'soak'], ...rings.map(rowOf)]),
    ...(groups.length > 0 ? [''] : []),
    ...alignColumns(
      groups.map(({ reason, nodes: names }) => ['  left out', formatCount(names.length), reason, listNames(names)]),
    ),
    ...(problems.length > 0 ? ['', `  ${countProblems(problems)}`] : []),
    '',
  ].join('\n');
};

const rowOf = ({ ring, nodes, from, pullRequests, batch, soak }: PlannedRing): readonly string[] => [
  `  ${ring}`,
  formatCount(nodes),
  nodes === 0
    ? 'nothing to do'
    : from.map(({ version, nodes: count }) => `${version} (${formatCount(count)})`).join(' '),
  formatCount(pullRequests),
  batch === undefined ? '' : `of ${formatCount(batch)}`,
  formatDuration(soak),
];
