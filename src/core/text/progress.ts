import { formatCount, formatTime, listNames, plural } from './count.ts';
import type { VerdictKind } from '../argo/verdict.ts';
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

/** `9 of 12 live`. */
export const renderLive = ({ live, nodes }: Pick<Progress, 'live' | 'nodes'>): string =>
  `${formatCount(live)} of ${formatCount(nodes)} live`;

/** `9 of 12 live, 2 draining, 1 degraded`; plain text. */
export const renderCounts = (progress: Pick<Progress, 'live' | 'nodes' | 'states'>): string =>
  [
    renderLive(progress),
    ...progress.states.flatMap(({ kind, nodes: count }) =>
      kind === 'live' ? [] : [`${formatCount(count)} ${WORDS[kind]}`],
    ),
  ].join(', ');

/** What a node in a state is called. */
const WORDS: Readonly<Record<VerdictKind, string>> = {
  live: 'live',
  soaking: 'settling',
  syncing: 'syncing',
  draining: 'draining',
  'backing-up': 'backing up',
  migrating: 'migrating',
  waiting: 'waiting',
  degraded: 'degraded',
  failed: 'failed',
  unknown: 'unknown',
};

const USUAL = (['soaking', 'syncing', 'draining', 'backing-up', 'migrating', 'waiting'] as const).map(
  (kind) => WORDS[kind],
);
const COUNTS = new RegExp(String.raw`, [\d,]+ (?:${USUAL.join('|')})\b`, 'g');

/** A headline without how many nodes are how far on their usual way: what is left changes when there is news. */
export const withoutCounts = (headline: string): string => headline.replace(COUNTS, '').replace(/[\d,]+/g, '');

/** That the new version runs is told by images; where it stands in none, synced and Healthy is all that Argo CD can say. */
export const renderUnproven = ({ unproven }: Pick<Progress, 'unproven'>): readonly string[] =>
  unproven === 0
    ? []
    : [
        `- ${plural(unproven, 'node')} live by sync and health alone: no image shows this version, so look at what runs`,
      ];

/** Equal messages once, each with its nodes, as items of a list. */
export const renderGroups = ({ groups }: Pick<Progress, 'groups'>): readonly string[] => {
  const rest = groups.slice(MOST_GROUPS);
  const nodes = rest.reduce((sum, group) => sum + group.nodes.length, 0);
  return [
    ...groups.slice(0, MOST_GROUPS).map(({ message, nodes, since, link }) => {
      const names = listNames(nodes.map((node, at) => renderNode(node, at === 0 ? link : undefined)));
      return `- ${plural(nodes.length, 'node')} since ${formatTime(since)}: ${inlineCode(message)} (${names})`;
    }),
    ...(rest.length > 0 ? [`- ${plural(rest.length, 'more message')} of ${plural(nodes, 'node')}`] : []),
  ];
};

/** `- slowest: party-0007 draining since 14:02, until 14:17`: the one that has been in its state longest. Why stands in its group. */
export const renderSlowest = ({ slowest: [slowest] }: Pick<Progress, 'slowest'>): readonly string[] => {
  if (!slowest) return [];
  const { node, kind, since, until, link } = slowest;
  const end = until === undefined ? '' : `, which may take until ${formatTime(until)}`;
  return [`- slowest: ${renderNode(node, link)}, ${WORDS[kind]} since ${formatTime(since)}${end}`];
};

/** With a link to Argo CD, where it is one that can be clicked. */
const renderNode = (node: string, link: string | undefined): string => {
  const url = link === undefined ? undefined : URL.parse(link);
  const isSafe = url && /^https?:$/.test(url.protocol) && !/[()<>\s\\]/.test(url.href);
  return isSafe ? `[${inlineCode(node)}](${url.href})` : inlineCode(node);
};
