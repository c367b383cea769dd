import type { Caller, Permission } from '../http/route.ts';
import { forbidden, needsLogin, notAccessible, notFound } from './refuse.ts';
import { accountOf, keyOf, ROLES, type Actor, type Repository, type Role, type World } from './world.ts';

/** What an endpoint asks of an installation, and the role it asks of a person. */
export type Needs = {
  readonly permission: Permission;
  readonly access: 'read' | 'write';
  /** Of a person; `read` for reads and `write` for writes unless told. */
  readonly role?: Role;
};

export const canRead = (permission: Permission): Needs => ({ permission, access: 'read' });
export const canWrite = (permission: Permission, role: Role = 'write'): Needs => ({
  permission,
  access: 'write',
  role,
});

/** The strongest role that a person has in a repository, by any way GitHub knows. */
export const roleOf = (world: World, login: string, repository: Repository): Role | undefined => {
  const key = login.toLowerCase();
  const owner = accountOf(world, repository.owner);
  const roles: (Role | undefined)[] = [repository.roles.get(key), repository.private ? undefined : 'read'];
  if (owner.login.toLowerCase() === key || owner.members.get(key) === 'admin') roles.push('admin');
  for (const team of owner.teams.values()) {
    if (team.members.has(key)) roles.push(team.repositories.get(keyOf(repository)));
  }
  return ROLES.findLast((role) => roles.includes(role));
};

export const hasRole = (world: World, login: string, repository: Repository, wanted: Role): boolean => {
  const role = roleOf(world, login, repository);
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(wanted);
};

/** Whether the caller may know that the repository exists. */
export const canSee = (world: World, caller: Caller, repository: Repository): boolean => {
  switch (caller.kind) {
    case 'installation':
      return caller.repositories.has(keyOf(repository)) || !repository.private;
    case 'user':
      return roleOf(world, caller.login, repository) !== undefined;
    case 'app':
    case 'anonymous':
      return !repository.private;
  }
};

const allows = (granted: 'read' | 'write' | undefined, wanted: 'read' | 'write'): boolean =>
  granted === 'write' || granted === wanted;

/**
 * Lets the caller through when any of the needs is met, and notes which permission of an installation met it.
 * @throws Refusal in GitHub's order: 404 for what may not be seen, 401 without login, then 403
 */
export const authorize = (world: World, caller: Caller, repository: Repository, needs: readonly Needs[]): void => {
  if (!canSee(world, caller, repository)) throw notFound();
  const writes = needs.every((need) => need.access === 'write');
  if (caller.kind === 'installation') return authorizeInstallation(world, caller, repository, needs);
  if (caller.kind === 'user') {
    const role = needs[0]?.role ?? (writes ? 'write' : 'read');
    if (hasRole(world, caller.login, repository, role)) return;
    throw forbidden(
      role === 'admin' ? 'Must have admin rights to Repository.' : `Must have ${role} access to Repository.`,
    );
  }
  if (writes) throw needsLogin();
};

const authorizeInstallation = (
  world: World,
  caller: Extract<Caller, { kind: 'installation' }>,
  repository: Repository,
  needs: readonly Needs[],
): void => {
  const installed = caller.repositories.has(keyOf(repository));
  const met = needs.find((need) => allows(caller.permissions[need.permission], need.access));
  if (installed && met) {
    world.permissionsUsed.add(`${met.permission}:${met.access}`);
    return;
  }
  // What a public repository shows to everybody, it shows to foreign installations too.
  if (!installed && needs.some((need) => need.access === 'read' && need.permission !== 'administration')) return;
  throw notAccessible();
};

/** Whether the caller may see drafts and push: an installation by permission, a person by role. */
export const canPush = (world: World, caller: Caller, repository: Repository): boolean => {
  if (caller.kind === 'user') return hasRole(world, caller.login, repository, 'write');
  if (caller.kind !== 'installation') return false;
  return caller.repositories.has(keyOf(repository)) && caller.permissions['contents'] === 'write';
};

/** The account on whose behalf the caller acts. */
export const actorOf = (world: World, caller: Caller): Actor | undefined => {
  if (caller.kind === 'user') return { account: accountOf(world, caller.login), app: undefined };
  if (caller.kind !== 'installation') return undefined;
  const app = world.apps.get(caller.appId);
  return app && { account: accountOf(world, `${app.slug}[bot]`), app };
};

/** The names of an organization's people and of outsiders, as GitHub calls them beside comments. */
export const associationOf = (
  world: World,
  login: string,
  repository: Repository,
): 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'NONE' => {
  const key = login.toLowerCase();
  if (key === repository.owner.toLowerCase()) return 'OWNER';
  if (accountOf(world, repository.owner).members.has(key)) return 'MEMBER';
  return repository.roles.has(key) ? 'COLLABORATOR' : 'NONE';
};

export const describeRole = (role: Role | undefined): { permission: string; roleName: string } => {
  if (role === undefined) return { permission: 'none', roleName: 'none' };
  const permission = role === 'triage' ? 'read' : role === 'maintain' ? 'write' : role;
  return { permission, roleName: role };
};
