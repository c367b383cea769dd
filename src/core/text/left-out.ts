import type { LeftOut, LeftReason } from '../network/moves.ts';
import { formatCount, formatTime, listNames } from './count.ts';
import { inlineCode, plain } from './escape.ts';

type Subject = { readonly artifact: string; readonly version: string };

/** The reason as plain text, for one node or many: `already on 1.4.0`. */
export const renderLeftReason = (reason: LeftReason, { artifact, version }: Subject): string => {
  switch (reason.kind) {
    case 'does-not-run':
      return `without ${artifact}`;
    case 'already':
      return `already on ${version}`;
    case 'newer':
      return `on ${reason.version}, which is newer`;
    case 'other-line':
      return `not on ${reason.line}.x, which this backport is for`;
    case 'not-comparable':
      return `on "${reason.version}", which cannot be compared with ${version}`;
    case 'held':
      return reason.until === undefined
        ? `kept from it until /unhold, since ${reason.by} took them back, "${reason.reason}"`
        : `held until ${formatEnd(reason.until)} by ${reason.by}, "${reason.reason}"`;
    case 'not-asked-for':
      return 'not asked for';
    case 'shared':
      return `sharing a pin in ${reason.file} with nodes that stay`;
    case 'refused':
      return `with a pin in ${reason.file} that cannot be moved`;
  }
};

const DAY_MS = 86_400_000;
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** `1 Dec 2026`, the last day in UTC of a hold that ends with a day; the time for any other. `until` in milliseconds. */
export const formatEnd = (until: number): string =>
  until % DAY_MS === 0 ? DAY.format(new Date(until - 1)) : formatTime(until);

/** One group for each reason, the largest first, names sorted. */
export const groupLeftOut = (
  leftOut: readonly LeftOut[],
  subject: Subject,
): readonly { readonly reason: string; readonly nodes: readonly string[] }[] =>
  [...Map.groupBy(leftOut, ({ reason }) => renderLeftReason(reason, subject))]
    .map(([reason, members]) => ({ reason, nodes: members.map(({ node }) => node).toSorted() }))
    .toSorted((a, b) => b.nodes.length - a.nodes.length || (a.reason < b.reason ? -1 : 1));

/** Items of a Markdown list; up to five names each, then a count. */
export const renderLeftOut = (leftOut: readonly LeftOut[], subject: Subject): readonly string[] =>
  groupLeftOut(leftOut, subject).map(({ reason, nodes }) => {
    const names = listNames(nodes.map((node) => inlineCode(node)));
    return `- ${formatCount(nodes.length)} ${plain(reason)}: ${names}`;
  });
