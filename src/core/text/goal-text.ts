import type { Goal } from '../journal/entry.ts';
import { plain } from './escape.ts';

/** Sentences about steps to a version that cannot be reached at once. Plain text unless said otherwise. */

/** A rollout that is a step to a goal. */
export type GoalStep = { readonly version: string; readonly goal: Pick<Goal, 'version' | 'by' | 'way'> };

/** `step 2 of 4 to 4.14.1` */
export const nameStep = ({ version, goal }: GoalStep): string =>
  `step ${numberOf(version, goal)} of ${countSteps(goal)} to ${goal.version}`;

/** Of the first step it says the whole way, of a later one who wanted it. */
export const tellStep = (artifact: string, step: GoalStep): string => {
  const { version, goal } = step;
  return numberOf(version, goal) === 1
    ? `started ${artifact} ${version}, the first of ${countSteps(goal)} steps to ${goal.version}: ${goal.way.join(' → ')}`
    : `started ${artifact} ${version}, ${nameStep(step)}, asked for by ${goal.by}`;
};

/** For a pull request's body, as Markdown. */
export const renderStep = (artifact: string, { version, goal }: GoalStep, on: number): string => {
  const next = goal.way[goal.way.indexOf(version) + 1];
  return [
    `Step ${numberOf(version, goal)} of ${countSteps(goal)} to ${plain(artifact)} ${plain(goal.version)}, asked for by ${plain(goal.by)} in #${on}: ${goal.way.map((one) => plain(one)).join(' → ')}.`,
    ...(next === undefined ? [] : [`When every ring has passed, ${plain(next)} is proposed next.`]),
  ].join(' ');
};

/** Why the next step to a goal does not begin. */
export const tellGoalLeft = (artifact: string, goal: Goal, why: string): string =>
  `goes no further to ${artifact} ${goal.version}: ${why}`;

export const endedByPerson = (rollout: string): string => `${rollout} was aborted or taken back`;
export const underWayAlready = (rollout: string): string => `${rollout} is under way already`;

const numberOf = (version: string, { way }: GoalStep['goal']): number => way.indexOf(version);
const countSteps = ({ way }: GoalStep['goal']): number => way.length - 1;
