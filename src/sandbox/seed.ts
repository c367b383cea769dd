import * as accounts from './github/seed-accounts.ts';
import * as installations from './github/seed-installation.ts';
import * as content from './github/seed-content.ts';
import type { FileChanges } from './github/git-objects.ts';
import type { MergeMethods, Protection, Ruleset } from './github/world-code.ts';
import type { Role, World } from './github/world.ts';

/** How a test or the demo furnishes the sandbox, from the outside as people would. Repositories are named `owner/name`. */
export const createSeed = (world: World) => ({
  organization: (login: string) => accounts.seedOrganization(world, login),
  /** @returns a token to act as this person */
  user: (login: string) => accounts.seedUser(world, login),
  member: (organization: string, login: string, role?: 'admin' | 'member') =>
    accounts.seedMember(world, organization, login, role),
  team: (organization: string, slug: string, members: readonly string[]) =>
    accounts.seedTeam(world, organization, slug, members),
  repository: (repository: content.NewRepository) => content.seedRepository(world, repository),
  app: (app: accounts.NewApp) => accounts.seedApp(world, app),
  webhookUrl: (appId: number, url: string) => accounts.setWebhookUrl(world, appId, url),
  /** @returns the installation's id */
  install: (appId: number, owner: string, repositories: readonly string[] | 'all') =>
    installations.seedInstallation(world, appId, owner, repositories),
  /** Changes what an installation covers, as a person does in its settings. */
  select: (installationId: number, repositories: readonly string[] | 'all', login: string) =>
    installations.seedSelection(world, installationId, repositories, login),
  role: (repository: string, login: string, role: Role | null) => accounts.seedRole(world, repository, login, role),
  protection: (repository: string, branch: string, rules: Partial<Protection> | null) =>
    content.seedProtection(world, repository, branch, rules),
  rules: (repository: string, branch: string, rules: Ruleset | null) =>
    content.seedRules(world, repository, branch, rules),
  merging: (repository: string, settings: Partial<MergeMethods> & { readonly deletesMerged?: boolean }) =>
    content.seedMerging(world, repository, settings),
  /** @returns the release's id */
  release: (release: content.NewRelease) => content.seedRelease(world, release),
  /** @returns the commit's hash */
  commit: (repository: string, branch: string, files: FileChanges, message: string, login: string) =>
    content.seedCommit(world, repository, branch, files, message, login),
});

export type Seed = ReturnType<typeof createSeed>;
