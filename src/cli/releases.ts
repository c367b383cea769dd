import { CENM_RELEASES } from '../core/corda/facts/cenm-releases.ts';
import { CORDA_PATCHES } from '../core/corda/facts/corda-patches.ts';
import { CORDA_RELEASES } from '../core/corda/facts/corda-releases.ts';
import { COUPLED_PIECES } from '../core/corda/facts/coupled-pieces.ts';
import { betterThan, newestGoodPatch, supportOf, type Supported } from '../core/corda/releases.ts';
import { notADay } from '../core/text/cli-problems.ts';
import { renderCenmReleases, renderPieces, renderReleases } from '../core/text/corda-releases.ts';
import { refuseUse } from './answer.ts';
import { FINE, type Run } from './command.ts';

/** `cordage releases`: the tables that upgrades are judged by: of Corda, of CENM, and of what goes with a node. */
export const run: Run = (args) => {
  const today = args.text('at') ?? new Date().toISOString().slice(0, 10);
  if (!isDay(today)) return Promise.resolve(refuseUse('releases', [notADay(today)]));
  const [facts, text] = args.flag('pieces')
    ? [{ pieces: COUPLED_PIECES }, renderPieces()]
    : args.flag('cenm')
      ? [listCenm(today), renderCenmReleases(today)]
      : [listCorda(today), renderReleases(today)];
  return Promise.resolve({ status: FINE, facts: { at: today, ...facts }, problems: [], text, notes: '' });
};

const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const describe = (row: Supported, today: string) => {
  const { maintenance = null, security = null, support = null } = row.support ?? {};
  return { state: supportOf(row, today).kind, maintenance, security, support };
};

const listCorda = (today: string) => ({
  releases: CORDA_RELEASES.toReversed().map((row) => ({
    ...row,
    first: row.first ?? null,
    goodPatch: newestGoodPatch(row.release) ?? null,
    support: describe(row, today),
  })),
  flaws: CORDA_PATCHES.toReversed().flatMap(({ version, flaw }) =>
    flaw ? [{ version, ...flaw, take: betterThan(version, flaw) }] : [],
  ),
});

const listCenm = (today: string) => ({
  releases: CENM_RELEASES.toReversed().map((row) => ({ ...row, support: describe(row, today) })),
  flaws: [],
});
