import type { Network } from '../core/network/network.ts';
import type { InspectedJar, JarsByVersion, Release } from '../core/release/release.ts';
import type { ArtifactReleases } from '../core/release/select.ts';
import { matchTemplate } from '../core/release/template.ts';
import { compareVersions } from '../core/release/version.ts';
import type { Eyes } from './eyes.ts';
import { inspectAssets } from './observe-releases.ts';

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
  eyes: Eyes,
  network: Network,
  releases: readonly ArtifactReleases[],
  wanted: readonly WantedVersion[],
): Promise<JarsByVersion> => {
  const found = new Map<string, readonly InspectedJar[]>();
  for (const { artifact, offered, passed } of releases) {
    const { name, kind, releases: source } = artifact;
    if (kind !== 'cordapp' || !source) continue;
    const listed = new Map<string | undefined, Release>(
      [...offered, ...passed].map(({ release }) => [matchTemplate(source.tag, release.tag), release]),
    );
    for (const version of versionsInPlay(network, name, wanted)) {
      const release = listed.get(version);
      if (!release) continue;
      const { assets, problems } = await inspectAssets(eyes, artifact, { release, version, line: undefined });
      if (assets.length > 0 && problems.length === 0) found.set(`${name}@${version}`, assets);
    }
  }
  return found;
};

const versionsInPlay = (network: Network, artifact: string, wanted: readonly WantedVersion[]): readonly string[] => {
  const named = [...network.pins, ...wanted].filter((one) => one.artifact === artifact);
  return [...new Set(named.map(({ version }) => version))]
    .toSorted((a, b) => compareVersions(b, a) ?? 0)
    .slice(0, MOST_VERSIONS);
};
