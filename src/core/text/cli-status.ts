import type { VerdictKind } from '../argo/verdict.ts';
import type { JournalStatus, OpenRollout } from '../status/journal.ts';
import type { InstanceStatus, RowStatus, Seen, Status } from '../status/status.ts';
import { formatAge } from './age.ts';
import { formatCount, formatTime, listNames, plural } from './count.ts';
import { renderDriftStatus } from './drift-status.ts';
import { nameStep } from './goal-text.ts';
import { alignColumns } from './pin-table.ts';
import { printable } from './printable.ts';
import type { VersionCount } from './pull-view.ts';

/** Reasons, and versions of one cell, before the rest is counted. */
const MOST_TROUBLES = 5;
const MOST_VERSIONS = 3;

/** What `cordage status` prints: who can be seen, a line for each artifact and ring, and below what is not live. */
export const renderStatus = (status: Status, now: number): string => {
  const { network, nodes, rings, rows, instances, journal, drift } = status;
  return [
    `network ${printable(network)}: ${plural(nodes, 'node')} in ${plural(rings, 'ring')}`,
    ...(instances.length === 0 ? [] : [`Argo CD: ${instances.map((one) => renderInstance(one, now)).join(', ')}`]),
    '',
    ...alignColumns(rows.map((row, at) => renderRow(row, rows[at - 1]?.artifact === row.artifact, now))),
    ...renderDetails(rows, now),
    ...(journal === undefined ? [] : ['', ...renderJournal(journal)]),
    ...(drift === undefined ? [] : ['', renderDriftStatus(drift, { now })]),
    '',
  ].join('\n');
};

const renderInstance = ({ name, state, heardAt, why }: InstanceStatus, now: number): string => {
  const age = heardAt === undefined ? undefined : formatAge(heardAt, now);
  switch (state) {
    case 'reading':
      return `${printable(name)} is being read`;
    case 'watched':
      return `${printable(name)} ${age === undefined ? 'seen' : `${age} ago`}`;
    case 'away':
      return `${printable(name)} ${age === undefined ? 'away' : `away since ${age}`} (${printable(why ?? '')})`;
  }
};

const renderRow = (
  { artifact, ring, nodes, seen, versions, touched }: RowStatus,
  isSame: boolean,
  now: number,
): readonly string[] => [
  isSame ? '' : printable(artifact),
  printable(ring),
  markOf(seen),
  seen === undefined ? plural(nodes, 'node') : renderCounts(seen, nodes),
  renderVersions(versions),
  touched === undefined ? '' : `changed ${formatAge(touched.at, now)} ago`,
];

/** The words beside it say the same. */
const markOf = (seen: Seen | undefined): string => {
  if (seen === undefined) return '·';
  if (seen.unwell > 0) return '✘';
  if (seen.unknown > 0) return '?';
  return seen.onTheirWay > 0 ? '▶' : '✔';
};

/** `61/118 live, 4 syncing, 1 degraded` */
const renderCounts = ({ live, states }: Seen, nodes: number): string =>
  [
    `${formatCount(live)}/${formatCount(nodes)} live`,
    ...states
      .filter(({ kind }) => kind !== 'live')
      .map(({ kind, nodes: count }) => `${formatCount(count)} ${nameOf(kind)}`),
  ].join(', ');

const nameOf = (kind: VerdictKind): string => kind.replace('-', ' ');

/** `1.3.2 (117), 1.3.1 (1)`; one version alone needs no count. */
const renderVersions = (versions: readonly VersionCount[]): string => {
  if (versions.length === 1) return versions[0]?.version ?? '';
  const shown = versions.slice(0, MOST_VERSIONS).map(({ version, nodes }) => `${version} (${formatCount(nodes)})`);
  const rest = versions.length - MOST_VERSIONS;
  return [...shown, ...(rest > 0 ? [plural(rest, 'other version')] : [])].join(', ');
};

/** An Application that is unwell is so for each artifact of its node: what is the same of several is told once. */
const renderDetails = (rows: readonly RowStatus[], now: number): readonly string[] => {
  const told = rows.flatMap((row) => {
    const lines = row.seen === undefined ? [] : renderReasons(row.seen, now);
    return lines.length === 0 ? [] : { row, lines };
  });
  return [
    ...Map.groupBy(told, ({ row, lines }) => [row.ring, row.touched?.commit, ...lines].join('\n')).values(),
  ].flatMap((alike) => {
    const [{ row, lines } = { row: undefined, lines: [] }] = alike;
    const at = row?.touched === undefined ? '' : `, judged against ${row.touched.commit.slice(0, 10)}`;
    const artifacts = listNames(alike.map((one) => printable(one.row.artifact)));
    return ['', `${artifacts} on ${printable(row?.ring ?? '')}${at}`, ...lines.map((line) => `  ${line}`)];
  });
};

const renderReasons = ({ troubles, slowest }: Seen, now: number): readonly string[] => {
  const rest = troubles.slice(MOST_TROUBLES);
  const hidden = rest.reduce((sum, { nodes }) => sum + nodes.length, 0);
  return [
    ...troubles.slice(0, MOST_TROUBLES).map((trouble) => renderTrouble(trouble, now)),
    ...(rest.length > 0 ? [`${plural(hidden, 'more node')}, for ${plural(rest.length, 'other reason')}`] : []),
    ...slowest.map((slow, index) => `${index === 0 ? 'slowest:' : '        '} ${renderSlow(slow, now)}`),
  ];
};

const renderTrouble = ({ kind, message, nodes, since, link }: Seen['troubles'][number], now: number): string => {
  const names = listNames(nodes.map(printable), 3);
  const where = link === undefined ? '' : `  ${printable(link)}`;
  return `${plural(nodes.length, 'node')} ${nameOf(kind)} for ${formatAge(since, now)}: ${clean(message)}  (${names})${where}`;
};

const renderSlow = (slow: Seen['slowest'][number], now: number): string => {
  const { node, kind, since, message = '' } = slow;
  const until = slow.until === undefined ? '' : `, at most until ${formatTime(slow.until)}`;
  return `${printable(node)} ${nameOf(kind)} for ${formatAge(since, now)}${until}${message === '' ? '' : `: ${clean(message)}`}`;
};

/** A message is worth more room than a name. */
const clean = (text: string): string =>
  text
    .match(/.{1,100}/gsu)
    ?.slice(0, 3)
    .map(printable)
    .join('') ?? '';

const renderJournal = ({ ref, paused, rollouts }: JournalStatus): readonly string[] => [
  `rollouts as ${printable(ref)} has them in this checkout, fetched some time ago; signatures not checked (cordage audit does)`,
  ...(paused === undefined ? [] : [`  the network is paused by ${printable(paused.by)}: "${clean(paused.reason)}"`]),
  ...(rollouts.length === 0 ? ['  none is open'] : alignColumns(rollouts.map(renderRollout))),
];

const renderRollout = ({ artifact, version, goal, passed, merged, paused }: OpenRollout): readonly string[] => [
  `  ${printable(artifact)} ${printable(version)}`,
  [
    ...(goal === undefined ? [] : [printable(`${nameStep({ version, goal })}, asked for by ${goal.by}`)]),
    ...(passed.length > 0 ? [`passed ${listNames(passed.map(printable))}`] : []),
    ...merged.map(({ ring, nodes, pull }) => `merged on ${printable(ring)} (${plural(nodes, 'node')}, #${pull})`),
    ...(passed.length + merged.length === 0 ? ['nothing merged yet'] : []),
    ...(paused === undefined ? [] : [`paused by ${printable(paused.by)}: "${clean(paused.reason)}"`]),
  ].join('; '),
];

/** The pins of a node are in no commit of the checkout. */
export const neverCommitted = (): string => 'git has no commit of its pins here: commit and merge them';

export const readingInstances = (names: readonly string[]): string => `reading Argo CD ${printable(listNames(names))}`;

/** The last line where a screen is too small. */
export const linesHidden = (count: number): string => `${plural(count, 'more line')}: enlarge the window`;
