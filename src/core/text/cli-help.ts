import { listCommands, type CommandSpec } from './cli-commands.ts';

/** Widest line of a usage before it goes on below. */
const WIDEST = 100;

const aligned = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

/** How a command is written, over several lines where one is too long. */
export const renderUsage = ({ name, positionals, options, required }: CommandSpec): string => {
  const words = Object.entries(options).map(([option, { value, multiple }]) => {
    const word = value === undefined ? `--${option}` : `--${option} ${value}`;
    return `${required.includes(option) ? word : `[${word}]`}${multiple ? '...' : ''}`;
  });
  const lines = [`cordage ${name}`];
  const indent = ' '.repeat(`cordage ${name}`.length);
  for (const word of [positionals, ...words]) {
    const last = lines.at(-1) ?? '';
    if (last.length + 1 + word.length > WIDEST) lines.push(`${indent} ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
};

export const listOptions = ({ options }: CommandSpec): readonly (readonly [string, string])[] =>
  Object.entries(options).map(([name, { value, multiple, help }]) => [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    multiple ? `${help} (may be repeated)` : help,
  ]);

/** What each exit status means, for every command. */
export const STATUSES = [
  ['0', 'fine; warnings may have been told'],
  ['1', 'problems found, or what was asked could not be done'],
  ['2', 'wrong use: an unknown option, or a folder, file, artifact, ring or node that is not there'],
] as const;

/** What `cordage --help` prints. */
export const renderHelp = (): string =>
  [
    'cordage: runs releases through a Corda network, ring by ring, by changes of its manifests repository',
    '',
    'Commands work on a local checkout and need neither GitHub nor, but for status, a cluster:',
    '',
    ...aligned(listCommands().map(({ name, positionals, summary }) => [`${name} ${positionals}`, summary])),
    '',
    'A first look, without a network of your own:',
    '',
    '  cordage lint manifests/network',
    '  cordage plan manifests/network --artifact trade --version 1.4.0',
    '  cordage bump manifests/network --artifact trade --version 1.4.0 --ring canary --dry-run',
    '',
    'Exit status:',
    ...aligned(STATUSES),
    '',
    'cordage help COMMAND tells the options of one. Every command takes --json: then one JSON object comes on',
    'stdout whatever happens, and nothing else does. docs/cli.md has all of it.',
    '',
    'The server, which does the same from GitHub releases, is started with npm start; npm run demo shows it at work.',
    '',
  ].join('\n');

/** What `cordage help bump` prints. */
export const renderCommandHelp = (command: CommandSpec): string =>
  [
    `cordage ${command.name}: ${command.summary}`,
    '',
    ...renderUsage(command)
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    ...command.description,
    '',
    'Options:',
    ...aligned(listOptions(command)),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    '',
    'Exit status: 0 fine, 1 problems found, 2 wrong use.',
    '',
  ].join('\n');
