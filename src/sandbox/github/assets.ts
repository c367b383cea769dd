import { createHash } from 'node:crypto';
import type { Exchange, Reply, Route } from '../http/route.ts';
import { canPush, canRead, canWrite } from './access.ts';
import { renderAsset } from './payloads/release.ts';
import { invalid, notFound, unprocessable } from './refuse.ts';
import { signStorageUrl } from './storage.ts';
import { created, listOf, noContent, onRepository, ok, type Visit } from './visit.ts';
import type { Asset, Release } from './world-code.ts';
import type { Repository, World } from './world.ts';

const FORBIDDEN_NAME = /[^A-Za-z0-9._+@()[\]{}~^#$%&!'=,;-]/g;

/** Adds a file to a release. GitHub turns characters it does not like in names into dots. */
export const addAsset = (
  world: World,
  release: Release,
  file: Pick<Asset, 'name' | 'label' | 'contentType' | 'bytes' | 'login'>,
): Asset => {
  const name = file.name.replaceAll(FORBIDDEN_NAME, '.');
  if ([...release.assets.values()].some((asset) => asset.name === name)) {
    throw invalid({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
  }
  const now = world.now();
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const asset: Asset = { ...file, name, id: world.nextId(), sha256, downloads: 0, createdAt: now, updatedAt: now };
  release.assets.set(asset.id, asset);
  return asset;
};

type Found = { readonly release: Release; readonly asset: Asset };

const findAsset = (world: World, repository: Repository, exchange: Exchange): Found => {
  const drafts = canPush(world, exchange.caller, repository);
  for (const release of repository.releases.values()) {
    const asset = release.assets.get(Number(exchange.params['asset_id']));
    if (asset && (drafts || !release.draft)) return { release, asset };
  }
  throw notFound();
};

const findRelease = (world: World, { repository, exchange, id }: Visit): Release => {
  const release = repository.releases.get(id('release_id'));
  if (!release || (release.draft && !canPush(world, exchange.caller, repository))) throw notFound();
  return release;
};

const download = (world: World, { repository, exchange }: Visit): Reply => {
  const { release, asset } = findAsset(world, repository, exchange);
  if (!/application\/octet-stream/.test(exchange.headers.accept ?? '')) {
    return ok(renderAsset(world, repository, release, asset));
  }
  asset.downloads += 1;
  return { status: 302, headers: { location: signStorageUrl(world, repository, asset) } };
};

const upload = (world: World, visit: Visit): Reply => {
  const { repository, exchange, actor } = visit;
  const release = findRelease(world, visit);
  const name = exchange.query.get('name');
  if (!name) throw unprocessable('Invalid request.\n\n"name" wasn\'t supplied.');
  const contentType = exchange.headers['content-type'];
  if (!contentType) throw unprocessable('Invalid request.\n\n"content_type" wasn\'t supplied.');
  if (exchange.raw.length === 0) throw invalid({ resource: 'ReleaseAsset', code: 'missing_field', field: 'size' });
  const file = { name, label: exchange.query.get('label') ?? '', contentType, bytes: exchange.raw };
  const asset = addAsset(world, release, { ...file, login: actor().account.login });
  return created(renderAsset(world, repository, release, asset));
};

export const assetRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/releases/{release_id}/assets', canRead('contents'), (visit) => {
    const release = findRelease(world, visit);
    return listOf([...release.assets.values()].map((asset) => renderAsset(world, visit.repository, release, asset)));
  }),
  onRepository(world, 'POST', '/releases/{release_id}/assets', canWrite('contents'), (visit) => upload(world, visit)),
  onRepository(world, 'GET', '/releases/assets/{asset_id}', canRead('contents'), (visit) => download(world, visit)),
  onRepository(
    world,
    'PATCH',
    '/releases/assets/{asset_id}',
    canWrite('contents'),
    ({ repository, exchange, body }) => {
      const { release, asset } = findAsset(world, repository, exchange);
      asset.name = body.optionalText('name') ?? asset.name;
      asset.label = body.optionalText('label') ?? asset.label;
      asset.updatedAt = world.now();
      return ok(renderAsset(world, repository, release, asset));
    },
  ),
  onRepository(world, 'DELETE', '/releases/assets/{asset_id}', canWrite('contents'), ({ repository, exchange }) => {
    const { release, asset } = findAsset(world, repository, exchange);
    release.assets.delete(asset.id);
    return noContent;
  }),
];
