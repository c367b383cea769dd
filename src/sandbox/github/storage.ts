import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Asset } from './world-code.ts';
import type { Repository, World } from './world.ts';

/** GitHub's signed addresses live for some minutes. */
const LIFE_MS = 300_000;
const SECRET = randomBytes(32);

const signatureOf = (path: string, until: string): string =>
  createHmac('sha256', SECRET).update(`${path}?${until}`).digest('base64url');

/** An address at which anybody can fetch the asset for a while, at another host than the API's. */
export const signStorageUrl = (world: World, repository: Repository, asset: Asset): string => {
  const path = `/release-assets/${repository.id}/${asset.id}`;
  const until = String(world.machineNow() + LIFE_MS);
  const query = new URLSearchParams({ se: until, sig: signatureOf(path, until), filename: asset.name });
  return `${world.storageUrl}${path}?${query.toString()}`;
};

/** Serves signed addresses. Like the real storage, it refuses requests that bring a second proof: a forwarded token. */
export const startStorage = async (world: World): Promise<Server> => {
  const server = createServer((request, response) => answer(world, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the storage has no port');
  world.storageUrl = `http://127.0.0.1:${address.port}`;
  return server;
};

const answer = (world: World, request: IncomingMessage, response: ServerResponse): void => {
  const url = new URL(request.url ?? '/', world.storageUrl);
  const refuse = (status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'UnsupportedHttpVerb');
  if (request.headers.authorization !== undefined) return refuse(400, 'InvalidAuthenticationInfo');
  const until = url.searchParams.get('se') ?? '';
  const wanted = Buffer.from(signatureOf(url.pathname, until));
  const given = Buffer.from(url.searchParams.get('sig') ?? '');
  const genuine = wanted.length === given.length && timingSafeEqual(wanted, given);
  if (!genuine || Number(until) <= world.machineNow()) return refuse(403, 'AuthenticationFailed');
  const asset = findAsset(world, Number(url.pathname.split('/').at(-1)));
  if (!asset) return refuse(404, 'BlobNotFound');
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': asset.bytes.length });
  response.end(request.method === 'HEAD' ? undefined : asset.bytes);
};

const findAsset = (world: World, id: number): Asset | undefined => {
  for (const repository of world.repositories.values()) {
    for (const release of repository.releases.values()) {
      const asset = release.assets.get(id);
      if (asset) return asset;
    }
  }
  return undefined;
};
