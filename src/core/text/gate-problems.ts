import type { GateName } from '../gates/gate.ts';
import type { Problem } from '../problem.ts';
import { formatDuration, formatTime, listNames, plural } from './count.ts';
import { coded, takeBack } from './gate-sentences.ts';
import { printable } from './printable.ts';
import type { Progress } from './pull-view.ts';

/** Why a gate is closed until somebody does something. Prose, as all problems. */

const closed = (code: string, message: string, remedy: string): Problem => ({
  code: `gate-${code}`,
  severity: 'error',
  message,
  remedy,
});

type Overdue = {
  readonly gate: GateName;
  readonly what: string;
  readonly since: number;
  readonly until: number;
  readonly who: string;
};

/** A wait that is past its deadline; times in milliseconds. */
export const gateOverdue = ({ gate, what, since, until, who }: Overdue): Problem =>
  closed(
    'overdue',
    `gate ${gate} waits since ${formatTime(since)} for ${what}; that was due ${formatTime(until)}`,
    who,
  );

export const overBudget = (ring: string, progress: Progress, budget: number): Problem => {
  const { nodes, degraded, late } = progress;
  const counts = [...(degraded > 0 ? [`${degraded} of ${nodes} degraded`] : []), ...tellLate(progress)].join(', ');
  return closed(
    'budget',
    `ring ${printable(ring)}: ${counts} (budget ${budget})${tellWorst(progress, degraded + late)}`,
    `solve it and comment \`/rollout retry\`, or take the nodes back: ${takeBack(ring)}`,
  );
};

/** Within the budget, and the same on many. */
export const illAlike = (ring: string, progress: Progress, budget: number): Problem => {
  const { alike, nodes } = progress;
  return closed(
    'alike',
    `ring ${printable(ring)}: ${alike} of ${nodes} are unwell for one and the same reason, so it is the version and not the nodes (the budget of ${budget} is for trouble of single nodes)${tellWorst(progress, 1)}`,
    `solve it and comment \`/rollout retry\`, or take the nodes back: ${takeBack(ring)}`,
  );
};

const tellLate = ({ late, nodes }: Progress): readonly string[] =>
  late > 0 ? [`${late} of ${nodes} not live in time`] : [];

/** Messages of one problem. */
const MOST_MESSAGES = 3;

/** Messages of the so many nodes that are worst off; degraded ones stand first. */
const tellWorst = ({ groups }: Progress, nodes: number): string => {
  const told: string[] = [];
  let covered = 0;
  for (const group of groups) {
    if (covered >= nodes || told.length === MOST_MESSAGES) break;
    covered += group.nodes.length;
    told.push(`${plural(group.nodes.length, 'node')} since ${formatTime(group.since)}: ${coded(group.message)}`);
  }
  return told.map((one) => `; ${one}`).join('');
};

type Stuck = {
  readonly ring: string;
  readonly progress: Progress;
  readonly budget: number;
  readonly mergedAt: number;
  readonly liveWithin: number;
  readonly who: string;
};

/** Nodes that had their time; times in milliseconds. */
export const notLive = ({ ring, progress, budget, mergedAt, liveWithin, who }: Stuck): Problem => {
  const left = progress.nodes - progress.live;
  return closed(
    'not-live',
    `ring ${printable(ring)}: ${left} of ${progress.nodes} not live ${formatDuration(liveWithin)} after ${formatTime(mergedAt)} (budget ${budget})${tellWorst(progress, left)}`,
    `solve it and let ${who} comment \`/rollout retry\`, or take the nodes back: ${takeBack(ring)}`,
  );
};

export const checksFailed = (names: readonly string[]): Problem =>
  closed(
    'checks',
    `${listNames(names.map(coded))} failed, and must succeed before this merges`,
    'look at what it says, solve it, and run it again',
  );

export const conflictStays = (base: string): Problem =>
  closed(
    'conflict',
    `this conflicts with ${coded(base)}, and Cordage may not change its branch`,
    `merge ${coded(base)} into the branch and solve the conflict, or close this and comment \`/rollout retry\` for a fresh one`,
  );

/** Settings and rules exclude each other. */
export const noMethods = (): Problem => ({
  code: 'gate-no-method',
  severity: 'error',
  message: 'the settings and rules of this repository allow no way of merging',
  remedy: 'allow merge commits, squash merges or rebase merges, as the rules of the default branch take them',
});
