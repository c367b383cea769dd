import { containedIn } from '../git/ancestry.ts';
import type { Mirror } from '../git/mirror.ts';

/** What git said of commits and revisions, asked once. */
export type Ancestry = {
  /** Asks for what is not known yet: one process a revision, and revisions grow with commits, not with nodes. */
  readonly ask: (wanted: ReadonlyMap<string, ReadonlySet<string>>) => Promise<void>;
  readonly contains: (commit: string, revision: string) => boolean | undefined;
  /** Revisions that git did not know may have been fetched meanwhile. */
  readonly forgetUnknown: () => void;
};

/** @param checkout undefined where there is none: then nothing is known of any revision */
export const createAncestry = (checkout: Mirror | undefined): Ancestry => {
  const known = new Map<string, boolean>();
  const unknown = new Set<string>();
  return {
    ask: async (wanted) => {
      for (const [revision, commits] of wanted) {
        const open = [...commits].filter((commit) => !known.has(`${commit} ${revision}`));
        if (open.length === 0 || checkout === undefined || unknown.has(revision)) continue;
        const contained = await containedIn(checkout, revision, open);
        if (contained) for (const commit of open) known.set(`${commit} ${revision}`, contained.has(commit));
        else unknown.add(revision);
      }
    },
    contains: (commit, revision) => known.get(`${commit} ${revision}`),
    forgetUnknown: () => unknown.clear(),
  };
};
