import { CENM_RELEASES } from '../corda/facts/cenm-releases.ts';
import { CORDA_PATCHES } from '../corda/facts/corda-patches.ts';
import { CORDA_RELEASES } from '../corda/facts/corda-releases.ts';
import { COUPLED_PIECES } from '../corda/facts/coupled-pieces.ts';
import type { Fact, Support } from '../corda/facts/fact.ts';
import { JUMPS } from '../corda/facts/jumps.ts';
import { NEEDS, type Need } from '../corda/facts/needs.ts';

/** The whole of `docs/corda-facts.md`: every row that Cordage judges Corda upgrades by, with its source. */
export const renderCordaFacts = (): string =>
  `${[
    ...HEAD,
    '',
    `The months of maintenance, security and support are of ${listSchedules().join(' and ')}.`,
    ...section(
      'Corda Enterprise',
      ['release', 'platform version', 'Java', 'Kotlin', 'first', 'long term', ...SUPPORT_COLUMNS],
      CORDA_RELEASES,
      (row) => [
        row.release,
        `${row.platformVersion}`,
        `${row.java}`,
        row.kotlin,
        row.first === undefined ? '' : `${row.first}${row.released ? '' : ' (announced)'}`,
        row.longTerm ? 'yes' : '',
        ...supportCells(row.support),
      ],
    ),
    ...section('Patches', ['version', 'flaw', 'fixed in'], CORDA_PATCHES, ({ version, flaw }) => [
      version,
      flaw === undefined ? '' : `${flaw.reason} (${flaw.certainty}: ${renderSource(flaw)})`,
      flaw?.fixedIn ?? '',
    ]),
    ...section(
      'Corda Enterprise Network Manager',
      ['release', 'Java', 'first', 'upgrades from', ...SUPPORT_COLUMNS],
      CENM_RELEASES,
      (row) => [row.release, `${row.java}`, row.first, row.upgradesFrom.join(', '), ...supportCells(row.support)],
    ),
    ...section('Upgrades in one step', ['from', 'to', 'no further, because'], JUMPS, ({ from, to, limit }) => [
      range(from),
      range(to),
      `${limit.reason} (${renderSource(limit)})`,
    ]),
    ...section('What a step needs', ['step', 'need'], NEEDS, ({ when, what }) => [renderWhen(when), what]),
    ...section('Coupled pieces', ['piece', 'nodes', 'want'], COUPLED_PIECES, ({ piece, nodes, wants }) => [
      piece,
      nodes,
      wants,
    ]),
  ].join('\n')}\n`;

const HEAD: readonly string[] = [
  '# Facts about Corda Enterprise',
  '',
  '<!-- Written by scripts/generate-docs.ts from src/core/corda/facts/; a test fails when it is stale. -->',
  '',
  'What Cordage knows of versions of Corda, and judges upgrades of artifacts of kind `corda` by: `cordage releases` prints the releases,',
  '`cordage plan` the way of a network to a version, and a pull request whose jump is not described by R3 fails the check',
  '`cordage/rules` ([rules](rules.md)). What is *stated* stands in the document; what is *inferred* is a conclusion or was not confirmed, and warns only.',
  '',
  'Documents are paths in the repository `corda/corda-docs-portal` on GitHub, those that begin with a version below',
  '`content/en/platform/corda/`. *As of* is the day of the version that was read. Months are meant to their end.',
  '',
  'A release that is not here needs the word of the operator, in `cordage.yaml`: its platform version follows from nothing.',
  '',
  '```yaml',
  'platformVersions: {"4.16": 180}   # the number of its release notes; patches have that of their minor release',
  '```',
];

const SUPPORT_COLUMNS = ['maintenance', 'security', 'support'] as const;

const listSchedules = (): readonly string[] => [
  ...new Set([...CORDA_RELEASES, ...CENM_RELEASES].flatMap(({ support }) => (support ? [renderSource(support)] : []))),
];

const supportCells = (support: Support | undefined): readonly string[] =>
  support ? [support.maintenance, support.security ?? '', support.support] : ['', '', ''];

/** A table with a row for each fact; who says it stands in the last columns. */
const section = <T extends Fact>(
  title: string,
  columns: readonly string[],
  facts: readonly T[],
  cells: (fact: T) => readonly string[],
): readonly string[] => {
  const head = [...columns, 'source', 'as of', 'certainty'];
  return [
    '',
    `## ${title}`,
    '',
    row(head),
    row(head.map(() => '---')),
    ...facts.map((fact) => row([...cells(fact), renderSource(fact), fact.asOf, fact.certainty])),
  ];
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const renderSource = ({ source: { document, section } }: Pick<Fact, 'source'>): string => `\`${document}\`, ${section}`;

const range = ([oldest, newest]: readonly [string, string]): string =>
  oldest === newest ? oldest : `${oldest} to ${newest}`;

const renderWhen = (when: Need['when']): string => {
  if (when === 'patch') return 'to a patch of the same release';
  if (when === 'minor') return 'to any other minor release';
  return 'past' in when ? `to ${when.past}, or past it` : `from ${when.from} or older`;
};
