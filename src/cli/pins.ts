import * as say from '../core/text/cli-problems.ts';
import { isError } from '../core/problem.ts';
import { renderPins } from '../core/text/pin-table.ts';
import { renderProblems } from '../core/text/problems.ts';
import { giveUp, refuseUse, statusOf } from './answer.ts';
import type { Run } from './command.ts';
import { readFolder } from './read-folder.ts';

/** `cordage pins`: every pin, or those of one artifact. */
export const run: Run = async (args, { progress }) => {
  const reading = readFolder(args.positionals[0] ?? '.', args.text('config'), progress);
  if (reading.kind === 'wrong-use') return refuseUse('pins', reading.problems);
  if (reading.kind === 'no-config') return giveUp(reading.problems);
  const { network, problems } = reading;
  const only = args.text('artifact');
  const known = network.artifacts.map(({ name }) => name);
  if (only !== undefined && !known.includes(only)) return refuseUse('pins', [say.unknownArtifact(only, known)]);
  const pins = network.pins
    .filter(({ artifact }) => only === undefined || artifact === only)
    .map(({ artifact, version, file, line, column, format, nodes }) => ({
      artifact,
      version,
      file,
      line,
      column,
      format,
      nodes,
    }));
  const errors = problems.filter(isError);
  return {
    status: statusOf(problems),
    facts: { pins },
    problems,
    text: renderPins(pins),
    notes: errors.length > 0 ? renderProblems(errors) : '',
  };
};
