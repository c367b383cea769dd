import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  accountOf,
  createAccount,
  findRepository,
  type Account,
  type Actor,
  type Permissions,
  type Repository,
  type Role,
  type Team,
  type World,
} from './world.ts';

export type NewApp = {
  readonly slug: string;
  /** Login of its owner; an account of its own is made when there is none. */
  readonly owner?: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly webhookUrl?: string;
  readonly webhookSecret: string;
};

export type SeededApp = {
  readonly appId: number;
  readonly clientId: string;
  /** PEM, PKCS #1, as GitHub lets it be downloaded. */
  readonly privateKey: string;
  readonly slug: string;
  readonly botLogin: string;
};

const ensureAccount = (world: World, kind: Account['kind'], login: string): Account =>
  world.accounts.get(login.toLowerCase()) ?? createAccount(world, kind, login);

export const actorNamed = (world: World, login: string): Actor => ({
  account: accountOf(world, login),
  app: undefined,
});

/** Makes an organization; it owns repositories and teams, and nobody can log in as it. */
export const seedOrganization = (world: World, login: string): void => {
  ensureAccount(world, 'Organization', login);
};

/** Makes a person. @returns a token to act as them */
export const seedUser = (world: World, login: string): string => {
  ensureAccount(world, 'User', login);
  const token = `ghp_${randomBytes(18).toString('hex')}`;
  world.userTokens.set(token, login);
  return token;
};

/** Makes a person a member of an organization, or one of its owners. */
export const seedMember = (
  world: World,
  organization: string,
  login: string,
  role: 'admin' | 'member' = 'member',
): void => {
  accountOf(world, organization).members.set(accountOf(world, login).login.toLowerCase(), role);
};

/** Makes a team; its members become members of the organization. */
export const seedTeam = (world: World, organization: string, slug: string, members: readonly string[]): void => {
  const owner = accountOf(world, organization);
  const team: Team = {
    id: world.nextId(),
    slug,
    name: slug,
    organization: owner.login,
    createdAt: world.now(),
    members: new Map(members.map((login) => [login.toLowerCase(), 'member'])),
    repositories: new Map(),
  };
  for (const login of members) {
    if (!owner.members.has(login.toLowerCase())) seedMember(world, organization, login);
  }
  owner.teams.set(slug.toLowerCase(), team);
};

/** Gives a person a role in a repository, or takes it with `null`. */
export const seedRole = (world: World, name: string, login: string, role: Role | null): void => {
  const { roles } = repositoryNamed(world, name);
  if (role === null) roles.delete(login.toLowerCase());
  else roles.set(accountOf(world, login).login.toLowerCase(), role);
};

export const repositoryNamed = (world: World, name: string): Repository => {
  const repository = findRepository(world, name);
  if (!repository) throw new Error(`the sandbox has no repository ${name}`);
  return repository;
};

/** Registers a GitHub App with a fresh key, and its bot account. */
export const seedApp = (world: World, app: NewApp): SeededApp => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const owner = app.owner ?? 'app-owner';
  ensureAccount(world, 'User', owner);
  createAccount(world, 'Bot', `${app.slug}[bot]`);
  const id = world.nextId();
  const clientId = `Iv23li${createHash('sha256').update(app.slug).digest('hex').slice(0, 14)}`;
  world.apps.set(id, {
    id,
    clientId,
    slug: app.slug,
    owner,
    permissions: app.permissions,
    events: app.events,
    publicKey,
    webhookUrl: app.webhookUrl,
    webhookSecret: app.webhookSecret,
    createdAt: world.now(),
  });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  return { appId: id, clientId, privateKey: pem, slug: app.slug, botLogin: `${app.slug}[bot]` };
};

/** Sets where an App's webhooks go, for servers whose port is known only later. */
export const setWebhookUrl = (world: World, appId: number, url: string): void => {
  const app = world.apps.get(appId);
  if (!app) throw new Error(`the sandbox has no App ${appId}`);
  app.webhookUrl = url;
};
