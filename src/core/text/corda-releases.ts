import { CENM_RELEASES } from '../corda/facts/cenm-releases.ts';
import { CORDA_PATCHES } from '../corda/facts/corda-patches.ts';
import { CORDA_RELEASES } from '../corda/facts/corda-releases.ts';
import { COUPLED_PIECES } from '../corda/facts/coupled-pieces.ts';
import { betterThan, newestGoodPatch, supportOf, type Supported, type SupportState } from '../corda/releases.ts';
import { alignColumns } from './pin-table.ts';

/** What R3 does for a release, in a cell: `security fixes until 2027-06`. */
export const renderSupport = (state: SupportState): string => {
  switch (state.kind) {
    case 'not-released':
      return `not released, announced for ${state.first}`;
    case 'maintained':
      return `maintained until ${state.until}`;
    case 'security-only':
      return `security fixes only, until ${state.until}`;
    case 'help-only':
      return `questions answered only, until ${state.until}`;
    case 'ended':
      return `ended with ${state.since}`;
    case 'unknown':
      return 'not in the schedule';
  }
};

const supportCell = (row: Supported, today: string): string => renderSupport(supportOf(row, today));

/**
 * What `cordage releases` prints of Corda Enterprise, newest first.
 * @param today `2026-11-22`
 */
export const renderReleases = (today: string): string => {
  const rows = CORDA_RELEASES.toReversed().map((row) => [
    `  ${row.release}${row.longTerm ? ' LTS' : ''}`,
    `${row.platformVersion}${row.certainty === 'inferred' ? ' ?' : ''}`,
    `${row.java}`,
    row.kotlin,
    row.first ?? '',
    newestGoodPatch(row.release) ?? '',
    supportCell(row, today),
  ]);
  const flawed = CORDA_PATCHES.flatMap(({ version, flaw }) =>
    flaw ? [[`  ${version}`, betterThan(version, flaw), mark(flaw.reason, flaw.certainty)]] : [],
  );
  return [
    `Corda Enterprise on ${today}, by the schedule of R3; its months are meant to their end`,
    '',
    ...alignColumns(
      [['  release', 'platform version', 'Java', 'Kotlin', 'first', 'good patch', 'support'], ...rows],
      [1, 2],
    ),
    '',
    ...alignColumns([['  pass by', 'take', 'for'], ...flawed.toReversed()]),
    '',
    ...renderFoot(CORDA_PATCHES.map(({ asOf }) => asOf)),
    'A release that is not here needs your word in cordage.yaml: platformVersions: {"4.16": NUMBER}',
    'CENM: cordage releases --cenm; what goes with a node, the Archive Service say: cordage releases --pieces',
    '',
  ].join('\n');
};

/** What `cordage releases --cenm` prints, newest first. */
export const renderCenmReleases = (today: string): string => {
  const rows = CENM_RELEASES.toReversed().map((row) => [
    `  ${row.release}`,
    mark(`${row.java}`, row.certainty, ' ?'),
    row.first,
    row.upgradesFrom.join(', '),
    supportCell(row, today),
  ]);
  return [
    `Corda Enterprise Network Manager on ${today}, by the schedule of R3; its months are meant to their end`,
    '',
    ...alignColumns([['  release', 'Java', 'first', 'upgrades from', 'support'], ...rows], [1]),
    '',
    ...renderFoot(CENM_RELEASES.map(({ asOf }) => asOf)),
    '',
  ].join('\n');
};

/** What `cordage releases --pieces` prints: what goes with a node, as the table has it. */
export const renderPieces = (): string =>
  [
    'Pieces whose version follows the node’s, and what nodes of a release want of them',
    '',
    ...alignColumns([
      ['  piece', 'nodes', 'want'],
      ...COUPLED_PIECES.map(({ piece, nodes, wants, certainty }) => [`  ${piece}`, nodes, mark(wants, certainty)]),
    ]),
    '',
    ...renderFoot(COUPLED_PIECES.map(({ asOf }) => asOf)),
    '',
  ].join('\n');

const mark = (text: string, certainty: 'stated' | 'inferred', by = ' (inferred)'): string =>
  certainty === 'inferred' ? `${text}${by}` : text;

const renderFoot = (days: readonly string[]): readonly string[] => [
  `? is announced or inferred, not confirmed. From documents of R3 as of ${days.toSorted().at(-1) ?? ''} at the latest; docs/corda-facts.md names them.`,
];
