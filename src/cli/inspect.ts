import { basename } from 'node:path';
import { stat } from 'node:fs/promises';
import { inspectCordapp } from '../cordapp/inspect.ts';
import { isError } from '../core/problem.ts';
import { renderCordapp } from '../core/text/cordapp-text.ts';
import { FINE, PROBLEMS, type Command } from './command.ts';

export const inspect: Command = {
  name: 'inspect',
  positionals: 'FILE.jar...',
  least: 1,
  most: 100,
  summary: "tell what a CorDapp's manifest and signatures say",
  description: [
    'Prints what a Corda node would learn from the JAR: contract and workflow with their versions, the platform',
    'versions it asks for, who signed it, its SHA-256. What a zip tool shows and a node would not see is told as a problem.',
  ].join('\n'),
  options: { json: { type: 'boolean', help: 'print JSON instead of text' } },
  required: [],
  examples: ['cordage inspect build/libs/trade-1.4.0.jar', 'cordage inspect --json *.jar'],
  run: async (args, terminal) => {
    const found = [];
    for (const file of args.positionals) {
      await stat(file);
      found.push({ file, ...(await inspectCordapp({ path: file })) });
    }
    if (args.flag('json')) terminal.out(`${JSON.stringify(found, undefined, 2)}\n`);
    else terminal.out(found.map(({ file, ...facts }) => renderCordapp(facts, basename(file))).join('\n'));
    return found.some(({ problems }) => problems.some(isError)) ? PROBLEMS : FINE;
  },
};
