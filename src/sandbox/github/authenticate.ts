import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../http/route.ts';
import { verifyAppToken } from './app-token.ts';
import { badCredentials } from './refuse.ts';
import { keyOf, type Installation, type InstallationToken, type World } from './world.ts';

/**
 * Who the `Authorization` header proves the caller to be: `Bearer` or `token` with any kind of token, or Basic with a
 * token as password, as git sends it.
 * @throws Refusal 401 for a header that proves nothing
 */
export const authenticate =
  (world: World) =>
  (headers: IncomingHttpHeaders): Caller => {
    const header = headers.authorization;
    if (header === undefined) return { kind: 'anonymous' };
    const token = tokenOf(header);
    if (token === undefined) throw badCredentials();
    if (token.split('.').length === 3) return { kind: 'app', appId: verifyAppToken(world, token).id };
    const login = world.userTokens.get(token);
    if (login !== undefined) return { kind: 'user', login };
    const issued = world.installationTokens.get(token);
    if (!issued) throw badCredentials();
    return installationCaller(world, issued);
  };

const tokenOf = (header: string): string | undefined => {
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)$/.exec(header) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'token':
      return value;
    case 'basic': {
      const text = Buffer.from(value, 'base64').toString();
      return text.slice(text.indexOf(':') + 1);
    }
    default:
      return undefined;
  }
};

const installationCaller = (world: World, issued: InstallationToken): Caller => {
  const installation = world.installations.get(issued.installationId);
  const now = world.machineNow();
  if (!installation || installation.suspendedAt !== undefined) throw badCredentials();
  if (now < issued.validFrom || now >= issued.expiresAt) throw badCredentials();
  const reachable = installedRepositories(world, installation);
  return {
    kind: 'installation',
    appId: installation.appId,
    installationId: installation.id,
    permissions: issued.permissions,
    repositories: new Set([...reachable].filter((name) => issued.repositories?.has(name) ?? true)),
  };
};

/** Lower-case full names of the repositories that an installation covers now. */
export const installedRepositories = (world: World, installation: Installation): Set<string> => {
  if (installation.repositories !== 'all') return installation.repositories;
  const owned = [...world.repositories.values()].filter(
    ({ owner }) => owner.toLowerCase() === installation.account.toLowerCase(),
  );
  return new Set(owned.map(keyOf));
};
