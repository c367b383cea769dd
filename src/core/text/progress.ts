import { formatCount, formatTime, listNames, plural } from './count.ts';
import { inlineCode } from './escape.ts';
import type { Progress } from './pull-view.ts';

const CELLS = 20;

/** Messages that are told; nodes beyond them are counted. */
const MOST_GROUPS = 5;

/** A bar of 20 cells with the share of live nodes; full, and 100 %, only when all are. */
export const renderBar = ({ live, nodes }: Pick<Progress, 'live' | 'nodes'>): string => {
  const share = nodes > 0 ? Math.min(1, live / nodes) : 0;
  const filled = Math.floor(share * CELLS);
  return `\`${'█'.repeat(filled)}${'░'.repeat(CELLS - filled)}\` ${Math.floor(share * 100)} %`;
};

/** `9 of 12 live, 2 syncing, 1 degraded`; plain text. */
export const renderCounts = ({ live, nodes, syncing, degraded, unknown }: Progress): string =>
  [
    `${formatCount(live)} of ${formatCount(nodes)} live`,
    ...(
      [
        [syncing, 'syncing'],
        [degraded, 'degraded'],
        [unknown, 'unknown'],
      ] as const
    ).flatMap(([count, word]) => (count > 0 ? [`${formatCount(count)} ${word}`] : [])),
  ].join(', ');

/** Equal messages once, each with its nodes, as items of a list. */
export const renderGroups = ({ groups }: Pick<Progress, 'groups'>): readonly string[] => {
  const rest = groups.slice(MOST_GROUPS);
  const nodes = rest.reduce((sum, group) => sum + group.nodes.length, 0);
  return [
    ...groups.slice(0, MOST_GROUPS).map(({ message, nodes, since }) => {
      const names = listNames(nodes.map((node) => inlineCode(node)));
      return `- ${plural(nodes.length, 'node')} since ${formatTime(since)}: ${inlineCode(message)} (${names})`;
    }),
    ...(rest.length > 0 ? [`- ${plural(rest.length, 'more message')} of ${plural(nodes, 'node')}`] : []),
  ];
};
