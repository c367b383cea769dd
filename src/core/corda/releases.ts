import { CORDA_PATCHES, type CordaPatch, type Flaw } from './facts/corda-patches.ts';
import { CORDA_RELEASES, type CordaRelease } from './facts/corda-releases.ts';
import type { Certainty, Month, Support } from './facts/fact.ts';
import { compareVersions, lineOf } from '../release/version.ts';

/** Platform versions that the operator gives in `cordage.yaml`, by minor release: `4.15`. */
export type DeclaredVersions = ReadonlyMap<string, number>;

/** A platform version, and on whose word: documents of R3, a conclusion from them, or the operator. */
export type PlatformVersion = { readonly value: number; readonly by: Certainty | 'operator' };

/** The minor release of Corda Enterprise that a version such as 4.12.9 belongs to; undefined where the table has none. */
export const findRelease = (version: string): CordaRelease | undefined => {
  const line = lineOf(version);
  return CORDA_RELEASES.find(({ release }) => release === line);
};

/**
 * The platform version of a Corda version; patches have that of their minor release. What R3 states comes first, then
 * the operator's word, then what is inferred. Undefined means unknown, and is never guessed: no rule leads from one
 * release's to the next (4.14/enterprise/cordapps/versioning.md).
 */
export const platformVersionOf = (version: string, declared: DeclaredVersions): PlatformVersion | undefined => {
  const row = findRelease(version);
  if (row?.certainty === 'stated') return { value: row.platformVersion, by: 'stated' };
  const word = declared.get(lineOf(version) ?? '');
  if (word !== undefined) return { value: word, by: 'operator' };
  return row && { value: row.platformVersion, by: 'inferred' };
};

/** The patch as the table has it; undefined says nothing about whether there is one. */
export const findPatch = (version: string): CordaPatch | undefined =>
  CORDA_PATCHES.find((row) => compareVersions(row.version, version) === 0);

/** The newest patch of a minor release that is certainly there and has no known flaw. */
export const newestGoodPatch = (release: string): string | undefined =>
  CORDA_PATCHES.filter((row) => lineOf(row.version) === release && row.certainty === 'stated' && !row.flaw)
    .map(({ version }) => version)
    .toSorted((a, b) => compareVersions(a, b) ?? 0)
    .at(-1);

/** What to take instead of a patch with a flaw. */
export const betterThan = (version: string, { fixedIn }: Flaw): string =>
  newestGoodPatch(lineOf(version) ?? '') ?? fixedIn;

export type SupportState =
  | { readonly kind: 'not-released'; readonly first: Month }
  /** Bugs are fixed, security holes only, or questions answered only; up to the end of the month. */
  | { readonly kind: 'maintained' | 'security-only' | 'help-only'; readonly until: Month }
  | { readonly kind: 'ended'; readonly since: Month }
  | { readonly kind: 'unknown' };

/** What the state of support is computed from: a row of Corda Enterprise or of CENM. */
export type Supported = {
  readonly first: Month | undefined;
  readonly released?: boolean;
  readonly support: Support | undefined;
};

/**
 * What R3 does for a release on a day, by its schedule. A release that was only announced when the table was written
 * stays unreleased until the table says otherwise.
 * @param today `2026-11-22`; months compare as text
 */
export const supportOf = ({ first, released = true, support }: Supported, today: string): SupportState => {
  const month = today.slice(0, 7);
  if (first !== undefined && (!released || month < first)) return { kind: 'not-released', first };
  if (!support) return { kind: 'unknown' };
  const { maintenance, security = maintenance, support: help } = support;
  if (month <= maintenance) return { kind: 'maintained', until: maintenance };
  if (month <= security) return { kind: 'security-only', until: security };
  if (month <= help) return { kind: 'help-only', until: help };
  return { kind: 'ended', since: help > security ? help : security };
};
