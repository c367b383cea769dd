import { formatCount, plural } from './count.ts';
import { plain, row } from './escape.ts';
import { fitLines } from './fit.ts';
import { renderRing, type Batch } from './pull-title.ts';
import type { RingRow, VersionCount } from './pull-view.ts';

/** Versions named in a cell before the rest is counted. */
const MOST_VERSIONS = 4;

/** The plan for the whole network, ring by ring. */
export const renderRingTable = (
  rings: readonly RingRow[],
  version: string,
  batch: Batch | undefined,
  limit: number,
): string => {
  const head = `${row('ring', 'nodes', 'from', 'to', 'state')}\n|---|--:|---|---|---|`;
  const rows = rings.map((ring) => renderRow(ring, plain(version), batch));
  const rest = (left: number): string => row(plural(left, 'more ring'), '', '', '', '`cordage plan` shows all');
  return `${head}\n${fitLines(rows, limit - head.length - 1, rest)}`;
};

const renderRow = (ring: RingRow, version: string, batch: Batch | undefined): string => {
  const name = plain(ring.name);
  const from = renderVersions(ring.from);
  if (ring.state.kind !== 'here') {
    return row(name, formatCount(ring.nodes), from, ring.nodes > 0 ? version : '', renderState(ring));
  }
  const state = batch === undefined ? 'proposed here' : `${renderRing('', batch).slice(2)} proposed here`;
  return row(`**${name}** (this pull request)`, formatCount(ring.nodes), from, `**${version}**`, state);
};

const renderState = ({ state, batches }: RingRow): string => {
  if (state.kind === 'nothing-to-do') return 'nothing to do';
  return batches === undefined
    ? 'not opened'
    : `not opened, ${plural(batches.count, 'batch', 'batches')} of ${formatCount(batches.size)}`;
};

/** `1.3.2 (117), 1.3.1 (1)`; one version alone needs no count. */
export const renderVersions = (from: readonly VersionCount[]): string => {
  const [first, ...others] = from;
  if (!first) return '';
  if (others.length === 0) return plain(first.version);
  const shown = from.slice(0, MOST_VERSIONS).map(({ version, nodes }) => `${plain(version)} (${formatCount(nodes)})`);
  const rest = from.slice(MOST_VERSIONS);
  const nodes = rest.reduce((sum, { nodes }) => sum + nodes, 0);
  return [
    ...shown,
    ...(rest.length > 0 ? [`${plural(rest.length, 'other version')} (${formatCount(nodes)})`] : []),
  ].join(', ');
};
