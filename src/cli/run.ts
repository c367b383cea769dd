import { parseArgs } from 'node:util';
import { renderCommandHelp, renderHelp, renderWrongUse } from '../core/text/cli-help.ts';
import { bump } from './bump.ts';
import { FINE, PROBLEMS, WRONG_USE, type Arguments, type Command, type Terminal } from './command.ts';
import { inspect } from './inspect.ts';
import { lint } from './lint.ts';
import { pins } from './pins.ts';
import { plan } from './plan.ts';

/** Every command there is, in the order of the help. */
export const COMMANDS: readonly Command[] = [lint, pins, plan, bump, inspect];

/** Runs one command line and answers with its exit status: 0 fine, 1 problems found, 2 wrong use. */
export const runCli = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const asked = COMMANDS.find((command) => command.name === rest[0]);
    terminal.out(asked ? renderCommandHelp(asked) : renderHelp(COMMANDS));
    return name === undefined ? WRONG_USE : FINE;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    terminal.err(renderWrongUse(`there is no command "${name}"`, undefined, COMMANDS));
    return WRONG_USE;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(renderCommandHelp(command));
    return FINE;
  }
  const parsed = parse(command, rest);
  if (typeof parsed === 'string') {
    terminal.err(renderWrongUse(parsed, command, COMMANDS));
    return WRONG_USE;
  }
  try {
    return await command.run(parsed, terminal);
  } catch (error) {
    terminal.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return PROBLEMS;
  }
};

/** The arguments, or one sentence on what is wrong with them. */
const parse = (command: Command, argv: readonly string[]): Arguments | string => {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  let values: Readonly<Record<string, unknown>>;
  let positionals: readonly string[];
  try {
    ({ values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true }));
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
  }
  const missing = command.required.find((name) => values[name] === undefined);
  if (missing !== undefined) return `--${missing} is missing`;
  if (positionals.length < command.least) return `${command.positionals} is missing`;
  if (positionals.length > command.most) return `"${positionals[command.most]}" is one argument too many`;
  const texts = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((value): value is string => typeof value === 'string');
  return { positionals, texts, text: (name) => texts(name)[0], flag: (name) => values[name] === true };
};
