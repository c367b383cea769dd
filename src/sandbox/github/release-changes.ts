import { isValidRefName, moveRef, NO_COMMIT, readRef, resolveCommit } from './git-repository.ts';
import { applyRefChange } from './push.ts';
import { emitRelease, type Action } from './release-events.ts';
import { invalid } from './refuse.ts';
import type { Visit } from './visit.ts';
import type { Release } from './world-code.ts';
import type { Actor, Repository, World } from './world.ts';

/** Newest first. */
export const publishOrder = (a: Release, b: Release): number =>
  (b.publishedAt ?? b.createdAt) - (a.publishedAt ?? a.createdAt) || b.id - a.id;

/** Creates a release or changes one, makes its tag when it is published, and tells what happened in GitHub's order. */
export const saveRelease = async (world: World, visit: Visit, known: Release | undefined): Promise<Release> => {
  const { repository, body, actor } = visit;
  const tag = known ? (body.optionalText('tag_name') ?? known.tag) : body.text('tag_name');
  const target = body.optionalText('target_commitish') ?? known?.target ?? repository.defaultBranch;
  const draft = body.flag('draft') ?? known?.draft ?? false;
  await checkTag(repository, tag, draft, known);
  if (!draft) await ensureTag(world, repository, actor(), tag, target);
  const before = known && { ...known };
  const now = world.now();
  const release: Release = known ?? {
    id: world.nextId(),
    login: actor().account.login,
    createdAt: now,
    assets: new Map(),
    publishedAt: undefined,
    name: null,
    body: null,
    tag,
    target,
    draft,
    prerelease: false,
    updatedAt: now,
  };
  const name = body.nullableText('name');
  const text = body.nullableText('body');
  const prerelease = body.flag('prerelease') ?? release.prerelease;
  Object.assign(release, { tag, target, draft, prerelease, updatedAt: now });
  if (name !== undefined) release.name = name;
  if (text !== undefined) release.body = text;
  if (!draft) release.publishedAt ??= now;
  repository.releases.set(release.id, release);
  announce(world, repository, actor(), release, before);
  return release;
};

const checkTag = async (
  repository: Repository,
  tag: string,
  draft: boolean,
  known: Release | undefined,
): Promise<void> => {
  if (!(await isValidRefName(repository.dir, `refs/tags/${tag}`))) {
    throw invalid({ resource: 'Release', field: 'tag_name', code: 'custom', message: 'tag_name is not a valid tag' });
  }
  const twin = [...repository.releases.values()].find((other) => other !== known && !other.draft && other.tag === tag);
  if (twin && !draft) throw invalid({ resource: 'Release', code: 'already_exists', field: 'tag_name' });
};

const ensureTag = async (
  world: World,
  repository: Repository,
  actor: Actor,
  tag: string,
  target: string,
): Promise<void> => {
  const ref = `refs/tags/${tag}`;
  if (await readRef(repository.dir, ref)) return;
  const commit = await resolveCommit(repository.dir, target);
  if (!commit) throw invalid({ resource: 'Release', code: 'invalid', field: 'target_commitish' });
  await moveRef(repository.dir, ref, commit, NO_COMMIT);
  await applyRefChange(world, repository, actor, { ref, before: NO_COMMIT, after: commit });
};

const announce = (
  world: World,
  repository: Repository,
  actor: Actor,
  release: Release,
  before: Release | undefined,
): void => {
  const tell = (action: Action, more?: Readonly<Record<string, unknown>>): void =>
    emitRelease(world, repository, actor, release, action, more);
  const stage: Action = release.prerelease ? 'prereleased' : 'released';
  if (!before) {
    tell('created');
    if (release.draft) return;
    tell('published');
    return tell(stage);
  }
  if (before.draft && !release.draft) {
    tell('published');
    return tell(stage);
  }
  if (!before.draft && release.draft) return tell('unpublished');
  if (release.draft) return;
  tell('edited', { changes: changesOf(before, release) });
  if (before.prerelease !== release.prerelease) tell(stage);
};

const changesOf = (before: Release, after: Release): Record<string, unknown> => ({
  ...(before.name === after.name ? {} : { name: { from: before.name ?? '' } }),
  ...(before.body === after.body ? {} : { body: { from: before.body ?? '' } }),
  ...(before.tag === after.tag ? {} : { tag_name: { from: before.tag } }),
});

/** The tag stays, as on GitHub. */
export const deleteRelease = (world: World, repository: Repository, actor: Actor, release: Release): void => {
  repository.releases.delete(release.id);
  emitRelease(world, repository, actor, release, 'deleted');
};
