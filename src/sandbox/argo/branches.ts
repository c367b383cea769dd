import { readRef } from '../github/git-repository.ts';
import { readCommits } from '../github/git-objects.ts';
import { keyOf, type Repository, type World } from '../github/world.ts';
import type { App } from './app.ts';
import { createDesiredReader, type Desired } from './desired.ts';

/** What a branch led to, since when. */
type Head = { readonly at: number; readonly sha: string; readonly desired: ReadonlyMap<string, Desired> };

/** How long the repository server remembers what a branch leads to (--revision-cache-expiration). Milliseconds. */
const CACHE_MS = 180_000;

/** How many heads are kept: what is older nobody looks for any more. */
const MOST_HEADS = 20;

export type Branches = {
  /** Looks at the repository. @returns whether it is one that Argo CD follows */
  readonly read: (repository: Repository) => Promise<boolean>;
  readonly newest: (repository: string) => Head | undefined;
  /** What an Application finds at a moment; `force`: past the cache. */
  readonly resolve: (
    app: App,
    at: number,
    force: boolean,
  ) => { readonly revision: string; readonly desired: Desired | undefined };
};

/** The default branches of manifests repositories, as they were at each moment. */
export const createBranches = (world: World): Branches => {
  const readers = new Map<string, ReturnType<typeof createDesiredReader>>();
  const heads = new Map<string, Head[]>();
  const cached = new Map<string, { readonly at: number; readonly sha: string }>();
  return {
    read: async (repository) => {
      const key = keyOf(repository);
      const sha = await readRef(repository.dir, `refs/heads/${repository.defaultBranch}`);
      const known = heads.get(key) ?? [];
      const last = known.at(-1);
      if (sha === undefined || last?.sha === sha) return known.length > 0;
      const reader = readers.get(key) ?? createDesiredReader();
      readers.set(key, reader);
      // A commit that cannot be understood renders what was there before.
      const desired = (await reader(repository.dir, sha)) ?? last?.desired;
      if (!desired) return false;
      const [commit] = await readCommits(repository.dir, [sha]);
      const at = Math.min(world.now(), Math.max(commit?.committer.at ?? 0, last?.at ?? 0));
      heads.set(key, [...known, { at, sha, desired }].slice(-MOST_HEADS));
      return true;
    },
    newest: (repository) => heads.get(repository)?.at(-1),
    resolve: ({ name, repository }, at, force) => {
      const known = heads.get(repository) ?? [];
      const cache = cached.get(repository);
      const fresh = known.findLast((head) => head.at <= at) ?? known[0];
      const old = !force && cache && at - cache.at < CACHE_MS ? known.find(({ sha }) => sha === cache.sha) : undefined;
      if (!old && fresh) cached.set(repository, { at, sha: fresh.sha });
      const head = old ?? fresh;
      return { revision: head?.sha ?? '', desired: head?.desired.get(name) };
    },
  };
};
