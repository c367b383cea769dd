import { parseArgs } from 'node:util';
import type { CommandSpec } from '../core/text/cli-commands.ts';
import type { Outcome, Problem } from '../core/problem.ts';
import { fail, succeed } from '../core/problem.ts';
import * as say from '../core/text/cli-problems.ts';

/** A command line after its command's name, checked against the command's options. */
export type Arguments = {
  readonly positionals: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly texts: (option: string) => readonly string[];
  readonly flag: (option: string) => boolean;
};

/** Whether the answer shall be JSON, also where the rest of the command line is wrong. */
export const wantsJson = (argv: readonly string[]): boolean => {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).includes('--json');
};

/** The arguments, or everything that is wrong with them. */
export const readArguments = (command: CommandSpec, argv: readonly string[]): Outcome<Arguments> => {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  const problems: Problem[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const problem = checkOption(command, token, values.has(token.name));
    if (problem) problems.push(problem);
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? '']);
  }
  const written = new Set(tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])));
  problems.push(...checkCounts(command, positionals, written));
  if (problems.length > 0) return fail(...problems);
  const texts = (name: string): readonly string[] => values.get(name) ?? [];
  return succeed({ positionals, texts, text: (name) => texts(name)[0], flag: (name) => values.has(name) });
};

type Token = {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
};

const checkOption = (
  { name: command, options }: CommandSpec,
  { name, rawName, value, inlineValue }: Token,
  isAgain: boolean,
): Problem | undefined => {
  const spec = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!spec || !rawName.startsWith('--')) return say.unknownOption(command, rawName, Object.keys(options));
  if (isAgain && !spec.multiple && spec.value !== undefined) return say.optionTwice(name);
  if (spec.value === undefined) return value === undefined ? undefined : say.optionWithValue(name);
  const isMissing = value === undefined || value === '' || (!inlineValue && /^-./.test(value));
  return isMissing ? say.optionWithoutValue(name, spec.value) : undefined;
};

const checkCounts = (
  { positionals: shape, least, most, required, options }: CommandSpec,
  positionals: readonly string[],
  written: ReadonlySet<string>,
): readonly Problem[] => [
  ...required
    .filter((name) => !written.has(name))
    .map((name) => say.optionMissing(name, options[name]?.value ?? '', options[name]?.help ?? '')),
  ...(positionals.length < least ? [say.positionalMissing(shape)] : []),
  ...positionals.slice(most, most + 1).map((text) => say.positionalTooMany(text)),
  ...(positionals.includes('') ? [say.positionalEmpty(shape)] : []),
];
