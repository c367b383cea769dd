import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Artifact } from '../core/config/config.ts';
import { jarAssets, selectReleases, type ArtifactReleases, type Offer } from '../core/release/select.ts';
import type { Asset, InspectedAsset } from '../core/release/release.ts';
import type { Problem } from '../core/problem.ts';
import { assetRefused, releasesUnseen } from '../core/text/release-problems.ts';
import { createFactsCache } from '../cordapp/facts-cache.ts';
import { inspectCordapp } from '../cordapp/inspect.ts';
import { downloadAsset } from '../github/assets.ts';
import type { Octokit } from '../github/client.ts';
import { RetryLater } from '../github/errors.ts';
import { listReleases } from '../github/releases.ts';
import type { Settings } from '../settings.ts';
import type { Eyes } from './eyes.ts';
import type { AssetVerdict, Memory } from './memory.ts';

/** What there is to propose of every artifact that follows a repository's releases. One conditional request each. */
export const observeReleases = async (
  eyes: Eyes,
  artifacts: readonly Artifact[],
): Promise<readonly ArtifactReleases[]> => {
  const found: ArtifactReleases[] = [];
  for (const artifact of artifacts) {
    const source = artifact.releases;
    if (!source) continue;
    const releases = await listReleases(eyes.octokit, source.repository);
    found.push({
      artifact,
      ...selectReleases(artifact, releases ?? []),
      problem: releases ? undefined : releasesUnseen(artifact.name, source.repository),
    });
  }
  return found;
};

/** What looking into JARs needs of {@link Eyes}. */
export type AssetEyes = {
  readonly octokit: Pick<Octokit, 'auth'>;
  readonly settings: Pick<Settings, 'github' | 'cacheDir' | 'assetHosts'>;
  readonly memory: Pick<Memory, 'assets'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly stop: AbortSignal;
};

/** The offer's JARs with what their bytes say; each is downloaded once and again only when GitHub says it changed. */
export const inspectAssets = async (
  eyes: AssetEyes,
  artifact: Artifact,
  offer: Offer,
): Promise<{ readonly assets: readonly InspectedAsset[]; readonly problems: readonly Problem[] }> => {
  const verdicts: AssetVerdict[] = [];
  for (const asset of jarAssets(artifact, offer.release)) {
    const key = `${asset.id} ${asset.size} ${asset.updatedAt} ${asset.sha256 ?? ''}`;
    const verdict = eyes.memory.assets.get(key) ?? (await judgeAsset(eyes, offer.release.repository, asset));
    // A download that is not found may be on its way to GitHub's storage yet: asked for again by the next pass.
    if (!('problem' in verdict && verdict.problem.code === 'asset-gone')) eyes.memory.assets.set(key, verdict);
    verdicts.push(verdict);
  }
  return {
    assets: verdicts.flatMap((verdict) => ('asset' in verdict ? [verdict.asset] : [])),
    problems: verdicts.flatMap((verdict) => ('problem' in verdict ? [verdict.problem] : [])),
  };
};

const judgeAsset = async (eyes: AssetEyes, repository: string, asset: Asset): Promise<AssetVerdict> => {
  const { sha256, name: fileName } = asset;
  const cache = createFactsCache(join(eyes.settings.cacheDir, 'facts'), (err) =>
    eyes.log.warn({ err, asset: fileName }, 'facts of a JAR cannot be kept'),
  );
  const kept = sha256 === undefined ? undefined : await cache.find({ sha256, fileName });
  if (sha256 !== undefined && kept) return { asset: { ...asset, sha256, facts: kept } };
  const download = await downloadAsset({
    octokit: eyes.octokit,
    apiUrl: eyes.settings.github.apiUrl,
    repository,
    asset,
    hosts: eyes.settings.assetHosts,
    directory: join(eyes.settings.cacheDir, 'assets'),
    stop: eyes.stop,
  });
  if (download.kind === 'refused') return { problem: assetRefused(asset.name, download.why) };
  try {
    const facts = await inspectCordapp({ path: download.path }, { fileName });
    // Not what was downloaded: this machine could not read its own file, which says nothing of the JAR.
    if (facts.sha256 !== download.sha256) throw new RetryLater(`${fileName} to be read from disk`, {});
    await cache.keep(fileName, facts);
    return { asset: { ...asset, sha256: download.sha256, facts } };
  } finally {
    await rm(download.path, { force: true });
  }
};
