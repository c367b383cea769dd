import { isError } from '../core/problem.ts';
import { forecast } from '../core/rollout/forecast.ts';
import { renderPlan } from '../core/text/plan-table.ts';
import { renderProblems } from '../core/text/problems.ts';
import { FINE, FOLDER_OPTIONS, PROBLEMS, WRONG_USE, type Command } from './command.ts';
import { readFolder } from './read-folder.ts';
import { explainTarget } from './target.ts';

export const plan: Command = {
  name: 'plan',
  positionals: '[DIR]',
  least: 0,
  most: 1,
  summary: 'tell what moving an artifact to a version would mean: rings, nodes, from what, who is left out',
  description:
    'Changes nothing. Nodes that run the version already, a newer one, or nothing of the artifact are left out, with the reason.',
  options: {
    artifact: { type: 'string', value: 'NAME', help: 'an artifact of cordage.yaml' },
    version: { type: 'string', value: 'VERSION', help: 'where it goes: 1.4.0' },
    ...FOLDER_OPTIONS,
  },
  required: ['artifact', 'version'],
  examples: [
    'cordage plan --artifact trade --version 1.4.0',
    'cordage plan ../manifests --artifact corda --version 4.12.9 --json',
  ],
  run: async (args, terminal) => {
    const { network, problems } = await readFolder(args.positionals[0] ?? '.', args.text('config'));
    if (!network) {
      terminal.err(renderProblems(problems));
      return PROBLEMS;
    }
    const target = explainTarget(network, args.text('artifact') ?? '', args.text('version') ?? '');
    if ('wrong' in target) {
      terminal.err(`cordage plan: ${target.wrong}\n`);
      return WRONG_USE;
    }
    const planned = forecast(network, target.artifact.name, target.version);
    const all = [...problems, ...planned.problems];
    if (args.flag('json')) terminal.out(`${JSON.stringify({ ...planned, problems: all }, undefined, 2)}\n`);
    else {
      terminal.out(renderPlan({ ...planned, problems: all }));
      if (all.length > 0) terminal.err(renderProblems(all));
    }
    return all.some(isError) ? PROBLEMS : FINE;
  },
};
