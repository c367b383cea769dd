import { randomBytes } from 'node:crypto';
import type { Caller, Exchange, Reply, Route } from '../http/route.ts';
import { installedRepositories } from './authenticate.ts';
import { readBody } from './body.ts';
import { renderApp, renderGrants, renderInstallation } from './payloads/app.ts';
import { renderRepository } from './payloads/repository.ts';
import { forbidden, notFound, unprocessable } from './refuse.ts';
import { Refusal } from '../http/route.ts';
import { created, listOf, noContent, ok, orNotFound } from './visit.ts';
import { findRepository, isoTime, keyOf, type App, type Installation, type Permissions, type World } from './world.ts';

/** Documented: "installation access tokens expire one hour from the time you create them". */
const TOKEN_LIFE_MS = 3_600_000;

const appOf = (world: World, caller: Caller): App => {
  const app = caller.kind === 'app' ? world.apps.get(caller.appId) : undefined;
  if (!app) throw new Refusal(401, 'A JSON web token could not be decoded');
  return app;
};

const ownInstallation = (world: World, exchange: Exchange): Installation => {
  const app = appOf(world, exchange.caller);
  const installation = world.installations.get(Number(exchange.params['installation_id']));
  if (installation?.appId !== app.id) throw notFound();
  return installation;
};

export const appRoutes = (world: World): readonly Route[] => [
  {
    method: 'GET',
    path: '/app',
    app: true,
    handle: ({ caller }) => {
      const app = appOf(world, caller);
      const count = [...world.installations.values()].filter(({ appId }) => appId === app.id).length;
      return ok({ ...renderApp(world, app), installations_count: count });
    },
  },
  {
    method: 'GET',
    path: '/app/installations',
    app: true,
    handle: ({ caller }) => {
      const app = appOf(world, caller);
      const own = [...world.installations.values()].filter(({ appId }) => appId === app.id);
      return listOf(own.map((installation) => renderInstallation(world, installation)));
    },
  },
  {
    method: 'GET',
    path: '/app/installations/{installation_id}',
    app: true,
    handle: (exchange) => ok(renderInstallation(world, ownInstallation(world, exchange))),
  },
  {
    method: 'POST',
    path: '/app/installations/{installation_id}/access_tokens',
    app: true,
    handle: (exchange) => issueToken(world, ownInstallation(world, exchange), exchange),
  },
  { method: 'GET', path: '/installation/repositories', handle: (exchange) => listRepositories(world, exchange) },
  {
    method: 'DELETE',
    path: '/installation/token',
    handle: ({ caller, headers }) => {
      if (caller.kind !== 'installation') throw notFound();
      world.installationTokens.delete(headers.authorization?.split(' ')[1] ?? '');
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/installation',
    app: true,
    handle: ({ caller, params }) => {
      const app = appOf(world, caller);
      const repository = orNotFound(findRepository(world, `${params['owner']}/${params['repo']}`));
      const covering = [...world.installations.values()].find(
        (known) => known.appId === app.id && installedRepositories(world, known).has(keyOf(repository)),
      );
      return ok(renderInstallation(world, orNotFound(covering)));
    },
  },
];

const listRepositories = (world: World, { caller }: Exchange): Reply => {
  if (caller.kind !== 'installation') {
    throw forbidden(
      'You must authenticate with an installation access token in order to list repositories for an installation.',
    );
  }
  world.permissionsUsed.add('metadata:read');
  const list = [...caller.repositories].flatMap((name) => {
    const repository = findRepository(world, name);
    return repository ? [renderRepository(world, repository)] : [];
  });
  return { status: 200, list, wrap: 'repositories' };
};

const issueToken = (world: World, installation: Installation, exchange: Exchange): Reply => {
  if (installation.suspendedAt !== undefined) throw forbidden('This installation has been suspended');
  const permissions = narrowPermissions(installation, readBody(exchange.body).raw('permissions'));
  const repositories = narrowRepositories(world, installation, exchange);
  const token = `ghs_${randomBytes(27).toString('base64url').replaceAll(/[-_]/g, '0')}`;
  const now = world.machineNow();
  const expiresAt = now + TOKEN_LIFE_MS;
  const validFrom = now + world.tokenLagMs;
  const names = repositories && new Set(repositories.map(keyOf));
  world.installationTokens.set(token, {
    installationId: installation.id,
    permissions,
    repositories: names,
    validFrom,
    expiresAt,
  });
  return created({
    token,
    expires_at: isoTime(expiresAt),
    permissions: renderGrants(permissions),
    repository_selection: repositories || installation.repositories !== 'all' ? 'selected' : 'all',
    ...(repositories ? { repositories: repositories.map((repository) => renderRepository(world, repository)) } : {}),
  });
};

const narrowPermissions = (installation: Installation, asked: unknown): Permissions => {
  if (asked === undefined || asked === null) return installation.permissions;
  const body = readBody(asked);
  const names = typeof asked === 'object' ? Object.keys(asked) : [];
  const narrowed: Record<string, 'read' | 'write'> = {};
  for (const name of names) {
    const access = body.choice(name, ['read', 'write'] as const) ?? 'read';
    const granted = installation.permissions[name];
    if (granted === undefined || (access === 'write' && granted === 'read')) {
      throw unprocessable('The permissions requested are not granted to this installation.');
    }
    narrowed[name] = access;
  }
  return { metadata: 'read', ...narrowed };
};

const narrowRepositories = (world: World, installation: Installation, exchange: Exchange) => {
  const body = readBody(exchange.body);
  const ids = body.raw('repository_ids');
  const names = body.texts('repositories');
  if (ids === undefined && names === undefined) return undefined;
  const reachable = [...installedRepositories(world, installation)].map((name) => findRepository(world, name));
  const wanted = [...(names ?? []).map((name) => name.toLowerCase()), ...(Array.isArray(ids) ? ids : [])];
  return wanted.map((key: unknown) => {
    const found = reachable.find((repository) => repository?.name.toLowerCase() === key || repository?.id === key);
    if (!found) {
      throw unprocessable(
        'There is at least one repository that does not exist or is not accessible to the parent installation.',
      );
    }
    return found;
  });
};
