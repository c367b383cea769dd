import { isError, type Problem } from '../core/problem.ts';
import { renderRefusal } from '../core/text/cli-answers.ts';
import { renderProblems } from '../core/text/problems.ts';
import { FINE, PROBLEMS, WRONG_USE, type Answer } from './command.ts';

export const statusOf = (problems: readonly Problem[]): Answer['status'] => (problems.some(isError) ? PROBLEMS : FINE);

/** The command line names what is not there, or cannot be meant. */
export const refuseUse = (command: string | undefined, problems: readonly Problem[]): Answer => ({
  status: WRONG_USE,
  facts: {},
  problems,
  text: '',
  notes: renderRefusal(command, problems),
});

/** The command was used well, and something else kept it from its work. */
export const giveUp = (problems: readonly Problem[]): Answer => ({
  status: PROBLEMS,
  facts: {},
  problems,
  text: '',
  notes: renderProblems(problems),
});
