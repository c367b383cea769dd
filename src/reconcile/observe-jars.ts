import type { InspectedJar, JarsByVersion, Release } from '../core/release/release.ts';
import { jarAssets, MOST_ASSETS, type ArtifactReleases } from '../core/release/select.ts';
import { matchTemplate } from '../core/release/template.ts';
import { compareVersions } from '../core/release/version.ts';
import { inspectAssets, type AssetEyes } from './observe-releases.ts';

/** Versions of one CorDapp that are looked into, newest first; what runs beyond them is not known. */
const MOST_VERSIONS = 20;

/** A version that nodes may come to: of a rollout, a rollback or a person's pull request. */
export type WantedVersion = { readonly artifact: string; readonly version: string };

/**
 * The JARs of every version in play, as far as a release carries them: of those that nodes run and those that they may
 * come to. A version whose JARs could not all be looked into is left out, for half of them would pass for the whole. Asks
 * GitHub for nothing that an earlier pass, or an earlier process, has read.
 */
export const observeJars = async (
  eyes: AssetEyes,
  network: { readonly pins: readonly WantedVersion[] },
  releases: readonly ArtifactReleases[],
  wanted: readonly WantedVersion[] = [],
): Promise<JarsByVersion> => {
  const found = new Map<string, readonly InspectedJar[]>();
  for (const followed of releases) {
    const { artifact } = followed;
    if (artifact.kind !== 'cordapp') continue;
    const named = [...network.pins, ...wanted].filter((one) => one.artifact === artifact.name);
    for (const { release, version } of releasesOf(followed, new Set(named.map((one) => one.version)))) {
      const { assets, problems } = await inspectAssets(eyes, artifact, { release, version, line: undefined });
      if (assets.length > 0 && problems.length === 0) found.set(`${artifact.name}@${version}`, assets);
    }
  }
  return found;
};

type Named = { readonly release: Release; readonly version: string };

/** Bounded after what was never released is gone: versions made up in a pull request must not push out those that run. */
const releasesOf = (
  { artifact, offered, passed }: ArtifactReleases,
  versions: ReadonlySet<string>,
): readonly Named[] => {
  const tag = artifact.releases?.tag ?? '';
  return [...offered, ...passed]
    .flatMap(({ release }) => {
      const version = matchTemplate(tag, release.tag);
      return version !== undefined && versions.has(version) ? [{ release, version }] : [];
    })
    .filter(({ release }) => jarAssets(artifact, release).length <= MOST_ASSETS)
    .toSorted(newestFirst)
    .slice(0, MOST_VERSIONS);
};

const newestFirst = (a: Named, b: Named): number =>
  compareVersions(b.version, a.version) ?? b.release.publishedAt - a.release.publishedAt;
