import type { Hold, Pause, VersionHold } from '../journal/decisions.ts';
import type { Goal } from '../journal/entry.ts';
import { formatTime, listNames, plural } from './count.ts';
import { inlineCode, link, plain } from './escape.ts';
import { fitLines, whole, type Section } from './fit.ts';
import { nameStep } from './goal-text.ts';
import { formatEnd } from './left-out.ts';
import type { RingRow } from './pull-view.ts';
import { renderRingTable } from './ring-table.ts';
import { quoteReason } from './status-words.ts';

/** How it stands with one rollout. */
type RolloutStanding = {
  readonly artifact: string;
  readonly version: string;
  readonly pause: Pause | undefined;
  /** Where it is one of several steps. */
  readonly goal?: Goal | undefined;
  readonly rings: readonly RingRow[];
};

/** How it stands with a whole network. */
export type NetworkStanding = {
  readonly network: string;
  readonly pause: Pause | undefined;
  readonly rollouts: readonly RolloutStanding[];
  readonly holds: readonly Hold[];
  readonly versionHolds: readonly VersionHold[];
};

const HELD = '**Held:**\n\n';

/** Everything under way, each rollout with its rings, and what is held; the sections can be shortened. */
export const answerStatus = (standing: NetworkStanding): readonly Section[] => {
  const { network, pause, rollouts, holds, versionHolds } = standing;
  const head = `**Network ${plain(network)}:** ${rollouts.length === 0 ? 'no rollout is under way' : `${plural(rollouts.length, 'rollout')} under way`}.`;
  const held = [...holds.map(renderHold), ...versionHolds.map(renderVersionHold)];
  return [
    whole([head, ...(pause ? [renderPause('Everything', pause)] : [])].join(' ')),
    ...rollouts.flatMap(renderRollout),
    {
      worth: 1,
      render: (limit) =>
        held.length === 0 ? '' : HELD + fitLines(held, limit - HELD.length, (left) => `- ${plural(left, 'more hold')}`),
    },
  ];
};

const renderRollout = ({ artifact, version, pause, goal, rings }: RolloutStanding): readonly Section[] => [
  whole(
    [
      `**${plain(artifact)} ${plain(version)}**`,
      ...(goal ? [`${plain(nameStep({ version, goal }))}, asked for by ${plain(goal.by)}.`] : []),
      ...(pause ? [renderPause('', pause)] : []),
    ].join(' '),
  ),
  { worth: 2, render: (limit) => renderRingTable({ rings, version, batch: undefined, here: 'here' }, limit) },
];

const renderPause = (what: string, { by, at, url, reason }: Pause): string => {
  const paused = what === '' ? 'paused' : `${what} is paused`;
  return `${url === undefined ? paused : link(paused, url)} by ${plain(by)} since ${formatTime(at)}, ${quoteReason(reason)}.`;
};

const renderHold = ({ nodes, until, by, reason }: Hold): string =>
  `- ${inlineCode(nodes)} until ${formatEnd(until)}, by ${plain(by)}, ${quoteReason(reason)}`;

const renderVersionHold = ({ nodes, artifact, version, by, reason }: VersionHold): string =>
  `- ${listNames(nodes.map((node) => inlineCode(node)))} from ${plain(artifact)} ${plain(version)} and newer, until \`/unhold\`, by ${plain(by)}, ${quoteReason(reason)}`;
