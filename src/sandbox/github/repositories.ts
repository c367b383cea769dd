import type { Reply, Route } from '../http/route.ts';
import { canPush, canRead, canSee, canWrite, describeRole, roleOf } from './access.ts';
import { renderAccount, renderOrganizationFull, renderUser } from './payloads/account.ts';
import { renderFullRepository, renderMinimalRepository, renderPermissions } from './payloads/repository.ts';
import { custom, needsLogin } from './refuse.ts';
import { noContent, ok, onRepository, orNotFound, type Visit } from './visit.ts';
import { keyOf, type World } from './world.ts';

const show = (world: World, { repository, exchange: { caller } }: Visit): Reply => {
  const role = caller.kind === 'user' ? roleOf(world, caller.login, repository) : undefined;
  return ok(renderFullRepository(world, repository, { role, mayPush: canPush(world, caller, repository) }));
};

/** Of all settings that GitHub lets be changed, those of merging. */
const changeMerging = ({ repository, body }: Visit): void => {
  const { mergeMethods: now } = repository;
  const wanted = {
    merge: body.flag('allow_merge_commit') ?? now.merge,
    squash: body.flag('allow_squash_merge') ?? now.squash,
    rebase: body.flag('allow_rebase_merge') ?? now.rebase,
  };
  if (!Object.values(wanted).includes(true)) {
    throw custom('Repository', 'Sorry, you need to allow at least one merge strategy.');
  }
  Object.assign(now, wanted);
  repository.deletesMerged = body.flag('delete_branch_on_merge') ?? repository.deletesMerged;
};

export const repositoryRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '', canRead('metadata'), (visit) => show(world, visit)),
  onRepository(world, 'PATCH', '', canWrite('administration', 'admin'), (visit) => {
    changeMerging(visit);
    return show(world, visit);
  }),
  onRepository(world, 'DELETE', '', canWrite('administration', 'admin'), ({ repository }) => {
    world.repositories.delete(keyOf(repository));
    return noContent;
  }),
  onRepository(
    world,
    'GET',
    '/collaborators/{username}/permission',
    canRead('metadata'),
    ({ repository, param, exchange }) => {
      if (exchange.caller.kind === 'anonymous') throw needsLogin();
      const account = orNotFound(world.accounts.get(param('username').toLowerCase()));
      const role = roleOf(world, account.login, repository);
      const { permission, roleName } = describeRole(role);
      const user = { ...renderAccount(world, account), permissions: renderPermissions(role), role_name: roleName };
      return ok({ permission, role_name: roleName, user });
    },
  ),
  onRepository(world, 'GET', '/collaborators/{username}', canRead('metadata'), ({ repository, param }) => {
    const login = orNotFound(world.accounts.get(param('username').toLowerCase())).login;
    orNotFound(repository.roles.get(login.toLowerCase()) ?? (repository.owner === login ? 'admin' : undefined));
    return noContent;
  }),
  {
    method: 'GET',
    path: '/users/{username}',
    handle: ({ params }) =>
      ok(renderUser(world, orNotFound(world.accounts.get((params['username'] ?? '').toLowerCase())))),
  },
  {
    method: 'GET',
    path: '/user',
    handle: ({ caller }) => {
      if (caller.kind !== 'user') throw needsLogin();
      return ok(renderUser(world, orNotFound(world.accounts.get(caller.login.toLowerCase()))));
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}',
    handle: ({ params }) => {
      const account = world.accounts.get((params['org'] ?? '').toLowerCase());
      return ok(renderOrganizationFull(world, orNotFound(account?.kind === 'Organization' ? account : undefined)));
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/repos',
    handle: ({ params, caller }) => {
      const owned = [...world.repositories.values()].filter(
        ({ owner }) => owner.toLowerCase() === params['org']?.toLowerCase(),
      );
      const seen = owned.filter((repository) => canSee(world, caller, repository));
      return { status: 200, list: seen.map((repository) => renderMinimalRepository(world, repository)) };
    },
  },
];
