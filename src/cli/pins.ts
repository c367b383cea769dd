import { isError } from '../core/problem.ts';
import { renderPins } from '../core/text/pin-table.ts';
import { renderProblems } from '../core/text/problems.ts';
import { FINE, FOLDER_OPTIONS, PROBLEMS, type Command } from './command.ts';
import { readFolder } from './read-folder.ts';

export const pins: Command = {
  name: 'pins',
  positionals: '[DIR]',
  least: 0,
  most: 1,
  summary: 'list every pin: which version of what, where, for which nodes',
  description: 'A pin is the place in a file that says which version of an artifact some nodes run.',
  options: {
    artifact: { type: 'string', value: 'NAME', help: 'only pins of this artifact' },
    ...FOLDER_OPTIONS,
  },
  required: [],
  examples: ['cordage pins', 'cordage pins --artifact trade --json'],
  run: async (args, terminal) => {
    const { network, problems } = await readFolder(args.positionals[0] ?? '.', args.text('config'));
    const only = args.text('artifact');
    const listed = (network?.pins ?? [])
      .filter((pin) => only === undefined || pin.artifact === only)
      .map(({ artifact, version, file, line, column, format, nodes }) => ({
        artifact,
        version,
        file,
        line,
        column,
        format,
        nodes,
      }));
    if (args.flag('json')) terminal.out(`${JSON.stringify(listed, undefined, 2)}\n`);
    else terminal.out(renderPins(listed));
    const errors = problems.filter(isError);
    if (errors.length > 0) terminal.err(renderProblems(errors));
    return errors.length > 0 ? PROBLEMS : FINE;
  },
};
