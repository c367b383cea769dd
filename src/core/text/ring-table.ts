import { formatCount, formatDuration, formatTime, plural } from './count.ts';
import { inlineCode, plain, row } from './escape.ts';
import { fitLines } from './fit.ts';
import { renderLive } from './progress.ts';
import { renderRing, type Batch } from './pull-title.ts';
import type { RingRow, VersionCount } from './pull-view.ts';

/** Versions named in a cell before the rest is counted. */
const MOST_VERSIONS = 4;

/** What the table is about. `here` is safe Markdown: how it stands with the ring that the pull request moves. */
type RingTable = {
  readonly rings: readonly RingRow[];
  readonly version: string;
  readonly batch: Batch | undefined;
  readonly here: string;
};

/** The plan for the whole network, ring by ring. */
export const renderRingTable = (table: RingTable, limit: number): string => {
  const head = `${row('ring', 'nodes', 'from', 'to', 'state')}\n|---|--:|---|---|---|`;
  const rows = table.rings.map((ring) => renderRow(ring, table));
  const rest = (left: number): string => row(plural(left, 'more ring'), '', '', '', '`cordage plan` shows all');
  return `${head}\n${fitLines(rows, limit - head.length - 1, rest)}`;
};

/** `3 rings, 1 done`. */
export const countRings = (rings: readonly RingRow[]): string => {
  const done = rings.filter(({ state }) => state.kind === 'passed').length;
  return `${plural(rings.length, 'ring')}${done > 0 ? `, ${formatCount(done)} done` : ''}`;
};

const renderRow = (ring: RingRow, { version, batch, here }: RingTable): string => {
  const name = plain(ring.name);
  const [nodes, from, to] = [formatCount(ring.nodes), renderVersions(ring.from), plain(version)];
  if (ring.state.kind !== 'here') return row(name, nodes, from, ring.nodes > 0 ? to : '', renderState(ring));
  const state = batch === undefined ? here : `${renderRing('', batch).slice(2)}: ${here}`;
  return row(`**${name}** (this pull request)`, nodes, from, `**${to}**`, state);
};

const renderState = ({ name, state, batches }: RingRow): string => {
  const parts = batches && `in ${plural(batches.count, 'batch', 'batches')} of ${formatCount(batches.size)}`;
  switch (state.kind) {
    case 'here':
      return 'here';
    case 'nothing-to-do':
      return 'nothing to do';
    case 'passed':
      return listed([
        `done ${formatTime(state.at)}`,
        state.laggards > 0 ? plural(state.laggards, 'laggard') : undefined,
        state.overridden === undefined ? undefined : `${inlineCode(state.overridden)} overridden`,
      ]);
    case 'elsewhere': {
      const where = state.pull === undefined ? 'next to open' : `#${state.pull}${state.merged ? ', merged' : ''}`;
      const live = state.progress && renderLive(state.progress);
      return listed([where, live, parts]);
    }
    case 'later': {
      const live = state.soak > 0 ? `live for ${formatDuration(state.soak)}` : 'live';
      const after = state.after === undefined ? undefined : `after ${plain(state.after)} is ${live}`;
      const word = state.byHand ? `${after ? 'then ' : ''}${inlineCode(`/rollout ${name}`)}` : undefined;
      return listed([after, word, parts]) || 'not opened';
    }
  }
};

const listed = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(', ');

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
