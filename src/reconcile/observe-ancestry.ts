import type { MovedNodes } from '../core/argo/moved.ts';
import { containedIn } from '../git/ancestry.ts';
import { lastCommitTouching } from '../git/read.ts';
import type { Eyes } from './eyes.ts';
import type { Fleet } from './observe-clusters.ts';

/** Whether a revision contains the commit; undefined where git does not know the revision. */
export type Contains = (revision: string) => boolean | undefined;

type Asked = { readonly commit: string; readonly contains: Contains };

/**
 * The commit that moved each group of nodes, and which of the revisions that Argo CD is at contain it. A revision is asked
 * about once and remembered, and many Applications are at the same one: it grows with commits, not with nodes.
 */
export const observeAncestry = async (
  eyes: Eyes,
  fleet: Fleet,
  moved: readonly MovedNodes[],
): Promise<ReadonlyMap<MovedNodes, Asked>> => {
  const { ancestry } = eyes.memory;
  const commits = new Map<MovedNodes, string>();
  for (const group of moved) commits.set(group, group.commit ?? (await findCommit(eyes, fleet, group)));
  for (const [revision, wanted] of revisionsOf(fleet, commits)) {
    const unknown = [...wanted].filter((commit) => !ancestry.has(`${commit} ${revision}`));
    if (unknown.length === 0) continue;
    const contained = await containedIn(eyes.mirror, revision, unknown);
    // What git does not know yet it may know after the next fetch.
    if (contained) for (const commit of unknown) ancestry.set(`${commit} ${revision}`, contained.has(commit));
  }
  return new Map(
    [...commits].map(([group, commit]) => [
      group,
      { commit, contains: (revision: string) => ancestry.get(`${commit} ${revision}`) },
    ]),
  );
};

/** Which commits are looked for in which revision. */
const revisionsOf = (
  { matched }: Fleet,
  commits: ReadonlyMap<MovedNodes, string>,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const [{ nodes }, commit] of commits) {
    for (const node of nodes) {
      for (const { revisions, operation, synced, hydrated } of matched.byNode.get(node) ?? []) {
        const dry = hydrated ? [hydrated.drySha, hydrated.lastComparedDry ?? ''] : [];
        for (const revision of [...revisions, ...(operation?.revisions ?? []), ...synced, ...dry]) {
          const wanted = found.get(revision);
          if (wanted) wanted.add(commit);
          else found.set(revision, new Set([commit]));
        }
      }
    }
  }
  return found;
};

/**
 * For nodes that somebody moved by hand: the newest commit that touched what decides their version. It may be a later
 * one than moved them, never an earlier one.
 */
const findCommit = async (
  { mirror, base, memory }: Eyes,
  { network }: Fleet,
  { artifact, nodes }: MovedNodes,
): Promise<string> => {
  const members = new Set(nodes);
  const files = network.pins
    .filter((pin) => pin.artifact === artifact.name && pin.nodes.some((node) => members.has(node)))
    .map(({ file }) => file);
  const key = `${base.commit} ${files.join(' ')}`;
  const known = memory.touched.get(key);
  if (known !== undefined) return known;
  const commit = (await lastCommitTouching(mirror, base.commit, files, 'first-parent')) ?? base.commit;
  memory.touched.set(key, commit);
  return commit;
};
