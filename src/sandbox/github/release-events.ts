import { renderRelease } from './payloads/release.ts';
import { emit } from './webhooks.ts';
import type { Release } from './world-code.ts';
import type { Actor, Repository, World } from './world.ts';

export type Action = 'created' | 'published' | 'released' | 'prereleased' | 'edited' | 'deleted' | 'unpublished';

export const emitRelease = (
  world: World,
  repository: Repository,
  actor: Actor,
  release: Release,
  action: Action,
  more: Readonly<Record<string, unknown>> = {},
): void => {
  const fields = { release: renderRelease(world, repository, release), ...more };
  emit(world, repository, { name: 'release', action, actor, fields });
};

/** A release whose tag was deleted goes back to being a draft. */
export const unpublishTag = (world: World, repository: Repository, actor: Actor, tag: string): void => {
  for (const release of repository.releases.values()) {
    if (release.tag !== tag || release.draft) continue;
    release.draft = true;
    release.updatedAt = world.now();
    emitRelease(world, repository, actor, release, 'unpublished');
  }
};
