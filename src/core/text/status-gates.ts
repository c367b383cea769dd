import type { GateName, GateVerdict, Waiting } from '../gates/gate.ts';
import { formatCount, formatTime } from './count.ts';
import { asSentence, renderProse, withStop } from './details.ts';
import { inlineCode } from './escape.ts';
import { renderBar, renderCounts, renderGroups, renderSlowest, renderUnproven } from './progress.ts';
import type { PullStatus } from './pull-status.ts';
import type { Progress } from './pull-view.ts';
import { renderCommit, renderMove, type Sentences, type State } from './status-words.ts';

type Obstacle = Exclude<GateVerdict, { readonly kind: 'pass' }>;
type Block = Extract<GateVerdict, { readonly kind: 'block' }>;

/**
 * What does not pass, the most pressing first: blocks before waits, and a grant last, because with it a person says that
 * the rest is as it should be.
 */
export const findObstacles = (verdicts: readonly GateVerdict[]): readonly Obstacle[] => {
  const rank = ({ kind, gate }: Obstacle): number => (gate === 'grant' ? 2 : kind === 'block' ? 0 : 1);
  return verdicts.filter((verdict) => verdict.kind !== 'pass').toSorted((a, b) => rank(a) - rank(b));
};

/** Open and behind its gates, or merged and on its way: the first obstacle in full, the others in short. */
export const explainGates = (status: PullStatus, state: State<'waiting'> | State<'settling'>): Sentences => {
  const [first, ...others] = findObstacles(state.verdicts);
  const progress = state.kind === 'settling' ? state : undefined;
  const moved = state.kind === 'settling' ? tellProgress(state) : [];
  const lifted = state.verdicts.flatMap((verdict) =>
    verdict.kind === 'pass' && verdict.note !== undefined ? [`- ${inlineCode(verdict.gate)}: ${verdict.note}`] : [],
  );
  const then = others.length > 0 ? ['', 'Then:', ...others.map((one) => `- ${tellShortly(one, status)}`)] : [];
  const notes = lifted.length > 0 ? ['', 'Lifted:', ...lifted] : [];
  const head = tellHead(first, status, progress);
  if (first?.kind === 'block') {
    const { message, remedy } = first.problem;
    const details = [...moved, withStop(`Reason: ${renderProse(message)}`), ...then, ...notes];
    return { ...head, details, next: withStop(renderProse(remedy)) };
  }
  const waits = first ? [tellWait(first, status)] : progress ? [] : [`${renderMove(status)}.`];
  return { ...head, since: first?.since, details: [...moved, ...waits, ...then, ...notes], next: '' };
};

type Head = Pick<Sentences, 'headline' | 'command'>;

/** How the part stands, and its ring where that is more. */
type Standing = Pick<State<'settling'>, 'progress' | 'whole'>;

/** `4 of 4 live`, and where the ring waits for other nodes `4 of 4 live here, 4 of 8 in the ring`. */
const renderStanding = ({ progress, whole }: Standing): string =>
  whole === undefined || whole.nodes - whole.live === progress.nodes - progress.live
    ? renderCounts(progress)
    : `${renderCounts(progress)} here, ${renderCounts(whole)} in the ring`;

const tellHead = (first: Obstacle | undefined, status: PullStatus, progress: Standing | undefined): Head => {
  const counts = progress && renderStanding(progress);
  if (first === undefined) return { headline: counts ?? 'about to merge' };
  const own = tellObstacle(first, status, progress);
  return counts === undefined || OF_NODES.has(first.gate) ? own : { ...own, headline: `${counts}; ${own.headline}` };
};

/** Gates that the counts of nodes are about: the headline then has them already. */
const OF_NODES: ReadonlySet<GateName> = new Set(['live', 'soak', 'budget']);

const tellObstacle = (first: Obstacle, status: PullStatus, progress: Standing | undefined): Head => {
  const command = first.gate === 'grant' ? `/rollout ${status.ring}` : undefined;
  if (first.kind === 'wait') return { headline: tellWaiting(first, status, progress), command };
  const overdue = first.problem.code.includes('overdue');
  return overdue
    ? { headline: `overdue, ${tellOverdue(first, status, progress)}`, command }
    : { headline: tellStopped(first, progress) };
};

const tellWaiting = ({ gate, until }: Waiting, status: PullStatus, standing: Standing | undefined): string => {
  if (gate === 'pause') return tellPause(status);
  if (gate === 'live' && standing) return renderStanding(standing);
  const all = standing?.whole ?? standing?.progress;
  if (gate === 'soak' && standing && all && all.live < all.nodes) {
    return `${renderStanding(standing)}; soaking until ${formatTime(until)}`;
  }
  return ENDS.has(gate) ? `${WAITS[gate]} until ${formatTime(until)}` : WAITS[gate];
};

const tellOverdue = ({ gate }: Block, status: PullStatus, standing: Standing | undefined): string => {
  if (gate === 'pause') return tellPause(status);
  if (gate === 'grant') return 'waiting for';
  return OF_NODES.has(gate) && standing ? renderStanding(standing) : WAITS[gate];
};

const tellPause = ({ pause }: PullStatus): string =>
  pause === undefined ? 'paused' : `${pause.network ? 'the network is paused' : 'paused'} by ${pause.by}`;

const WAITS: Readonly<Record<GateName, string>> = {
  pause: 'paused',
  order: 'waiting for the ring before it',
  budget: 'waiting for nodes to recover',
  busy: 'waiting for another rollout',
  rules: "waiting for Corda's rules",
  grant: 'ready, waiting for',
  approvals: 'waiting for approval',
  checks: 'waiting for checks',
  mergeable: 'waiting until it can be merged',
  freeze: 'frozen',
  live: 'waiting for nodes to become live',
  soak: 'live, soaking',
};

const tellStopped = ({ gate }: Block, standing: Standing | undefined): string =>
  OF_NODES.has(gate) && standing
    ? `stopped, ${renderFailed(standing.whole ?? standing.progress)}`
    : `stopped, ${STOPS[gate]}`;

const renderFailed = (progress: Progress): string => {
  const { degraded, late, nodes } = progress;
  const of = formatCount(nodes);
  const failed = [
    ...(degraded > 0 ? [`${formatCount(degraded)} of ${of} degraded`] : []),
    ...(late > 0 ? [`${formatCount(late)} of ${of} not live in time`] : []),
  ];
  return failed.length > 0 ? failed.join(', ') : renderCounts(progress);
};

const STOPS: Readonly<Record<GateName, string>> = {
  pause: 'paused',
  order: 'a ring before it has not passed',
  budget: 'too many nodes are not well',
  busy: 'another rollout is in its ring',
  rules: 'a rule of Corda speaks against it',
  grant: 'not granted',
  approvals: 'not approved',
  checks: 'a required check failed',
  mergeable: 'it cannot be merged',
  freeze: 'frozen',
  live: 'nodes are not live',
  soak: 'nodes did not stay live',
};

/** Waits that end by themselves, when their words say; nobody is late when they do. */
const ENDS: ReadonlySet<GateName> = new Set(['freeze', 'soak']);

const tellWait = ({ gate, what, who, until }: Waiting, { ring }: PullStatus): string => {
  // Who may say the word stands with the word itself.
  const wish = gate === 'grant' ? [who || inlineCode(`/rollout ${ring}`)] : [what, who];
  const [wanted = '', help = ''] = wish;
  const late = ENDS.has(gate) ? '' : `Overdue after ${formatTime(until)}.`;
  return [withStop(`Waits for ${wanted}`), asSentence(help), late].filter((words) => words !== '').join(' ');
};

const tellShortly = (obstacle: Obstacle, { ring }: PullStatus): string => {
  if (obstacle.gate === 'grant') return inlineCode(`/rollout ${ring}`);
  return obstacle.kind === 'block' ? renderProse(obstacle.problem.message) : obstacle.what;
};

const tellProgress = ({ commit, mergedAt, progress, whole = progress }: State<'settling'>): readonly string[] => {
  const merged = `merged ${formatTime(mergedAt)}${commit === undefined ? '' : ` as ${renderCommit(commit)}`}`;
  const lines = [...renderGroups(whole), ...renderSlowest(whole), ...renderUnproven(whole)];
  return [
    `${renderBar(progress)}${whole === progress ? '' : ' of this batch'}, ${merged}`,
    '',
    ...(lines.length > 0 ? [...lines, ''] : []),
  ];
};
