import package_ from '../../package.json' with { type: 'json' };
import { renderFault, renderRefusal, renderVersion } from '../core/text/cli-answers.ts';
import { COMMANDS, isCommandName, listCommands, type CommandName } from '../core/text/cli-commands.ts';
import { renderCommandHelp, renderHelp, renderUsage } from '../core/text/cli-help.ts';
import { noCommand, unforeseen, unknownCommand } from '../core/text/cli-problems.ts';
import { refuseUse } from './answer.ts';
import { readArguments, wantsJson } from './arguments.ts';
import { FINE, PROBLEMS, type Answer, type Run, type Terminal } from './command.ts';
import { startProgress } from './progress.ts';

/** Loaded when it is called: a library that reads signatures is not for `cordage pins` to wait for. */
const LOADERS: Readonly<Record<CommandName, () => Promise<{ readonly run: Run }>>> = {
  lint: () => import('./lint.ts'),
  pins: () => import('./pins.ts'),
  plan: () => import('./plan.ts'),
  bump: () => import('./bump.ts'),
  releases: () => import('./releases.ts'),
  inspect: () => import('./inspect.ts'),
  audit: () => import('./audit.ts'),
  status: () => import('./status.ts'),
};

/** Runs one command line and answers with its exit status: 0 fine, 1 problems found, 2 wrong use. */
export const runCli = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  const [name = '', ...rest] = argv;
  const help = findHelp(name, rest);
  if (help !== undefined) {
    terminal.out(help);
    return FINE;
  }
  const { status, facts, problems, text, notes, isTold } = await answer(name, rest, terminal);
  if (isTold) return status;
  if (wantsJson(argv)) terminal.out(`${JSON.stringify({ ...facts, problems }, undefined, 2)}\n`);
  else {
    if (text !== '') terminal.out(text);
    if (notes !== '') terminal.err(notes);
  }
  return status;
};

const findHelp = (name: string, rest: readonly string[]): string | undefined => {
  if (name === '--version') return renderVersion(package_.version);
  const asksForHelp = rest.some((word) => word === '--help' || word === '-h');
  const topic = ['help', '--help', '-h'].includes(name) ? (rest[0] ?? '') : asksForHelp ? name : undefined;
  if (topic === '') return renderHelp();
  return topic !== undefined && isCommandName(topic) ? renderCommandHelp(COMMANDS[topic]) : undefined;
};
const answer = async (name: string, rest: readonly string[], terminal: Terminal): Promise<Answer> => {
  if (!isCommandName(name)) return refuseCommand(name, rest);
  const spec = COMMANDS[name];
  const args = readArguments(spec, rest);
  if (!args.ok) {
    return { ...refuseUse(name, args.problems), notes: renderRefusal(name, args.problems, renderUsage(spec)) };
  }
  const progress = startProgress(terminal);
  try {
    const { run } = await LOADERS[name]();
    return await run(args.value, { now: terminal.now, progress, terminal });
  } catch (error) {
    const problem = unforeseen(error instanceof Error ? error.message : String(error));
    const detail = error instanceof Error ? error.stack : undefined;
    return { status: PROBLEMS, facts: {}, problems: [problem], text: '', notes: renderFault(name, problem, detail) };
  } finally {
    progress.clear();
  }
};

const refuseCommand = (name: string, rest: readonly string[]): Answer => {
  const known = listCommands().map((command) => command.name);
  const meant = name === 'help' || name === '--help' || name === '-h' ? (rest[0] ?? '') : name;
  const problem = meant === '' || meant.startsWith('-') ? noCommand(known) : unknownCommand(meant, known);
  const refusal = refuseUse(undefined, [problem]);
  return name === '' ? { ...refusal, notes: renderHelp() } : refusal;
};
