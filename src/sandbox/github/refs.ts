import type { Route } from '../http/route.ts';
import { canRead, canWrite } from './access.ts';
import { isAncestor, isValidRefName, listRefs, moveRef, NO_COMMIT, objectType, readRef } from './git-repository.ts';
import { apiOf } from './payloads/repository.ts';
import { nodeId, type Schemas } from './payloads/schemas.ts';
import { applyRefChange } from './push.ts';
import { notFound, unprocessable } from './refuse.ts';
import { refuseRefChange } from './ref-protection.ts';
import { created, listOf, noContent, ok, onRepository, type Visit } from './visit.ts';
import type { Repository, World } from './world.ts';

const renderRef = async (
  world: World,
  repository: Repository,
  ref: string,
  sha: string,
): Promise<Schemas['git-ref']> => {
  const type = (await objectType(repository.dir, sha)) ?? 'commit';
  const api = apiOf(world, repository);
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${api}/git/${ref}`,
    object: { sha, type, url: `${api}/git/${type}s/${sha}` },
  };
};

/** The parameter leaves out `refs/`, and GitHub forgives those who write it. */
const refOf = ({ param }: Visit): string => `refs/${param('ref').replace(/^refs\//, '')}`;

const exists = (repository: Repository, ref: string): Promise<string | undefined> => readRef(repository.dir, ref);

export const refRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/git/ref/{ref}', canRead('contents'), async (visit) => {
    const ref = refOf(visit);
    const sha = await exists(visit.repository, ref);
    if (!sha) throw notFound();
    return ok(await renderRef(world, visit.repository, ref, sha));
  }),
  onRepository(world, 'GET', '/git/matching-refs/{ref}', canRead('contents'), async (visit) => {
    const wanted = refOf(visit);
    const refs = [...(await listRefs(visit.repository.dir))].filter(([name]) => name.startsWith(wanted));
    return listOf(await Promise.all(refs.map(([name, sha]) => renderRef(world, visit.repository, name, sha))));
  }),
  onRepository(world, 'POST', '/git/refs', canWrite('contents'), async (visit) => {
    const { repository, body, actor } = visit;
    const ref = body.text('ref');
    const sha = body.text('sha');
    if (!/^refs\/[^/]+\/.+/.test(ref) || !(await isValidRefName(repository.dir, ref))) {
      throw unprocessable('Reference name must start with "refs/" and contain at least one more slash.');
    }
    refuseRefChange(world, repository, ref);
    if (!/^[0-9a-f]{40}$/.test(sha) || !(await objectType(repository.dir, sha)))
      throw unprocessable('Object does not exist');
    if (!(await moveRef(repository.dir, ref, sha, NO_COMMIT))) throw unprocessable('Reference already exists');
    await applyRefChange(world, repository, actor(), { ref, before: NO_COMMIT, after: sha });
    return created(await renderRef(world, repository, ref, sha));
  }),
  onRepository(world, 'PATCH', '/git/refs/{ref}', canWrite('contents'), async (visit) => {
    const { repository, body, actor } = visit;
    const ref = refOf(visit);
    const sha = body.text('sha');
    const before = await exists(repository, ref);
    if (!before) throw unprocessable('Reference does not exist');
    if (!(await objectType(repository.dir, sha))) throw unprocessable('Object does not exist');
    refuseRefChange(world, repository, ref, sha);
    const forward = await isAncestor(repository.dir, before, sha);
    if (!forward && !(body.flag('force') ?? false)) throw unprocessable('Update is not a fast forward');
    if (!forward) refuseRefChange(world, repository, ref, 'force');
    await moveRef(repository.dir, ref, sha, before);
    await applyRefChange(world, repository, actor(), { ref, before, after: sha });
    return ok(await renderRef(world, repository, ref, sha));
  }),
  onRepository(world, 'DELETE', '/git/refs/{ref}', canWrite('contents'), async (visit) => {
    const { repository, actor } = visit;
    const ref = refOf(visit);
    const before = await exists(repository, ref);
    if (!before) throw unprocessable('Reference does not exist');
    refuseRefChange(world, repository, ref, 'delete');
    await moveRef(repository.dir, ref, NO_COMMIT, before);
    await applyRefChange(world, repository, actor(), { ref, before, after: NO_COMMIT });
    return noContent;
  }),
];
