import { isOnItsWay, isUnwell, VERDICT_KINDS, type NodeVerdict } from '../argo/verdict.ts';
import type { Share } from '../config/config.ts';
import type { Progress } from '../text/pull-view.ts';
import { degraded, failedSilently } from '../text/argo-words.ts';
import { NO_REASON } from '../text/gate-sentences.ts';
import { groupMessages, type Told } from './group-messages.ts';

/** When the nodes were moved, and how long each may take to become live; milliseconds. */
type Times = { readonly mergedAt: number; readonly liveWithin: number; readonly now: number };

/** A number of nodes of so many. A share is rounded down: of 2,870 nodes 1% are 28, of 12 none. */
export const shareOf = (share: Share, nodes: number): number =>
  'count' in share ? share.count : Math.floor((nodes * share.percent) / 100);

/** Of those on their way, so many are named. */
const MOST_SLOWEST = 3;

/** Counts what the clusters say of these nodes. A node of which they say nothing is unknown, never live. */
export const progressOf = (
  verdicts: ReadonlyMap<string, NodeVerdict>,
  nodes: readonly string[],
  { mergedAt, liveWithin, now }: Times,
): Progress => {
  const missing: NodeVerdict = { kind: 'unknown', since: mergedAt };
  const told = nodes.map((node): Told => ({ node, verdict: verdicts.get(node) ?? missing }));
  const count = (matches: (verdict: NodeVerdict) => boolean): number =>
    told.filter(({ verdict }) => matches(verdict)).length;
  const groups = groupMessages(told);
  const isOver = now >= mergedAt + liveWithin;
  return {
    nodes: nodes.length,
    live: count(({ kind }) => kind === 'live'),
    unproven: count((verdict) => verdict.kind === 'live' && verdict.unproven === true),
    syncing: count(isOnItsWay),
    degraded: count(isUnwell),
    unknown: count(({ kind }) => kind === 'unknown'),
    unseen: count((verdict) => verdict.kind === 'unknown' && verdict.unseen === true),
    late: isOver ? count((verdict) => isUnfinished(verdict) && !hasTime(verdict, now)) : 0,
    states: VERDICT_KINDS.map((kind) => ({ kind, nodes: count((verdict) => verdict.kind === kind) })).filter(
      (state) => state.nodes > 0,
    ),
    alike: countAlike(told, groups),
    groups,
    slowest: slowestOf(told),
  };
};

/**
 * Since when each node is not seen to be well: degraded, unknown, or on its way for longer than it may take. One that moves
 * again just now, for whatever reason, is not counted.
 */
export const listAway = (
  verdicts: ReadonlyMap<string, NodeVerdict>,
  nodes: readonly string[],
  { mergedAt, liveWithin, now }: Times,
): readonly number[] =>
  nodes.flatMap((node) => {
    const verdict = verdicts.get(node) ?? { kind: 'unknown', since: mergedAt };
    if (verdict.kind === 'live') return [];
    return isOnItsWay(verdict) && (hasTime(verdict, now) || now < verdict.since + liveWithin) ? [] : [verdict.since];
  });

/** An Argo CD that has trouble of its own says the same of all of its nodes, and nothing of the version. */
const countAlike = (told: readonly Told[], groups: Progress['groups']): number => {
  const own = told.filter(({ verdict }) => !verdict.ofArgo);
  const ofVersion = own.length === told.length ? groups : groupMessages(own);
  return Math.max(0, ...ofVersion.filter(isIllness).map((group) => group.nodes.length));
};

const UNWELL: ReadonlySet<NodeVerdict['kind']> = new Set(['degraded', 'failed']);

/** That nobody says why is no reason that nodes could have in common. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([NO_REASON, degraded(), failedSilently()]);

/** From 3.6 on Argo CD names the resource that is unwell, and not what ails it. */
const NAMES_ONLY = /^Caused by /;

const isIllness = ({ kind, message }: Progress['groups'][number]): boolean =>
  UNWELL.has(kind) && !SAYS_NOTHING.has(message) && !NAMES_ONLY.test(message);

const isUnfinished = (verdict: NodeVerdict): boolean => isOnItsWay(verdict) || verdict.kind === 'unknown';

/** A hook that was given a time of its own is within it. */
const hasTime = (verdict: NodeVerdict, now: number): boolean => 'until' in verdict && now < verdict.until;

const slowestOf = (told: readonly Told[]): Progress['slowest'] =>
  told
    .filter(({ verdict }) => isOnItsWay(verdict))
    .toSorted((a, b) => a.verdict.since - b.verdict.since || (a.node < b.node ? -1 : 1))
    .slice(0, MOST_SLOWEST)
    .map(({ node, verdict }) => {
      const { kind, since, message, link } = verdict;
      return { node, kind, since, message, link, ...('until' in verdict && { until: verdict.until }) };
    });
