import type { Cast } from './cast.ts';

const repo = { owner: 'acme', repo: 'net' };

/** A release from draft to deletion, with an asset. */
export const talkAboutReleases = async ({ octokit, ada }: Cast): Promise<void> => {
  const { data: made } = await ada.request('POST /repos/{owner}/{repo}/releases', {
    ...repo,
    tag_name: 'v1.4.0',
    name: 'Trade 1.4.0',
    draft: true,
  });
  const release = { ...repo, release_id: made.id };
  const { data: asset } = await ada.rest.repos.uploadReleaseAsset({
    ...release,
    baseUrl: new URL('/api/uploads', made.upload_url).href,
    name: 'trade-1.4.0.jar',
    headers: { 'content-type': 'application/java-archive' },
    data: 'PK',
  });
  await ada.request('PATCH /repos/{owner}/{repo}/releases/{release_id}', { ...release, draft: false });
  await octokit.request('GET /repos/{owner}/{repo}/releases', repo);
  await octokit.request('GET /repos/{owner}/{repo}/releases/latest', repo);
  await octokit.request('GET /repos/{owner}/{repo}/releases/tags/{tag}', { ...repo, tag: 'v1.4.0' });
  await octokit.request('GET /repos/{owner}/{repo}/releases/{release_id}', release);
  await octokit.request('GET /repos/{owner}/{repo}/releases/{release_id}/assets', release);
  const file = { ...repo, asset_id: asset.id };
  await octokit.request('GET /repos/{owner}/{repo}/releases/assets/{asset_id}', file);
  await octokit.request('GET /repos/{owner}/{repo}/releases/assets/{asset_id}', {
    ...file,
    headers: { accept: 'application/octet-stream' },
  });
  await ada.request('PATCH /repos/{owner}/{repo}/releases/assets/{asset_id}', { ...file, label: 'CorDapp' });
  await ada.request('DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}', file);
  await ada.request('DELETE /repos/{owner}/{repo}/releases/{release_id}', release);
};
