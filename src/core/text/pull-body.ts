import { isError } from '../problem.ts';
import { blocksIn } from '../rules/overrides.ts';
import { formatCount, formatTime, plural } from './count.ts';
import { foldAway, listNodes } from './details.ts';
import { inlineCode, link, plain } from './escape.ts';
import { fitLines, fitSections, whole, type Section } from './fit.ts';
import { renderStep } from './goal-text.ts';
import { renderJar } from './jar-details.ts';
import { renderLeftOut } from './left-out.ts';
import { renderMarker } from './marker.ts';
import { countProblems, renderProblemItems } from './problems.ts';
import type { PullView } from './pull-view.ts';
import { renderRulesSection } from './rule-findings.ts';
import { quoteNotes } from './quote.ts';
import { renderRingTable } from './ring-table.ts';

/** What each part is worth when not all of them fit; the least is shortened first. */
const WORTH = { nodes: 1, notes: 2, jars: 3, leftOut: 4, problems: 5, rules: 6, rings: 7 } as const;

/**
 * The body of a pull request: what to do next, the plan, and what is known of the release, at most 65,536 characters
 * with the marker whole. The same view gives the same text.
 */
export const renderPullBody = (view: PullView): string =>
  fitSections(
    [
      whole(renderHead(view)),
      { worth: WORTH.rings, render: (limit) => renderRingTable({ ...view, here: 'proposed here' }, limit) },
      { worth: WORTH.leftOut, render: (limit) => renderLeftOutList(view, limit) },
      { worth: WORTH.problems, render: (limit) => renderProblemList(view, limit) },
      { worth: WORTH.rules, render: (limit) => renderRulesSection(view.rules, limit) },
      jarSection(view),
      notesSection(view),
      nodeSection(view),
    ],
    renderMarker('pull', view.marker),
  );

const renderHead = (view: PullView): string => {
  const { pins, files } = view;
  const nodes = view.moves.length;
  const moves = `${plural(nodes, 'node')} ${nodes === 1 ? 'moves' : 'move'}, by ${plural(pins, 'pin')} in ${plural(files, 'file')}; nothing else changes.`;
  const errors = view.problems.filter(isError).length + blocksIn(view.rules.findings).length;
  const next =
    errors === 0
      ? `**To go on:** ${renderGoOn(view)}. ${moves} ${COMMANDS}`
      : `**To go on:** do not merge yet. ${plural(errors, 'problem')} below ${errors === 1 ? 'stands' : 'stand'} in the way, and the check \`cordage/rollout\` fails until then. ${moves}`;
  return `${renderSource(view)}\n\n${next}`;
};

const COMMANDS = '`/rollout pause "reason"` stops it at any time; `/cordage help` lists all commands.';

/** What began this: a release, a person, or both. */
const renderSource = ({ artifact, version, release, line, asked }: PullView): string =>
  [
    ...(release
      ? [
          `Release ${link(release.tag, release.url)} of ${plain(release.repository)}, published ${formatTime(release.publishedAt)}.`,
        ]
      : []),
    ...(line === undefined ? [] : [`It is a backport, for nodes on ${plain(line)}.x only.`]),
    ...(asked === undefined ? [] : [renderAsked(artifact, version, asked)]),
    ...(release ? [] : [`No release of ${plain(artifact)} ${plain(version)} is known.`]),
  ].join(' ');

const renderAsked = (artifact: string, version: string, asked: NonNullable<PullView['asked']>): string => {
  if (asked.goal) return renderStep(artifact, { version, goal: asked.goal }, asked.on);
  return asked.adopted
    ? `Taken out of #${asked.on} at the word of ${plain(asked.by)}: its nodes, ring by ring.`
    : `Asked for by ${plain(asked.by)} in #${asked.on}.`;
};

/** What the ring asks of people; freezes, checks and other rollouts are told by the comment while they last. */
const renderGoOn = ({ ring, goOn: { approvals, merges, granted = false } }: PullView): string => {
  const needed = approvals === 1 ? 'one approval' : `${formatCount(approvals)} approvals`;
  if (merges === 'automatic' || granted) {
    const itself = 'it merges by itself when every gate is open';
    return approvals === 0 ? `nothing to do, ${itself}` : `${needed}, then ${itself}`;
  }
  const word = `comment ${inlineCode(`/rollout ${ring}`)}`;
  return approvals === 0 ? word : `${needed}, then ${word}`;
};

const planCommand = ({ artifact, version }: PullView): string =>
  inlineCode(`cordage plan --artifact ${artifact} --version ${version}`);

const renderLeftOutList = (view: PullView, limit: number): string => {
  if (view.leftOut.length === 0) return '';
  const head = `**Left out:** ${plural(view.leftOut.length, 'node')}\n\n`;
  const rest = (left: number): string => `- ${plural(left, 'more reason')}: ${planCommand(view)}`;
  return head + fitLines(renderLeftOut(view.leftOut, view), limit - head.length, rest);
};

const renderProblemList = ({ problems }: PullView, limit: number): string => {
  if (problems.length === 0) return '';
  const head = `**Problems:** ${countProblems(problems)}\n\n`;
  const rest = (left: number): string => `- ${plural(left, 'more problem')}: \`cordage lint\` shows all`;
  return head + fitLines(renderProblemItems(problems), limit - head.length, rest);
};

const jarSection = (view: PullView): Section => ({
  worth: WORTH.jars,
  render: (limit) => {
    const { jars, release } = view;
    if (jars.length === 0) return '';
    const see = release ? `see ${link(release.tag, release.url)}, or \`cordage inspect\`` : '`cordage inspect`';
    const rest = (left: number): string => `${plural(left, 'more JAR')}: ${see}`;
    const blocks = jars.map((jar) => `${renderJar(jar)}\n`);
    return foldAway(`What the ${jars.length === 1 ? 'JAR says' : `${jars.length} JARs say`}`, limit, (inner) =>
      fitLines(blocks, inner, rest).trimEnd(),
    );
  },
});

const notesSection = ({ release }: PullView): Section => ({
  worth: WORTH.notes,
  render: (limit) => {
    if (!release || quoteNotes(release.notes, Infinity) === '') return '';
    const from = `From ${link(release.tag, release.url)}:\n\n`;
    return foldAway('Release notes', limit, (inner) => from + quoteNotes(release.notes, inner - from.length));
  },
});

const nodeSection = (view: PullView): Section => ({
  worth: WORTH.nodes,
  render: (limit) =>
    foldAway(plural(view.moves.length, 'node'), limit, (inner) =>
      fitLines(
        listNodes(view.moves.map(({ node, from }) => ({ node, head: `from ${plain(from)}` }))),
        inner,
        () => `- and more: ${planCommand(view)}`,
      ),
    ),
});
