import { isError } from '../core/problem.ts';
import { listStatus } from '../core/status/list-status.ts';
import { isWell } from '../core/status/status.ts';
import { renderStatus } from '../core/text/cli-status.ts';
import { renderProblems } from '../core/text/problems.ts';
import { FINE, PROBLEMS, type Answer } from './command.ts';
import type { Look } from './status-look.ts';

/** One look as an answer: fine when nothing is unwell, nothing unknown, and nothing kept it from seeing that. */
export const answerStatus = ({ status, problems }: Look, now: number): Answer => ({
  status: isWell(status) && !problems.some(isError) ? FINE : PROBLEMS,
  facts: listStatus(status, now),
  problems,
  text: renderStatus(status, now),
  notes: problems.length > 0 ? renderProblems(problems) : '',
});
