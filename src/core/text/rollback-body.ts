import { isError } from '../problem.ts';
import { formatCount, listNames, plural } from './count.ts';
import { foldAway, listNodes } from './details.ts';
import { inlineCode, link, plain, row } from './escape.ts';
import { cutText, fitLines, fitSections, LIMITS, whole, type Section } from './fit.ts';
import { renderMarker } from './marker.ts';
import { countProblems, renderProblemItems } from './problems.ts';
import { renderRulesSection } from './rule-findings.ts';
import type { RollbackView } from './pull-view.ts';
import { quoteReason } from './status-words.ts';

/** What each part is worth when not all of them fit; the least is shortened first. */
const WORTH = { nodes: 1, left: 2, moves: 3, problems: 4, rules: 5 } as const;

/** What the title of a rollback names. */
type RollbackSubject = Pick<RollbackView, 'artifact' | 'version' | 'scope'> & { readonly nodes: number };

/** `Take trade back from 1.4.0 on canary (12 nodes)`. */
export const renderRollbackTitle = ({ artifact, version, scope, nodes }: RollbackSubject): string => {
  const end = ` (${plural(nodes, 'node')})`;
  return cutText(`Take ${artifact} back from ${version} on ${scope}`, LIMITS.pullTitle - end.length) + end;
};

/** Rings or nodes for a title: `canary, early`, or `party-0001, party-0002, party-0003 and 9 more`. */
export const renderScope = (names: readonly string[]): string => listNames(names, 3);

/** The body of a pull request that takes nodes back, at most 65,536 characters with the marker whole. */
export const renderRollbackBody = (view: RollbackView): string =>
  fitSections(
    [
      whole(renderHead(view)),
      { worth: WORTH.moves, render: (limit) => renderMoves(view, limit) },
      { worth: WORTH.problems, render: (limit) => renderProblemList(view, limit) },
      { worth: WORTH.rules, render: (limit) => renderRulesSection(view.rules, limit) },
      { worth: WORTH.left, render: (limit) => renderLeft(view, limit) },
      whole(renderAfter(view)),
      nodeSection(view),
    ],
    renderMarker('rollback', view.marker),
  );

const renderHead = (view: RollbackView): string => {
  const { artifact, version, by, url, reason, moves, pins, files } = view;
  const nodes = moves.length;
  const asked = url === undefined ? 'Asked for' : link('Asked for', url);
  const what = `${plural(nodes, 'node')} ${nodes === 1 ? 'goes back to what it' : 'go back to what each'} ran before ${plain(artifact)} ${plain(version)}, by ${plural(pins, 'pin')} in ${plural(files, 'file')}; nothing else changes.`;
  const errors = view.problems.filter(isError).length;
  const stuck =
    errors === 0 ? '' : ` ${plural(errors, 'problem')} below ${errors === 1 ? 'keeps' : 'keep'} nodes from going back.`;
  const goOn =
    nodes === 0
      ? `do not merge.${stuck}`
      : `the approvals and checks that its rings ask for, then it merges by itself. Freezes do not hold it up, and nobody has to say \`/rollout\`.${stuck}`;
  return `${asked} by ${plain(by)}: ${quoteReason(reason)}.\n\n**To go on:** ${goOn} ${what}`;
};

const renderMoves = ({ moves }: RollbackView, limit: number): string => {
  const groups = [...Map.groupBy(moves, ({ from, to }) => row(plain(from), `**${plain(to)}**`))]
    .map(([cells, group]) => ({ cells, nodes: group.length }))
    .toSorted((a, b) => b.nodes - a.nodes || (a.cells < b.cells ? -1 : 1));
  const rows = groups.map(({ cells, nodes }) => `${cells} ${formatCount(nodes)} |`);
  const head = `${row('from', 'to', 'nodes')}\n|---|---|--:|`;
  const rest = (left: number): string => row(plural(left, 'more version'), '', '');
  return moves.length === 0 ? '' : `${head}\n${fitLines(rows, limit - head.length - 1, rest)}`;
};

const renderProblemList = ({ problems }: RollbackView, limit: number): string => {
  if (problems.length === 0) return '';
  const head = `**Problems:** ${countProblems(problems)}\n\n`;
  return (
    head + fitLines(renderProblemItems(problems), limit - head.length, (left) => `- ${plural(left, 'more problem')}`)
  );
};

/** What keeps nodes from going back, each reason once; `why` is plain text. */
const renderLeft = ({ left }: RollbackView, limit: number): string => {
  if (left.length === 0) return '';
  const head = `**Not taken back:** ${plural(left.length, 'node')}\n\n`;
  const items = [...Map.groupBy(left, ({ why }) => why)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([why, group]) => {
      const names = listNames(group.map(({ node }) => inlineCode(node)).toSorted());
      return `- ${formatCount(group.length)} ${plain(why)}: ${names}`;
    });
  return head + fitLines(items, limit - head.length, (more) => `- ${plural(more, 'more reason')}`);
};

const renderAfter = ({ artifact, version, moves }: RollbackView): string =>
  moves.length === 0
    ? ''
    : `**After the merge** ${moves.length === 1 ? 'this node is' : 'these nodes are'} kept from ${plain(artifact)} ${plain(version)} and every newer version, also when the rollout goes on elsewhere, until somebody comments \`/unhold\` with the name of a node or a pattern.`;

const nodeSection = ({ moves }: RollbackView): Section => ({
  worth: WORTH.nodes,
  render: (limit) =>
    moves.length === 0
      ? ''
      : foldAway(plural(moves.length, 'node'), limit, (inner) => {
          const lines = listNodes(
            moves.map(({ node, from, to }) => ({ node, head: `from ${plain(from)} to ${plain(to)}` })),
          );
          return fitLines(lines, inner, (more) => `- and ${plural(more, 'more line')}`);
        }),
});
