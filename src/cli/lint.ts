import { lintStopped } from '../core/text/cli-answers.ts';
import { renderProblems } from '../core/text/problems.ts';
import { giveUp, refuseUse, statusOf } from './answer.ts';
import type { Run } from './command.ts';
import { readFolder } from './read-folder.ts';

/** `cordage lint`: all problems of a folder. */
export const run: Run = async (args, { now, progress }) => {
  const started = now();
  const reading = readFolder(args.positionals[0] ?? '.', args.text('config'), progress);
  if (reading.kind === 'wrong-use') return refuseUse('lint', reading.problems);
  const { problems } = reading;
  if (reading.kind === 'no-config') {
    return { ...giveUp(problems), text: renderProblems(problems), notes: lintStopped() };
  }
  const { network } = reading;
  const scope = { nodes: network.nodes.length, seconds: (now() - started) / 1000 };
  return {
    status: statusOf(problems),
    facts: {
      network: network.name,
      nodes: network.nodes.length,
      rings: network.rings.map(({ name, members }) => ({ ring: name, nodes: members.length })),
      pins: network.pins.length,
    },
    problems,
    text: renderProblems(problems, scope),
    notes: '',
  };
};
