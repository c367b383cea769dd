import type { IncomingMessage, ServerResponse } from 'node:http';
import { signStorageUrl } from './storage.ts';
import { findRepository, type World } from './world.ts';

const ADDRESS = /^\/([^/]+)\/([^/]+)\/releases\/download\/(.+)\/([^/]+)$/;

/**
 * Serves `browser_download_url` of public repositories: what people and `curl` use.
 * @returns false when the address is not one of these
 */
export const serveDownload =
  (world: World) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    const { pathname } = new URL(request.url ?? '/', world.url);
    const [, owner, name, tag = '', file = ''] = ADDRESS.exec(pathname) ?? [];
    if (owner === undefined) return false;
    const repository = findRepository(world, `${owner}/${name}`);
    const published = [...(repository?.releases.values() ?? [])].filter((release) => !release.draft);
    const assets = published.find((release) => release.tag === decodeURIComponent(tag))?.assets.values() ?? [];
    const asset = [...assets].find((one) => one.name === decodeURIComponent(file));
    if (!repository || repository.private || !asset) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found\n');
      return true;
    }
    asset.downloads += 1;
    response.writeHead(302, { location: signStorageUrl(world, repository, asset) }).end();
    return true;
  };
