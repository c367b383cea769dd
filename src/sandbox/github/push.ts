import { suitesForPush } from './check-suites.ts';
import { isAncestor, listRefs, NO_COMMIT, readRef } from './git-repository.ts';
import { renderPush, type RefChange } from './payloads/push.ts';
import { closePull, headMoved, markMerged } from './pull-lifecycle.ts';
import { unpublishTag } from './release-events.ts';
import { isPull, type PullIssue } from './world-issues.ts';
import { fullName, keyOf, type Actor, type Repository, type World } from './world.ts';
import { emit } from './webhooks.ts';

/** Refs that somebody moved, by git or by the API. */
export type Push = { readonly repository: string; readonly login: string; readonly changes: readonly RefChange[] };

/** Finds what a push changed, and lets GitHub's effects follow. Undefined when git refused all of it. */
export const applyPush = async (
  world: World,
  repository: Repository,
  actor: Actor,
  before: ReadonlyMap<string, string>,
): Promise<Push | undefined> => {
  const after = await listRefs(repository.dir);
  const changes = [...new Set([...before.keys(), ...after.keys()])]
    .map((ref) => ({ ref, before: before.get(ref) ?? NO_COMMIT, after: after.get(ref) ?? NO_COMMIT }))
    .filter((change) => change.before !== change.after && !change.ref.startsWith('refs/pull/'));
  if (changes.length === 0) return undefined;
  for (const change of changes) await applyRefChange(world, repository, actor, change);
  return { repository: fullName(repository), login: actor.account.login, changes };
};

/** GitHub tells nobody of refs that are neither branches nor tags, nor of tags when more than three come at once. */
export const applyRefChange = async (
  world: World,
  repository: Repository,
  actor: Actor,
  change: RefChange,
): Promise<void> => {
  repository.pushedAt = world.now();
  repository.updatedAt = world.now();
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(change.ref) ?? [];
  if (kind === undefined) return;
  await announce(world, repository, actor, change, kind === 'heads' ? 'branch' : 'tag', name);
  if (kind === 'tags' && change.after === NO_COMMIT) unpublishTag(world, repository, actor, name);
  if (kind !== 'heads') return;
  if (change.after !== NO_COMMIT) await suitesForPush(world, repository, actor, change);
  for (const issue of [...repository.issues.values()].filter(isPull)) {
    if (issue.state === 'open') await refreshPull(world, repository, actor, issue, name, change);
  }
};

const announce = async (
  world: World,
  repository: Repository,
  actor: Actor,
  change: RefChange,
  type: 'branch' | 'tag',
  name: string,
): Promise<void> => {
  const fields = { ref: name, ref_type: type, pusher_type: 'user' };
  if (change.before === NO_COMMIT) {
    const more = { ...fields, master_branch: repository.defaultBranch, description: null };
    emit(world, repository, { name: 'create', actor, fields: more });
  }
  emit(world, repository, { name: 'push', actor, fields: await renderPush(world, repository, actor, change) });
  if (change.after === NO_COMMIT) emit(world, repository, { name: 'delete', actor, fields });
};

const refreshPull = async (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  branch: string,
  change: RefChange,
): Promise<void> => {
  const { pull } = issue;
  if (pull.headRef === branch && pull.headRepository.toLowerCase() === keyOf(repository)) {
    if (change.after === NO_COMMIT) return closePull(world, repository, actor, issue);
    await headMoved(world, repository, actor, issue, change);
    const base = await readRef(repository.dir, `refs/heads/${pull.baseRef}`);
    // A branch put back to where its base is has nothing to offer any more.
    if (base && (await isAncestor(repository.dir, change.after, base)))
      await closePull(world, repository, actor, issue);
    return;
  }
  if (pull.baseRef !== branch) return;
  if (change.after === NO_COMMIT) return closePull(world, repository, actor, issue);
  pull.mergeability = undefined;
  if (await isAncestor(repository.dir, pull.headSha, change.after)) {
    await markMerged(world, repository, actor, issue, change.after);
  }
};
