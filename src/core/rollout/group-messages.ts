import type { NodeVerdict, VerdictKind } from '../argo/verdict.ts';
import { isUnwell } from '../argo/verdict.ts';
import { cleanText } from '../text/escape.ts';
import { cutText } from '../text/fit.ts';
import { NO_REASON, NO_WORD } from '../text/gate-sentences.ts';
import type { Progress } from '../text/pull-view.ts';

/** What is read of a message, and what is compared and told of it. A node may say pages. */
const LONGEST_READ = 2000;
const LONGEST_TOLD = 300;

/** A node and what is said of it. */
export type Told = { readonly node: string; readonly verdict: NodeVerdict };

type Message = Told & { readonly words: readonly string[]; readonly shape: string };

/**
 * Messages that differ in names, numbers and hashes only are told once, so that 200 nodes with one illness are one line. The
 * unwell first, then the largest.
 */
export const groupMessages = (told: readonly Told[]): Progress['groups'] => {
  const messages = told.flatMap(readMessage);
  return [...Map.groupBy(messages, ({ shape, verdict }) => `${verdict.kind} ${shape}`).values()]
    .toSorted((a, b) => rank(a) - rank(b) || b.length - a.length)
    .map((group) => ({
      kind: group[0]?.verdict.kind ?? 'unknown',
      message: joinMessages(group.map(({ words }) => words)),
      nodes: group.map(({ node }) => node).toSorted(),
      since: Math.min(...group.map(({ verdict }) => verdict.since)),
      link: group.toSorted((a, b) => (a.node < b.node ? -1 : 1))[0]?.verdict.link,
    }));
};

const rank = ([first]: readonly Message[]): number => (first && isUnwell(first.verdict) ? 0 : 1);

/** Words and what stands between them, in turn: a word is at every odd place. */
const WORD = /([A-Za-z0-9][\w.-]*)/;

const readMessage = ({ node, verdict }: Told): readonly Message[] => {
  const text = cleanText((verdict.message ?? '').slice(0, LONGEST_READ))
    .replace(/\s+/g, ' ')
    .trim();
  const message = text === '' ? SILENT[verdict.kind] : text;
  if (message === undefined || verdict.kind === 'live') return [];
  const words = message.split(WORD);
  const own = parted(node);
  // Pods and resources are called after their node; hashes, addresses, counts and times have digits.
  const isOwn = (word: string): boolean =>
    /\d/.test(word) || (word.length >= node.length && parted(word).includes(own));
  const shape = words.map((word, at) => (at % 2 === 1 && isOwn(word) ? ELLIPSIS : word)).join('');
  // Cut after what is a node's own is out, for that may be of any length.
  return [{ node, verdict, words, shape: cutText(shape, LONGEST_TOLD) }];
};

/** What is told of a node of which nobody says why it is so; of one on its way nothing. */
const SILENT: Partial<Readonly<Record<VerdictKind, string>>> = {
  degraded: NO_REASON,
  failed: NO_REASON,
  unknown: NO_WORD,
};

/** With a dash on either side of each part: Kubernetes has names in lower case, and dashes where they have other signs. */
const parted = (name: string): string => `-${name.toLowerCase().replaceAll(/[._]/g, '-')}-`;

const ELLIPSIS = '…';

/** What messages of one shape have in common, word by word. */
const joinMessages = (messages: readonly (readonly string[])[]): string => {
  const [first = [], ...others] = messages;
  const common = first.map((word, at) => (others.every((other) => other[at] === word) ? word : ELLIPSIS));
  return cutText(common.join(''), LONGEST_TOLD);
};
