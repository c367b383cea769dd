import type { LeftOut } from '../network/moves.ts';
import type { Problem } from '../problem.ts';
import { formatCount, plural } from './count.ts';
import { asSentence, renderProse, withStop } from './details.ts';
import { inlineCode, plain } from './escape.ts';
import { fitLines, fitSections, whole, type Section } from './fit.ts';
import { renderLeftOut } from './left-out.ts';
import { parseMarker, renderMarker, type MarkerReading } from './marker.ts';
import { renderProblemItems } from './problems.ts';
import type { RingRow } from './pull-view.ts';
import { countRings, renderRingTable } from './ring-table.ts';
import { answerStatus, type NetworkStanding } from './status-answer.ts';

/** What a rollout would do, or would still do. */
export type PlanAnswer = {
  readonly artifact: string;
  readonly version: string;
  readonly rings: readonly RingRow[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
};

/** Which part of a person's pull request was taken over, and what becomes of the rest. */
export type AdoptedPart = {
  readonly artifact: string;
  readonly version: string;
  /** The ring whose nodes move first, and the pull request that moves them, once it is there. */
  readonly ring: string;
  readonly nodes: number;
  readonly pull: number | undefined;
  /** The later rings that have nodes of it. */
  readonly later: readonly { readonly ring: string; readonly nodes: number }[];
};

/** One thing to say to the author of a comment. */
export type ReplyPart =
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  /** `markdown` is Cordage's own. */
  | { readonly kind: 'help'; readonly markdown: string }
  /** Plain sentences without a full stop. */
  | { readonly kind: 'done'; readonly done: readonly string[] }
  | { readonly kind: 'adopted'; readonly part: AdoptedPart }
  | { readonly kind: 'plan'; readonly plan: PlanAnswer }
  | { readonly kind: 'status'; readonly status: NetworkStanding };

/** Lines that are quoted before the rest is counted. */
const MOST_LINES = 10;

/**
 * The answer to a comment: its command lines as code, then what there is to say. It mentions nobody, and no line of it
 * begins with a command, so that it is none itself wherever it is read or quoted (D19).
 */
export const renderReply = (comment: number, lines: readonly string[], parts: readonly ReplyPart[]): string =>
  fitSections([whole(renderQuote(lines)), ...parts.flatMap(renderPart)], renderMarker('reply', { comment }));

/** Which comment a reply answers. */
export const parseReply = (body: string): MarkerReading<'reply'> => parseMarker('reply', body);

const renderQuote = (lines: readonly string[]): string => {
  const more = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map((line) => `> ${inlineCode(line)}`),
    ...(more > 0 ? [`> and ${plural(more, 'more line')}`] : []),
  ].join('\n');
};

const renderPart = (part: ReplyPart): readonly Section[] => {
  switch (part.kind) {
    case 'problems':
      return [listSection(4, part.problems.map(renderRefusal), 'problem')];
    case 'help':
      return [whole(part.markdown.trim().replaceAll(/^([ \t>]*)\//gm, '$1&#x2f;'))];
    case 'done':
      return [listSection(3, renderDone(part.done), 'line')];
    case 'adopted':
      return [whole(renderAdopted(part.part))];
    case 'plan':
      return answerPlan(part.plan);
    case 'status':
      return answerStatus(part.status);
  }
};

const listSection = (worth: number, items: readonly string[], what: string): Section => ({
  worth,
  render: (limit) => fitLines(asList(items), limit, (left) => `- ${plural(left, `more ${what}`)}`),
});

/** One item needs no list. */
const asList = (items: readonly string[]): readonly string[] =>
  items.length === 1 ? items : items.map((item) => `- ${item}`);

const renderRefusal = ({ message, remedy }: Problem): string =>
  `${withStop(`Not done: ${renderProse(message)}`)} ${asSentence(renderProse(remedy))}`;

const renderDone = (done: readonly string[]): readonly string[] =>
  done.length === 0 ? ['Done.'] : done.map((sentence) => withStop(`Done: ${renderProse(sentence)}`));

const renderAdopted = ({ artifact, version, ring, nodes, pull, later }: AdoptedPart): string => {
  const where =
    pull === undefined ? `a pull request of ${nodes === 1 ? 'its' : 'their'} own, which opens next` : `#${pull}`;
  const first = `Taken over, ${plain(artifact)} ${plain(version)}: ${plural(nodes, 'node')} of this pull request, ring ${plain(ring)}, ${nodes === 1 ? 'moves' : 'move'} by ${where}.`;
  const rest =
    later.length === 0
      ? 'That is all of it.'
      : `The others follow ring by ring, each behind its gates: ${later.map((one) => `${plain(one.ring)} (${plural(one.nodes, 'node')})`).join(', ')}.`;
  return `${first} ${rest}\n\nThis pull request is not needed for that any more: close it, or keep it open to compare. Merged as it is, it would move all its nodes at once.`;
};

const answerPlan = (plan: PlanAnswer): readonly Section[] => {
  const { artifact, version, rings, leftOut, problems } = plan;
  const nodes = rings.reduce((sum, ring) => sum + ring.nodes, 0);
  const pulls = rings.reduce((sum, ring) => sum + (ring.nodes > 0 ? (ring.batches?.count ?? 1) : 0), 0);
  return [
    whole(
      `**Plan of ${plain(artifact)} ${plain(version)}:** ${plural(nodes, 'node')} in ${countRings(rings)}, by ${plural(pulls, 'pull request')} in all. Nothing was done.`,
    ),
    { worth: 3, render: (limit) => renderRingTable({ rings, version, batch: undefined, here: 'here' }, limit) },
    titled(2, `**Left out:** ${formatCount(leftOut.length)}`, renderLeftOut(leftOut, plan), 'reason'),
    titled(4, '**Problems:**', renderProblemItems(problems), 'problem'),
  ];
};

const titled = (worth: number, title: string, items: readonly string[], what: string): Section => ({
  worth,
  render: (limit) => {
    if (items.length === 0) return '';
    const head = `${title}\n\n`;
    return head + fitLines(items, limit - head.length, (left) => `- ${plural(left, `more ${what}`)}`);
  },
});
