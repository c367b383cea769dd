import { isError } from '../core/problem.ts';
import { renderProblems } from '../core/text/problems.ts';
import { FINE, FOLDER_OPTIONS, PROBLEMS, type Command } from './command.ts';
import { readFolder } from './read-folder.ts';

export const lint: Command = {
  name: 'lint',
  positionals: '[DIR]',
  least: 0,
  most: 1,
  summary: 'check cordage.yaml and the network: problems with place and remedy',
  description: [
    'Reads cordage.yaml and every manifest below DIR (this folder when left out) as the app would, and tells',
    'all problems at once. Warnings alone leave the exit status at 0.',
  ].join('\n'),
  options: FOLDER_OPTIONS,
  required: [],
  examples: ['cordage lint', 'cordage lint ../network-manifests --json'],
  run: async (args, terminal) => {
    const started = performance.now();
    const { network, problems } = await readFolder(args.positionals[0] ?? '.', args.text('config'));
    const nodes = network?.nodes.length ?? 0;
    if (args.flag('json')) terminal.out(`${JSON.stringify({ nodes, problems }, undefined, 2)}\n`);
    else terminal.out(renderProblems(problems, { nodes, seconds: (performance.now() - started) / 1000 }));
    return problems.some(isError) ? PROBLEMS : FINE;
  },
};
