type HelpOption = {
  readonly type: string;
  readonly multiple?: boolean;
  readonly value?: string;
  readonly help: string;
};

type HelpCommand = {
  readonly name: string;
  readonly positionals: string;
  readonly summary: string;
  readonly description: string;
  readonly options: Readonly<Record<string, HelpOption>>;
  readonly required: readonly string[];
  readonly examples: readonly string[];
};

const aligned = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

const usage = ({ name, positionals, options, required }: HelpCommand): string => {
  const words = Object.entries(options).map(([option, { value, multiple }]) => {
    const word = value === undefined ? `--${option}` : `--${option} ${value}`;
    const optional = required.includes(option) ? word : `[${word}]`;
    return multiple ? `${optional}...` : optional;
  });
  return ['cordage', name, positionals, ...words].filter(Boolean).join(' ');
};

/** What `cordage` alone and `cordage --help` print. */
export const renderHelp = (commands: readonly HelpCommand[]): string =>
  [
    'cordage: runs releases through a Corda network, ring by ring, by pull requests on its manifests repository',
    '',
    'Commands work on a local checkout and need neither GitHub nor a cluster:',
    '',
    ...aligned(commands.map(({ name, positionals, summary }) => [`${name} ${positionals}`.trim(), summary])),
    '',
    'cordage COMMAND --help tells the options of one. Every command takes --json.',
    'Exit status: 0 fine, 1 problems found, 2 wrong use.',
    '',
    'The server, which does the same from GitHub releases, is started with npm start; npm run demo shows it at work.',
    '',
  ].join('\n');

export const renderCommandHelp = (command: HelpCommand): string => {
  const options = Object.entries(command.options).map(
    ([name, { value, help }]) => [value === undefined ? `--${name}` : `--${name} ${value}`, help] as const,
  );
  return [
    `${command.name}: ${command.summary}`,
    '',
    `  ${usage(command)}`,
    '',
    command.description,
    '',
    'Options:',
    ...aligned(options),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
};

export const renderWrongUse = (
  why: string,
  command: HelpCommand | undefined,
  commands: readonly HelpCommand[],
): string =>
  command
    ? `cordage ${command.name}: ${why}\nUse: ${usage(command)}\nMore: cordage ${command.name} --help\n`
    : `cordage: ${why}\nThere are: ${commands.map(({ name }) => name).join(', ')}. More: cordage --help\n`;
