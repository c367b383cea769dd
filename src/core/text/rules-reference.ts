import type { Rule } from '../rules/rule.ts';
import { RULES } from '../rules/table.ts';

/** The whole of `docs/rules.md`: every rule, what it says at worst, the way out, and where it is from. */
export const renderRulesReference = (): string =>
  `${[...HEAD, '', ...table(RULES.map(renderRow)), '', ...EVIDENCE_HEAD, '', ...evidence(), '', ...TAIL].join('\n')}\n`;

const HEAD = [
  "# Corda's rules",
  '',
  '<!-- Written by scripts/generate-docs.ts from src/core/rules/table.ts; a test fails when it is stale. -->',
  '',
  'What would break a node or a counterparty is stopped before it is merged. These rules judge every pull request that moves a version: those of Cordage, of releases',
  'and of rollbacks, a person’s own, and a change of `networkParameters` in `cordage.yaml`. What they say stands in the check `cordage/rules`, with annotations at the',
  'line of the pin, and in the body of the pull request; `cordage plan` prints it before there is one. All of it is judged by groups of like nodes.',
  '',
  '- **block**: nothing merges while it stands. Who may override passes over it by its number, on the pull request of the ring: `/override R7 "reason"`. The journal keeps it, and',
  '  the check shows it for as long as it applies. `rules.overrides` in [`cordage.yaml`](configuration.md#rules) does so until a day.',
  '- **warning**: told, and stops nothing. What R3’s documents only let conclude, or contradict each other about, is *inferred*: it warns and says so.',
  '- **not judged**: a fact is missing. It is told once with all rules that lack it, and how it could be had; a rule that cannot see never says that all is well.',
  '',
  'Sources are paths in `corda/corda-docs-portal` on GitHub, below `content/en/platform/corda/` where they begin with a version; others name their repository.',
];

const EVIDENCE_HEAD = [
  '## Evidence',
  '',
  'Some rules ask for something that was done. Where the manifests show it, they are believed; where nothing can show it, a person vouches for it in `cordage.yaml`, reviewed like any change to it:',
  '',
  '```yaml',
  'rules:',
  '  evidence:',
  '    - {what: validation, for: "4.12", nodes: ["party-*"], until: 2026-12-31, reason: "reports of 20 November, ticket 4711"}',
  '```',
];

const evidence = (): readonly string[] =>
  RULES.flatMap(({ id, title, evidence: words }) => (words === undefined ? [] : [`- **${id}**, ${title}. ${words}`]));

const TAIL = [
  '## Rollback class',
  '',
  'Every pull request says before it is merged what it takes to undo it, and why; of several nodes the hardest counts:',
  '',
  '- **reversible**: the former version comes back by another pull request;',
  '- **reversible after a drain**: flows of the new version must have ended first;',
  '- **needs a database restore**: the database has changed, and the backup of before is the way back;',
  '- **forward only**: states, or network parameters, cannot be taken back; a release that mends it is the way.',
  '',
  '`/rollback` obeys it: its pull request is judged by the same rules, going back. R2 and R29 stop what cannot be undone by git alone, until somebody overrides them there.',
];

const table = (rows: readonly string[]): readonly string[] => [
  '| rule | says | at worst | way out | source |',
  '| --- | --- | --- | --- | --- |',
  ...rows,
];

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

const renderRow = ({ id, title, severity, certainty, remedy, source }: Rule): string =>
  `| ${id} | ${cell(title)} | ${severity === 'block' ? 'block' : 'warning'}${certainty === 'inferred' ? ' (inferred)' : ''} | ${cell(remedy)} | \`${cell(source.document)}\`, ${cell(source.section)} |`;
