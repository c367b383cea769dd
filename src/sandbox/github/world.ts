import type { KeyObject } from 'node:crypto';
import type { Delivery } from './world-deliveries.ts';
import type { Issue } from './world-issues.ts';
import type {
  CheckRun,
  CheckSuite,
  Deployment,
  MergeMethods,
  Protection,
  Release,
  Ruleset,
  Status,
} from './world-code.ts';

/** Roles of a person in a repository, weakest first, as GitHub orders them. */
export const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export type Account = {
  readonly kind: 'User' | 'Organization' | 'Bot';
  readonly id: number;
  readonly login: string;
  readonly createdAt: number;
  /** Members of an organization by lower-case login; empty for all others. */
  readonly members: Map<string, 'admin' | 'member'>;
  readonly teams: Map<string, Team>;
};

export type Team = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly organization: string;
  readonly createdAt: number;
  readonly members: Map<string, 'member' | 'maintainer'>;
  /** Role by lower-case full name of a repository. */
  readonly repositories: Map<string, Role>;
};

export type App = {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly owner: string;
  permissions: Permissions;
  events: readonly string[];
  publicKey: KeyObject;
  webhookUrl: string | undefined;
  webhookSecret: string;
  readonly createdAt: number;
};

export type Installation = {
  readonly id: number;
  readonly appId: number;
  readonly account: string;
  /** Lower-case full names, or all of the account's. */
  repositories: 'all' | Set<string>;
  permissions: Permissions;
  events: readonly string[];
  suspendedAt: number | undefined;
  readonly createdAt: number;
  updatedAt: number;
};

export type InstallationToken = {
  readonly installationId: number;
  readonly permissions: Permissions;
  /** Lower-case full names that the token was narrowed to. */
  readonly repositories: ReadonlySet<string> | undefined;
  readonly validFrom: number;
  readonly expiresAt: number;
};

export type Repository = {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  private: boolean;
  archived: boolean;
  hasIssues: boolean;
  defaultBranch: string;
  /** Its bare repository on disk. */
  readonly dir: string;
  readonly createdAt: number;
  updatedAt: number;
  pushedAt: number;
  nextNumber: number;
  readonly roles: Map<string, Role>;
  readonly labels: Map<string, Label>;
  readonly issues: Map<number, Issue>;
  readonly checkSuites: Map<number, CheckSuite>;
  readonly checkRuns: Map<number, CheckRun>;
  readonly statuses: Status[];
  readonly deployments: Map<number, Deployment>;
  readonly releases: Map<number, Release>;
  readonly protections: Map<string, Protection>;
  readonly rulesets: Map<string, Ruleset>;
  readonly mergeMethods: MergeMethods;
  /** Whether the head branch goes when its pull request is merged. */
  deletesMerged: boolean;
  /** The end of the last write; the next one waits for it. */
  lastWrite: Promise<unknown>;
};

export type Label = { readonly id: number; name: string; color: string; description: string | null };

/** Who acts: a person, or an App by its bot account. */
export type Actor = { readonly account: Account; readonly app: App | undefined };

export type World = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The clock that tokens and rate limits go by: the machine's, as the App's own, whatever time it is in the world. */
  readonly machineNow: () => number;
  readonly nextId: () => number;
  /** `http://127.0.0.1:port`, set as soon as the server listens. */
  url: string;
  apiUrl: string;
  /** Where release assets are stored: another address than the API's, as on GitHub. */
  storageUrl: string;
  readonly dir: string;
  /** All by lower-case login, token, id or full name. */
  readonly accounts: Map<string, Account>;
  readonly userTokens: Map<string, string>;
  readonly apps: Map<number, App>;
  readonly installations: Map<number, Installation>;
  readonly installationTokens: Map<string, InstallationToken>;
  readonly repositories: Map<string, Repository>;
  /** Milliseconds for which a new installation token is answered with 401, as GitHub's replicas do at times. */
  tokenLagMs: number;
  /** Milliseconds after which `mergeable` is known. */
  mergeabilityLagMs: number;
  /** `permission:access` of each installation permission that an answer depended on. */
  readonly permissionsUsed: Set<string>;
  /** Webhooks in the order of their events, and how a test wants them treated. */
  readonly outbox: {
    readonly deliveries: Delivery[];
    held: boolean;
    readonly dropRules: Set<(delivery: Delivery) => boolean>;
    /** The end of the last sending per App: one after the other. */
    readonly lastSent: Map<number, Promise<void>>;
  };
  /** Work that goes on after an answer, to be waited for. */
  readonly background: Set<Promise<unknown>>;
};

export const createWorld = (dir: string, now: () => number, machineNow: () => number = now): World => {
  let lastId = 1000;
  return {
    now,
    machineNow,
    nextId: () => ++lastId,
    url: '',
    apiUrl: '',
    storageUrl: '',
    dir,
    accounts: new Map(),
    userTokens: new Map(),
    apps: new Map(),
    installations: new Map(),
    installationTokens: new Map(),
    repositories: new Map(),
    tokenLagMs: 0,
    mergeabilityLagMs: 0,
    permissionsUsed: new Set(),
    outbox: { deliveries: [], held: false, dropRules: new Set(), lastSent: new Map() },
    background: new Set(),
  };
};

export const fullName = (repository: Repository): string => `${repository.owner}/${repository.name}`;
export const keyOf = (repository: Repository): string => fullName(repository).toLowerCase();

/** @throws Error when there is none: accounts are never removed, so that is a mistake of ours. */
export const accountOf = (world: World, login: string): Account => {
  const account = world.accounts.get(login.toLowerCase());
  if (!account) throw new Error(`the sandbox has no account ${login}`);
  return account;
};

export const createAccount = (world: World, kind: Account['kind'], login: string): Account => {
  const account: Account = {
    kind,
    id: world.nextId(),
    login,
    createdAt: world.now(),
    members: new Map(),
    teams: new Map(),
  };
  world.accounts.set(login.toLowerCase(), account);
  return account;
};

export const findRepository = (world: World, name: string): Repository | undefined =>
  world.repositories.get(name.toLowerCase());

/** GitHub's times have no fractions. */
export const isoTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
export const isoTimeOrNull = (at: number | undefined): string | null => (at === undefined ? null : isoTime(at));

/** Runs writes on one repository one after the other, so that a check and the change it allows cannot be parted. */
export const exclusively = async <Result>(
  repository: Repository,
  write: () => Result | Promise<Result>,
): Promise<Result> => {
  const turn = repository.lastWrite.then(write, write);
  repository.lastWrite = turn.catch(() => undefined);
  return turn;
};

/** Lets work go on behind the answer; `settled()` of the sandbox waits for it. */
export const inBackground = (world: World, work: Promise<unknown>): void => {
  const watched = work.catch(() => undefined).finally(() => world.background.delete(watched));
  world.background.add(watched);
};
