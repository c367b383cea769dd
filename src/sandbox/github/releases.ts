import type { Route } from '../http/route.ts';
import { canPush, canRead, canWrite } from './access.ts';
import { deleteRelease, publishOrder, saveRelease } from './release-changes.ts';
import { renderRelease } from './payloads/release.ts';
import { created, listOf, noContent, onRepository, ok, orNotFound, type Visit } from './visit.ts';
import type { Release } from './world-code.ts';
import type { Repository, World } from './world.ts';

/** Drafts are for those who may push; others do not learn that there is one. */
const visible = (world: World, { repository, exchange }: Visit): readonly Release[] => {
  const drafts = canPush(world, exchange.caller, repository);
  return [...repository.releases.values()].filter((release) => drafts || !release.draft);
};

const find = (world: World, visit: Visit): Release =>
  orNotFound(visible(world, visit).find((release) => release.id === visit.id('release_id')));

/** The newest release that is neither draft nor prerelease. */
const latest = (repository: Repository): Release | undefined =>
  [...repository.releases.values()]
    .filter((release) => !release.draft && !release.prerelease)
    .toSorted(publishOrder)[0];

export const releaseRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/releases', canRead('contents'), (visit) => {
    const newestFirst = visible(world, visit).toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
    return listOf(newestFirst.map((release) => renderRelease(world, visit.repository, release)));
  }),
  onRepository(world, 'POST', '/releases', canWrite('contents'), async (visit) =>
    created(renderRelease(world, visit.repository, await saveRelease(world, visit, undefined))),
  ),
  onRepository(world, 'GET', '/releases/latest', canRead('contents'), ({ repository }) =>
    ok(renderRelease(world, repository, orNotFound(latest(repository)))),
  ),
  onRepository(world, 'GET', '/releases/tags/{tag}', canRead('contents'), ({ repository, param }) => {
    const published = [...repository.releases.values()].filter((release) => !release.draft);
    return ok(renderRelease(world, repository, orNotFound(published.find((release) => release.tag === param('tag')))));
  }),
  onRepository(world, 'GET', '/releases/{release_id}', canRead('contents'), (visit) =>
    ok(renderRelease(world, visit.repository, find(world, visit))),
  ),
  onRepository(world, 'PATCH', '/releases/{release_id}', canWrite('contents'), async (visit) =>
    ok(renderRelease(world, visit.repository, await saveRelease(world, visit, find(world, visit)))),
  ),
  onRepository(world, 'DELETE', '/releases/{release_id}', canWrite('contents'), (visit) => {
    deleteRelease(world, visit.repository, visit.actor(), find(world, visit));
    return noContent;
  }),
];
