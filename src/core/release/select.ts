import type { Artifact, ReleaseSource } from '../config/config.ts';
import { compileGlobs } from '../config/glob.ts';
import type { Problem } from '../problem.ts';
import type { Asset, Release } from './release.ts';
import { fillTemplate, matchTemplate } from './template.ts';
import { compareVersions, isComparable, isPrerelease, lineOf } from './version.ts';

/** A release that may be proposed. With a `line` (`1.3`) it is a backport: for nodes on that line only. */
export type Offer = { readonly release: Release; readonly version: string; readonly line: string | undefined };

/** Why a release is not proposed to anybody. `text/release-problems.ts` has the words. */
export type PassReason =
  | { readonly kind: 'tag'; readonly template: string }
  | { readonly kind: 'image-tag'; readonly tag: string }
  | { readonly kind: 'assets'; readonly count: number }
  | { readonly kind: 'not-comparable'; readonly version: string }
  | { readonly kind: 'prerelease' }
  | { readonly kind: 'same-version'; readonly tag: string }
  | { readonly kind: 'superseded'; readonly version: string }
  | { readonly kind: 'too-many' };

export type Passed = { readonly release: Release; readonly reason: PassReason };

export type Selection = { readonly offered: readonly Offer[]; readonly passed: readonly Passed[] };

/** What an artifact's repository of releases has for the network; `problem` when it could not be read. */
export type ArtifactReleases = Selection & { readonly artifact: Artifact; readonly problem: Problem | undefined };

/** Offers per artifact. A network that is ten supported lines behind needs a person first. */
export const MOST_OFFERS = 10;

/** JARs per release; they all stand in the marker of a pull request, which is never cut. */
export const MOST_ASSETS = 20;

/** Distribution specification 1.1, "Pulling manifests": what a tag of an OCI image may be. */
const IMAGE_TAG = /^[0-9A-Za-z_][0-9A-Za-z_.-]{0,127}$/;

type Candidate = { readonly release: Release; readonly version: string };

/**
 * What there is to propose of an artifact, newest first, and why the rest is not. Depends on the set of releases only,
 * not on the order in which they are listed or became known. The policy: docs/releases.md.
 */
export const selectReleases = (artifact: Artifact, releases: readonly Release[]): Selection => {
  const source = artifact.releases;
  if (!source) return { offered: [], passed: [] };
  const candidates: Candidate[] = [];
  const passed: Passed[] = [];
  for (const release of inOrder(releases)) {
    const version = matchTemplate(source.tag, release.tag);
    const reason = version === undefined ? tagReason(source) : findFault(artifact, source, release, version);
    if (version === undefined || reason) passed.push({ release, reason: reason ?? tagReason(source) });
    else candidates.push({ release, version });
  }
  const ranked = source.order === 'published' ? rankByDate(candidates) : rankByVersion(candidates);
  const beyond = ranked.offered.slice(MOST_OFFERS);
  return {
    offered: ranked.offered.slice(0, MOST_OFFERS),
    passed: [...passed, ...ranked.passed, ...beyond.map((offer) => pass(offer, { kind: 'too-many' }))],
  };
};

/** The release's JARs of this artifact, by name; sources and documentation never run. */
export const jarAssets = (artifact: Artifact, release: Release): readonly Asset[] => {
  const globs = artifact.releases?.assets ?? [];
  if (globs.length === 0) return [];
  const isJar = compileGlobs(globs);
  return release.assets
    .filter((asset) => isJar(asset.name) && !/-(?:sources|javadoc)\.jar$/i.test(asset.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id));
};

/** Oldest first. A list that changed while it was paged through may hold a release twice. */
const inOrder = (releases: readonly Release[]): readonly Release[] =>
  [...new Map(releases.map((release) => [release.id, release])).values()].toSorted(
    (a, b) => a.publishedAt - b.publishedAt || a.id - b.id,
  );

const tagReason = (source: ReleaseSource): PassReason => ({ kind: 'tag', template: source.tag });

const findFault = (
  artifact: Artifact,
  source: ReleaseSource,
  release: Release,
  version: string,
): PassReason | undefined => {
  const tag = fillTemplate(artifact.tag ?? '{version}', version);
  if (artifact.images.length > 0 && !IMAGE_TAG.test(tag)) return { kind: 'image-tag', tag };
  const semantic = source.order === 'semver';
  if (semantic && !isComparable(version)) return { kind: 'not-comparable', version };
  const early = release.prerelease || (semantic && isPrerelease(version));
  if (early && source.prereleases === 'ignore') return { kind: 'prerelease' };
  const count = jarAssets(artifact, release).length;
  return count > MOST_ASSETS ? { kind: 'assets', count } : undefined;
};

const pass = ({ release }: Candidate, reason: PassReason): Passed => ({ release, reason });

const rankByDate = (oldestFirst: readonly Candidate[]): Selection => {
  const newest = oldestFirst.at(-1);
  if (!newest) return { offered: [], passed: [] };
  const reason: PassReason = { kind: 'superseded', version: newest.version };
  return {
    offered: [{ ...newest, line: undefined }],
    passed: oldestFirst.slice(0, -1).map((old) => pass(old, reason)),
  };
};

const isNewer = (a: Candidate | undefined, b: Candidate): a is Candidate =>
  a !== undefined && (compareVersions(a.version, b.version) ?? 0) > 0;

const rankByVersion = (oldestFirst: readonly Candidate[]): Selection => {
  const { unique, passed } = dropSameVersion(oldestFirst);
  const highest = unique[0];
  const highestOfLine = new Map(unique.toReversed().map((candidate) => [lineOf(candidate.version), candidate]));
  // Of two published at the same moment the higher version counts as later: sorting is stable.
  const latestFirst = unique.toSorted((a, b) => b.release.publishedAt - a.release.publishedAt);
  const offered: Offer[] = [];
  let later: Candidate | undefined;
  for (const candidate of latestFirst) {
    const line = lineOf(candidate.version);
    const better = [later, highestOfLine.get(line)].find((other) => isNewer(other, candidate));
    if (better) passed.push(pass(candidate, { kind: 'superseded', version: better.version }));
    else offered.push({ ...candidate, line: isNewer(highest, candidate) ? line : undefined });
    if (!isNewer(later, candidate)) later = candidate;
  }
  return { offered: offered.toSorted((a, b) => compareVersions(b.version, a.version) ?? 0), passed };
};

/** Keeps the first published of each version, for nodes may run it already; the rest differs in build metadata. Highest first. */
const dropSameVersion = (oldestFirst: readonly Candidate[]): { unique: readonly Candidate[]; passed: Passed[] } => {
  const unique: Candidate[] = [];
  const passed: Passed[] = [];
  for (const candidate of oldestFirst.toSorted((a, b) => compareVersions(b.version, a.version) ?? 0)) {
    const first = unique.at(-1);
    const same = first !== undefined && compareVersions(first.version, candidate.version) === 0;
    if (same) passed.push(pass(candidate, { kind: 'same-version', tag: first.release.tag }));
    else unique.push(candidate);
  }
  return { unique, passed };
};
