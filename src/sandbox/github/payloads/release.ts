import type { Asset, Release } from '../world-code.ts';
import { fullName, isoTime, isoTimeOrNull, type Repository, type World } from '../world.ts';
import { renderLogin } from './account.ts';
import { apiOf, pageOf } from './repository.ts';
import { nodeId, type Schemas } from './schemas.ts';

export const renderAsset = (
  world: World,
  repository: Repository,
  release: Release,
  asset: Asset,
): Schemas['release-asset'] => ({
  id: asset.id,
  node_id: nodeId('ReleaseAsset', asset.id),
  url: `${apiOf(world, repository)}/releases/assets/${asset.id}`,
  browser_download_url: `${pageOf(world, repository)}/releases/download/${tagPath(release)}/${encodeURIComponent(asset.name)}`,
  name: asset.name,
  label: asset.label,
  state: 'uploaded',
  content_type: asset.contentType,
  size: asset.bytes.length,
  digest: `sha256:${asset.sha256}`,
  download_count: asset.downloads,
  created_at: isoTime(asset.createdAt),
  updated_at: isoTime(asset.updatedAt),
  uploader: renderLogin(world, asset.login),
});

const tagPath = (release: Release): string => release.tag.split('/').map(encodeURIComponent).join('/');

export const renderRelease = (world: World, repository: Repository, release: Release): Schemas['release'] => {
  const url = `${apiOf(world, repository)}/releases/${release.id}`;
  const page = pageOf(world, repository);
  const api = apiOf(world, repository);
  // A draft's page hangs on no tag, for the tag may not exist yet.
  const path = release.draft ? `untagged-${release.id.toString(16).padStart(20, '0')}` : tagPath(release);
  return {
    id: release.id,
    node_id: nodeId('Release', release.id),
    url,
    html_url: `${page}/releases/tag/${path}`,
    assets_url: `${url}/assets`,
    upload_url: `${world.url}/api/uploads/repos/${fullName(repository)}/releases/${release.id}/assets{?name,label}`,
    tarball_url: release.draft ? null : `${api}/tarball/${tagPath(release)}`,
    zipball_url: release.draft ? null : `${api}/zipball/${tagPath(release)}`,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: false,
    created_at: isoTime(release.createdAt),
    updated_at: isoTime(release.updatedAt),
    published_at: isoTimeOrNull(release.publishedAt),
    author: renderLogin(world, release.login),
    assets: [...release.assets.values()].map((asset) => renderAsset(world, repository, release, asset)),
  };
};
