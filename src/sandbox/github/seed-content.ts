import { join } from 'node:path';
import { addAsset } from './assets.ts';
import { commitFiles, type FileChanges } from './git-objects.ts';
import { initRepository, listRefs, moveRef, NO_COMMIT, readRef, resolveCommit } from './git-repository.ts';
import { personOf } from './payloads/commit.ts';
import { applyPush, applyRefChange } from './push.ts';
import { emitRelease } from './release-events.ts';
import { emit } from './webhooks.ts';
import { actorNamed, repositoryNamed } from './seed-accounts.ts';
import type { MergeMethods, Protection, Release, Ruleset } from './world-code.ts';
import { accountOf, createAccount, exclusively, findRepository, keyOf, type Repository, type World } from './world.ts';

export type NewRepository = {
  readonly owner: string;
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly private?: boolean;
  /** Whether it has issues, which GitHub lets its owner turn off. */
  readonly issues?: boolean;
  readonly defaultBranch?: string;
};

/** Makes a repository whose first commit holds the files. @returns that commit, or undefined without files */
export const seedRepository = async (world: World, wanted: NewRepository): Promise<string | undefined> => {
  const { owner, name, files, defaultBranch = 'main' } = wanted;
  if (findRepository(world, `${owner}/${name}`)) throw new Error(`the sandbox has ${owner}/${name} already`);
  const account = world.accounts.get(owner.toLowerCase()) ?? createAccount(world, 'Organization', owner);
  const now = world.now();
  const repository: Repository = {
    id: world.nextId(),
    owner: account.login,
    name,
    private: wanted.private ?? false,
    archived: false,
    hasIssues: wanted.issues ?? true,
    defaultBranch,
    dir: join(world.dir, account.login, `${name}.git`),
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
    nextNumber: 1,
    roles: new Map(),
    labels: new Map(),
    issues: new Map(),
    checkSuites: new Map(),
    checkRuns: new Map(),
    statuses: [],
    deployments: new Map(),
    releases: new Map(),
    protections: new Map(),
    rulesets: new Map(),
    mergeMethods: { merge: true, squash: true, rebase: true },
    deletesMerged: false,
    lastWrite: Promise.resolve(),
  };
  await initRepository(repository.dir, defaultBranch);
  world.repositories.set(keyOf(repository), repository);
  const actor = { account, app: undefined };
  emit(world, repository, { name: 'repository', action: 'created', actor, fields: {} });
  if (Object.keys(files).length === 0) return undefined;
  const person = personOf(account, now);
  const commit = { message: 'Initial commit', author: person, committer: person };
  return commitFiles(repository.dir, `refs/heads/${defaultBranch}`, undefined, files, commit);
};

/** Commits files as a person and pushes them, with all that follows from a push; `null` removes a file. @returns the commit */
export const seedCommit = async (
  world: World,
  name: string,
  branch: string,
  files: FileChanges,
  message: string,
  login: string,
): Promise<string> => {
  const repository = repositoryNamed(world, name);
  return exclusively(repository, async () => {
    const before = await listRefs(repository.dir);
    const ref = `refs/heads/${branch}`;
    const parent = before.get(ref) ?? before.get(`refs/heads/${repository.defaultBranch}`);
    const person = personOf(accountOf(world, login), world.now());
    const sha = await commitFiles(repository.dir, ref, parent, files, { message, author: person, committer: person });
    await applyPush(world, repository, actorNamed(world, login), before);
    return sha;
  });
};

export type NewRelease = {
  /** `owner/name` */
  readonly repository: string;
  readonly tag: string;
  readonly title?: string;
  readonly notes?: string;
  readonly target?: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
  /** Bytes by name of the asset. */
  readonly assets?: Readonly<Record<string, Uint8Array>>;
  readonly login: string;
};

/** Publishes a release as a person: assets first, as GitHub's page does, then its events. @returns its id */
export const seedRelease = async (world: World, wanted: NewRelease): Promise<number> => {
  const repository = repositoryNamed(world, wanted.repository);
  return exclusively(repository, async () => {
    const { tag, login, draft = false, prerelease = false } = wanted;
    const actor = actorNamed(world, login);
    const now = world.now();
    const target = wanted.target ?? repository.defaultBranch;
    const release: Release = {
      id: world.nextId(),
      tag,
      target,
      name: wanted.title ?? tag,
      body: wanted.notes ?? '',
      draft,
      prerelease,
      login,
      createdAt: now,
      updatedAt: now,
      publishedAt: draft ? undefined : now,
      assets: new Map(),
    };
    for (const [name, bytes] of Object.entries(wanted.assets ?? {})) {
      addAsset(world, release, { name, bytes, login, label: null, contentType: 'application/octet-stream' });
    }
    const ref = `refs/tags/${tag}`;
    if (!draft && !(await readRef(repository.dir, ref))) {
      const after = await resolveCommit(repository.dir, target);
      if (!after) throw new Error(`${wanted.repository} has no ${target} to tag`);
      await moveRef(repository.dir, ref, after);
      await applyRefChange(world, repository, actor, { ref, before: NO_COMMIT, after });
    }
    repository.releases.set(release.id, release);
    const actions = draft
      ? (['created'] as const)
      : (['created', 'published', prerelease ? 'prereleased' : 'released'] as const);
    for (const action of actions) emitRelease(world, repository, actor, release, action);
    return release.id;
  });
};

/** Protects a branch; what is not told is as in GitHub's defaults. `null` takes the protection away. */
export const seedProtection = (world: World, name: string, branch: string, rules: Partial<Protection> | null): void => {
  const { protections } = repositoryNamed(world, name);
  if (rules === null) return void protections.delete(branch);
  protections.set(branch, {
    approvals: 0,
    dismissStale: false,
    checks: [],
    strict: false,
    enforceAdmins: true,
    linearHistory: false,
    allowForcePushes: false,
    allowDeletions: false,
    ...rules,
  });
};

/** What rulesets demand of a branch from now on; `null` takes them away. */
export const seedRules = (world: World, name: string, branch: string, rules: Ruleset | null): void => {
  const { rulesets } = repositoryNamed(world, name);
  if (rules === null) rulesets.delete(branch);
  else rulesets.set(branch, rules);
};

/** Changes how the repository lets its pull requests be merged, and whether their branches go then. */
export const seedMerging = (
  world: World,
  name: string,
  { deletesMerged, ...methods }: Partial<MergeMethods> & { readonly deletesMerged?: boolean },
): void => {
  const repository = repositoryNamed(world, name);
  Object.assign(repository.mergeMethods, methods);
  repository.deletesMerged = deletesMerged ?? repository.deletesMerged;
};
