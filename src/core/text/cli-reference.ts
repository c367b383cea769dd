import { isCommandName, listCommands, type CommandSpec } from './cli-commands.ts';
import { listOptions, renderUsage, STATUSES } from './cli-help.ts';
import { JSON_FIELDS, PROBLEM_FIELDS } from './cli-json.ts';

/** The whole of `docs/cli.md`. */
export const renderReference = (): string => `${[...HEAD, ...listCommands().flatMap(renderCommand)].join('\n')}\n`;

const table = (head: readonly [string, string], rows: readonly (readonly [string, string])[]): readonly string[] => [
  `| ${head.join(' | ')} |`,
  '|---|---|',
  ...rows.map(([left, right]) => `| \`${left}\` | ${right.replaceAll('|', '\\|')} |`),
];

const sh = (lines: readonly string[]): readonly string[] => ['```sh', ...lines, '```'];

const HEAD: readonly string[] = [
  '# The command line',
  '',
  '<!-- Written by scripts/generate-docs.ts from src/core/text/cli-commands.ts; a test fails when it is stale. -->',
  '',
  '`cordage` does on a local checkout what the app does on a commit: the same reading, the same plan, the same edit. It asks neither',
  'GitHub nor, but for `cordage status`, a cluster. In a clone of Cordage, after `npm ci`:',
  '',
  ...sh([
    'npx cordage lint ../network-manifests',
    'node src/cli.ts lint ../network-manifests    # the same, with Node 24',
  ]),
  '',
  'DIR is the root of the manifests repository, the current folder when left out; paths in answers are taken from there. Results come on',
  'stdout, what is said about the run on stderr, with a line of progress where a terminal waits for more than half a second.',
  '',
  '## Exit status',
  '',
  ...table(['status', 'means'], STATUSES),
  '',
  '## JSON',
  '',
  'With `--json` stdout has one JSON object and nothing else, whatever happens: wrong use and folders that cannot be read come as',
  '`problems`, too, and then the object may have nothing beside them. Keys are added with time; none changes its meaning. (`--help`',
  'and `--version` answer with text always.)',
  '',
  ...table(['key', 'is'], PROBLEM_FIELDS),
];

const renderCommand = (command: CommandSpec): readonly string[] => [
  '',
  `## cordage ${command.name}`,
  '',
  `${command.summary.slice(0, 1).toUpperCase()}${command.summary.slice(1)}.`,
  '',
  ...sh(renderUsage(command).split('\n')),
  '',
  ...command.description,
  '',
  ...table(['option', 'is'], listOptions(command)),
  '',
  'For example:',
  '',
  ...sh(command.examples),
  '',
  'JSON:',
  '',
  ...table(['key', 'is'], isCommandName(command.name) ? JSON_FIELDS[command.name] : []),
];
