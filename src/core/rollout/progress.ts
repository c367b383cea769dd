import type { Share } from '../config/config.ts';
import { cleanText } from '../text/escape.ts';
import { cutText } from '../text/fit.ts';
import { NO_REASON, NO_WORD } from '../text/gate-sentences.ts';
import type { Progress } from '../text/pull-view.ts';
import type { NodeVerdict } from './snapshot.ts';

/** What is read of a message, and what is compared and told of it. A node may say pages. */
const LONGEST_READ = 2000;
const LONGEST_TOLD = 300;

/** When the nodes were moved, and how long each may take to become live; milliseconds. */
type Times = { readonly mergedAt: number; readonly liveWithin: number; readonly now: number };

/** A number of nodes of so many. A share is rounded down: of 2,870 nodes 1% are 28, of 12 none. */
export const shareOf = (share: Share, nodes: number): number =>
  'count' in share ? share.count : Math.floor((nodes * share.percent) / 100);

/**
 * Counts what the clusters say of these nodes. A node of which they say nothing is unknown, never live. Messages that
 * differ in names, numbers and hashes only are told once, so that 200 nodes with one illness are one line.
 */
export const progressOf = (
  verdicts: ReadonlyMap<string, NodeVerdict>,
  nodes: readonly string[],
  { mergedAt, liveWithin, now }: Times,
): Progress => {
  const missing: NodeVerdict = { kind: 'unknown', since: mergedAt };
  const told = nodes.map((node): Told => ({ node, verdict: verdicts.get(node) ?? missing }));
  const count = (kind: NodeVerdict['kind']): number => told.filter(({ verdict }) => verdict.kind === kind).length;
  const [syncing, unknown] = [count('syncing'), count('unknown')];
  return {
    nodes: nodes.length,
    live: count('live'),
    syncing,
    degraded: count('degraded'),
    unknown,
    late: now >= mergedAt + liveWithin ? syncing + unknown : 0,
    groups: groupMessages(told),
  };
};

type Told = { readonly node: string; readonly verdict: NodeVerdict };
type Message = Told & { readonly words: readonly string[]; readonly shape: string };

const groupMessages = (told: readonly Told[]): Progress['groups'] => {
  const messages = told.flatMap(readMessage);
  return [...Map.groupBy(messages, ({ shape, verdict }) => `${verdict.kind} ${shape}`).values()]
    .toSorted((a, b) => rank(a) - rank(b) || b.length - a.length)
    .map((group) => ({
      message: joinMessages(group.map(({ words }) => words)),
      nodes: group.map(({ node }) => node).toSorted(),
      since: Math.min(...group.map(({ verdict }) => verdict.since)),
    }));
};

const rank = ([first]: readonly Message[]): number => (first?.verdict.kind === 'degraded' ? 0 : 1);

/** Words and what stands between them, in turn: a word is at every odd place. */
const WORD = /([A-Za-z0-9][\w.-]*)/;

const readMessage = ({ node, verdict }: Told): readonly Message[] => {
  const text = cleanText((verdict.message ?? '').slice(0, LONGEST_READ))
    .replace(/\s+/g, ' ')
    .trim();
  const message = text === '' ? SILENT[verdict.kind] : text;
  if (message === undefined || verdict.kind === 'live') return [];
  const words = message.split(WORD);
  // A pod is called after its node; hashes, addresses, counts and times have digits.
  const isOwn = (word: string): boolean => /\d/.test(word) || word === node || word.startsWith(`${node}-`);
  const shape = words.map((word, at) => (at % 2 === 1 && isOwn(word) ? ELLIPSIS : word)).join('');
  // Cut after what is a node's own is out, for that may be of any length.
  return [{ node, verdict, words, shape: cutText(shape, LONGEST_TOLD) }];
};

const SILENT: Readonly<Record<NodeVerdict['kind'], string | undefined>> = {
  live: undefined,
  syncing: undefined,
  degraded: NO_REASON,
  unknown: NO_WORD,
};

const ELLIPSIS = '…';

/** What messages of one shape have in common, word by word. */
const joinMessages = (messages: readonly (readonly string[])[]): string => {
  const [first = [], ...others] = messages;
  const common = first.map((word, at) => (others.every((other) => other[at] === word) ? word : ELLIPSIS));
  return cutText(common.join(''), LONGEST_TOLD);
};
