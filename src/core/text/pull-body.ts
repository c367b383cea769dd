import { isError } from '../problem.ts';
import { formatCount, formatTime, plural } from './count.ts';
import { inlineCode, link, plain } from './escape.ts';
import { fitLines, fitSections, whole, type Section } from './fit.ts';
import { renderJar } from './jar-details.ts';
import { renderLeftOut } from './left-out.ts';
import { renderMarker } from './marker.ts';
import { countProblems, renderProblemItems } from './problems.ts';
import type { PullView } from './pull-view.ts';
import { quoteNotes } from './quote.ts';
import { renderRingTable } from './ring-table.ts';

/** What each part is worth when not all of them fit; the least is shortened first. */
const WORTH = { nodes: 1, notes: 2, jars: 3, leftOut: 4, problems: 5, rings: 6 } as const;

/**
 * The body of a pull request: what to do next, the plan, and what is known of the release, at most 65,536 characters
 * with the marker whole. The same view gives the same text.
 */
export const renderPullBody = (view: PullView): string =>
  fitSections(
    [
      whole(renderHead(view)),
      { worth: WORTH.rings, render: (limit) => renderRingTable(view.rings, view.version, view.batch, limit) },
      whole(renderByHand(view)),
      { worth: WORTH.leftOut, render: (limit) => renderLeftOutList(view, limit) },
      { worth: WORTH.problems, render: (limit) => renderProblemList(view, limit) },
      jarSection(view),
      notesSection(view),
      nodeSection(view),
    ],
    renderMarker('pull', view.marker),
  );

const renderHead = (view: PullView): string => {
  const { release, line, pins, files } = view;
  const nodes = view.moves.length;
  const published = `Release ${link(release.tag, release.url)} of ${plain(release.repository)}, published ${formatTime(release.publishedAt)}.`;
  const backport = line === undefined ? '' : ` It is a backport, for nodes on ${plain(line)}.x only.`;
  const moves = `${plural(nodes, 'node')} ${nodes === 1 ? 'moves' : 'move'}, by ${plural(pins, 'pin')} in ${plural(files, 'file')}; nothing else changes.`;
  const errors = [...view.problems, ...view.jars.flatMap(({ facts }) => facts.problems)].filter(isError).length;
  const next =
    errors === 0
      ? `**To go on:** review this change and merge it. ${moves} Cordage does not merge it.`
      : `**To go on:** do not merge yet. ${plural(errors, 'problem')} below ${errors === 1 ? 'stands' : 'stand'} in the way, and the check \`cordage/rollout\` fails until then. ${moves}`;
  return `${published}${backport}\n\n${next}`;
};

/** The rings after this one are not opened by Cordage yet, so this is how a person moves them. */
const renderByHand = ({ rings, artifact, version, problems }: PullView): string => {
  const next = rings.find(({ state }) => state.kind === 'not-opened');
  // What must not be merged here is not to be done by hand there.
  if (!next || problems.some(isError)) return '';
  const command = inlineCode(`cordage bump --artifact ${artifact} --version ${version} --ring ${next.name}`);
  return `Cordage opens no pull request for the rings that are *not opened*. To move one by hand: ${command} in a checkout makes the same kind of change.`;
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

/** Folded away; what it holds is given what the fold itself leaves of the limit. */
const fold = (summary: string, limit: number, render: (limit: number) => string): string => {
  const [open, close] = [`<details><summary>${summary}</summary>\n\n`, '\n\n</details>'];
  return open + render(limit - open.length - close.length) + close;
};

const jarSection = (view: PullView): Section => ({
  worth: WORTH.jars,
  render: (limit) => {
    const { jars, release } = view;
    if (jars.length === 0) return '';
    const rest = (left: number): string =>
      `${plural(left, 'more JAR')}: see ${link(release.tag, release.url)}, or \`cordage inspect\``;
    const blocks = jars.map((jar) => `${renderJar(jar)}\n`);
    return fold(`What the ${jars.length === 1 ? 'JAR says' : `${jars.length} JARs say`}`, limit, (inner) =>
      fitLines(blocks, inner, rest).trimEnd(),
    );
  },
});

const notesSection = ({ release }: PullView): Section => ({
  worth: WORTH.notes,
  render: (limit) => {
    if (quoteNotes(release.notes, Infinity) === '') return '';
    const from = `From ${link(release.tag, release.url)}:\n\n`;
    return fold('Release notes', limit, (inner) => from + quoteNotes(release.notes, inner - from.length));
  },
});

/** Names on one line of the list. */
const NAMES_A_LINE = 10;

const nodeSection = (view: PullView): Section => ({
  worth: WORTH.nodes,
  render: (limit) => {
    const lines = [...Map.groupBy(view.moves, ({ from }) => from)].flatMap(([from, moves]) => {
      const names = moves.map(({ node }) => inlineCode(node)).toSorted();
      const chunks = Array.from({ length: Math.ceil(names.length / NAMES_A_LINE) }, (_, index) =>
        names.slice(index * NAMES_A_LINE, (index + 1) * NAMES_A_LINE).join(', '),
      );
      return [`- from ${plain(from)} (${formatCount(names.length)}):`, ...chunks.map((chunk) => `  ${chunk}`)];
    });
    return fold(plural(view.moves.length, 'node'), limit, (inner) =>
      fitLines(lines, inner, () => `- and more: ${planCommand(view)}`),
    );
  },
});
