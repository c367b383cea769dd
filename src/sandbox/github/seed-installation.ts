import { installedRepositories } from './authenticate.ts';
import { nodeId } from './payloads/schemas.ts';
import { actorNamed, repositoryNamed } from './seed-accounts.ts';
import { emitInstallation } from './webhooks.ts';
import {
  accountOf,
  findRepository,
  fullName,
  keyOf,
  type Actor,
  type Installation,
  type Repository,
  type World,
} from './world.ts';

/** Repositories by name, with or without their owner; all that there are and will be, or some. */
type Choice = readonly string[] | 'all';

const resolve = (world: World, owner: string, choice: Choice): Installation['repositories'] =>
  choice === 'all'
    ? 'all'
    : new Set(choice.map((name) => keyOf(repositoryNamed(world, name.includes('/') ? name : `${owner}/${name}`))));

const brief = (repository: Repository) => ({
  id: repository.id,
  node_id: nodeId('Repository', repository.id),
  name: repository.name,
  full_name: fullName(repository),
  private: repository.private,
});

const briefAll = (world: World, names: Iterable<string>) =>
  [...names].flatMap((name) => {
    const repository = findRepository(world, name);
    return repository ? [brief(repository)] : [];
  });

/** Installs an App for an account. @returns the installation's id */
export const seedInstallation = (world: World, appId: number, owner: string, choice: Choice): number => {
  const app = world.apps.get(appId);
  if (!app) throw new Error(`the sandbox has no App ${appId}`);
  const account = accountOf(world, owner);
  const now = world.now();
  const installation: Installation = {
    id: world.nextId(),
    appId,
    account: account.login,
    repositories: resolve(world, owner, choice),
    permissions: { metadata: 'read', ...app.permissions },
    events: app.events,
    suspendedAt: undefined,
    createdAt: now,
    updatedAt: now,
  };
  world.installations.set(installation.id, installation);
  const fields = { repositories: briefAll(world, installedRepositories(world, installation)), requester: null };
  const actor: Actor = { account, app: undefined };
  emitInstallation(world, installation, { name: 'installation', action: 'created', actor, fields });
  return installation.id;
};

/** Changes the repositories of an installation, and tells of those that came and of those that went. */
export const seedSelection = (world: World, installationId: number, choice: Choice, login: string): void => {
  const installation = world.installations.get(installationId);
  if (!installation) throw new Error(`the sandbox has no installation ${installationId}`);
  const before = installedRepositories(world, installation);
  installation.repositories = resolve(world, installation.account, choice);
  installation.updatedAt = world.now();
  const after = installedRepositories(world, installation);
  const added = briefAll(
    world,
    [...after].filter((name) => !before.has(name)),
  );
  const removed = briefAll(
    world,
    [...before].filter((name) => !after.has(name)),
  );
  const tell = (action: 'added' | 'removed', lists: Readonly<Record<string, readonly unknown[]>>): void =>
    emitInstallation(world, installation, {
      name: 'installation_repositories',
      action,
      actor: actorNamed(world, login),
      fields: { ...lists, repository_selection: choice === 'all' ? 'all' : 'selected', requester: null },
    });
  if (added.length > 0) tell('added', { repositories_added: added, repositories_removed: [] });
  if (removed.length > 0) tell('removed', { repositories_added: [], repositories_removed: removed });
};
