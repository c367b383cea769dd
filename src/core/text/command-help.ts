import { RESERVED_NAMES, ROWS, usageOf, type Row } from '../command/table.ts';
import { row } from './escape.ts';

/** A usage for a table cell: its bars must not end the cell. */
const cell = (usage: string): string => `\`${usage.replaceAll('|', '\\|')}\``;

const PLACES: Readonly<Record<Row['place'], string>> = {
  'pull request': 'pull request',
  issue: 'issue',
  both: 'anywhere',
};

/** The answer to `/cordage help`: every command, for a reply. No line of it begins with one. */
export const renderHelp = (): string =>
  [
    '**What Cordage understands.** One command a line, at the very start of the line. Several lines are one request: all of it is done, or nothing.',
    '',
    row('command', 'does', 'where'),
    '|---|---|---|',
    ...ROWS.map((one) => row(cell(usageOf(one)), one.summary, PLACES[one.place])),
    '',
    'What stands in `<…>` is yours to fill in, and `[…]` may be left out. Reasons stand in quotes and dates are days: `2026-12-01`. ' +
      'Quotes of others, code, HTML and edited comments command nothing.',
  ].join('\n');

/** The whole of `docs/commands.md`. */
export const renderCommandReference = (): string =>
  `${[...HEAD, ...TABLE, ...READING, ...WORDS, ...EXAMPLES].join('\n')}\n`;

const HEAD: readonly string[] = [
  '# Commands in comments',
  '',
  '<!-- Written by scripts/generate-docs.ts from src/core/command/table.ts; a test fails when it is stale. -->',
  '',
  'People steer rollouts by comments on pull requests and issues of the manifests repository. A reaction says at once that a command was',
  'seen; the answer is in the status comment of the pull request, or in a reply where somebody must be told something.',
  '',
];

const TABLE: readonly string[] = [
  row('command', 'does', 'where', 'right', 'bound'),
  '|---|---|---|---|---|',
  ...ROWS.map((one) =>
    row(cell(usageOf(one)), one.summary, PLACES[one.place], `\`${one.permission}\``, one.bound ? 'yes' : 'no'),
  ),
  '',
  '**Right** is the name under `permissions` in `cordage.yaml`, for the network or for a ring. **Bound** commands count for the head commit',
  'that their author saw: after a push Cordage asks to repeat them. Stopping, holding and taking back work at once, whatever was pushed.',
  '',
];

const READING: readonly string[] = [
  '## What is read',
  '',
  'A line is a command when it begins, in its first column, with one of the words above and a space or its end follows. Small and capital letters',
  'are the same there, and so are the wide letters of East Asian keyboards; characters that nobody sees are passed over. What only looks',
  'like another letter, a Cyrillic `а` for one, never matches. Words of other bots, such as `/lgtm`, are theirs.',
  '',
  'Several lines are one request, in their order: all is done, or nothing. One line that is not understood makes the whole comment so, and a',
  'reply says what was probably meant. So it is with a command in which code, a link or HTML begins and ends on a later line only.',
  '',
  'Never read:',
  '',
  '- block quotes, with the lines that follow one without a blank line between, for Markdown counts them in;',
  '- code: in backticks, also over several lines; in fences of backticks or tildes, nested or never closed; indented;',
  '- HTML comments, closed or not, and HTML blocks. GitHub folds what stands in `<details>` and reads Markdown in it after a blank line;',
  '  Cordage reads nothing there, nor in `<blockquote>`, `<pre>` and the like, until the element is closed;',
  '- links over several lines, and definitions of links and footnotes;',
  '- list items, headings and table rows that begin with their own sign; a line below a list, at the very start, is read;',
  '- what follows a code fence that the end of its list item cuts off: readers see code there, whatever Markdown says;',
  '- edited comments, and comments of bots.',
  '',
];

const WORDS: readonly string[] = [
  '## What stands in the places',
  '',
  '- A **reason** stands at the end, in straight or typographic double quotes, and has at most 300 characters.',
  '- A **date** is a day, `2026-12-01`.',
  "- A **version** has a digit, as it stands after the tag's own part: `1.4.0`, not `v1.4.0`, when tags are `v{version}`.",
  '- A **node glob** is a name with `*` and `?`: `party-00*`. For more of them write more lines.',
  '- One word after `/rollout` is a ring, also where an artifact has the same name; artifact and version are two.',
  '- A comment has at most 20 commands, and a rollback at most 50 names.',
  '',
  `No ring and no artifact may be called ${[...RESERVED_NAMES].map((name) => `\`${name}\``).join(', ')}. \`all\` means the last ring, whatever its name.`,
  '',
];

const EXAMPLES: readonly string[] = [
  '## For example',
  '',
  '```text',
  '/rollout canary',
  '/rollout trade 1.4.0 early',
  '/rollout pause network "month end"',
  '/rollback canary party-0042 "deals fail to settle"',
  '/hold party-00* until 2026-12-01 "audit"',
  '/override R10 "tested with the vendor on party-0001"',
  '```',
];
