import { listTouched } from '../git-diff.ts';
import { isAncestor, listCommits, NO_COMMIT } from '../git-repository.ts';
import { readCommits, type Commit } from '../git-objects.ts';
import { isoTime, type Actor, type Repository, type World } from '../world.ts';
import { renderLogin } from './account.ts';
import { accountOfEmail, emailOf } from './commit.ts';
import { pageOf, renderRepository } from './repository.ts';

/** GitHub's documented limit of commits in one payload. */
const MOST_COMMITS = 2048;

export type RefChange = { readonly ref: string; readonly before: string; readonly after: string };

/** What a `push` webhook tells of one ref, beside its sender. */
export const renderPush = async (
  world: World,
  repository: Repository,
  actor: Actor,
  change: RefChange,
): Promise<Record<string, unknown>> => {
  const { ref, before, after } = change;
  const deleted = after === NO_COMMIT;
  const created = before === NO_COMMIT;
  const news = deleted ? [] : await newCommits(repository, change);
  const [tip] = deleted ? [] : await readCommits(repository.dir, [after]);
  const page = pageOf(world, repository);
  const short = ref.replace(/^refs\/(heads|tags)\//, '');
  return {
    ref,
    before,
    after,
    created,
    deleted,
    forced: !created && !deleted && !(await isAncestor(repository.dir, before, after)),
    base_ref: null,
    compare:
      created || deleted
        ? `${page}/compare/${short}`
        : `${page}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: await Promise.all(news.map((commit) => renderPushed(world, repository, commit))),
    head_commit: tip ? await renderPushed(world, repository, tip) : null,
    repository: renderPushedRepository(world, repository),
    pusher: { name: actor.account.login, email: emailOf(actor.account) },
  };
};

/** Alone among the webhooks, `push` tells times of the repository in seconds since 1970, and its owner's name. */
const renderPushedRepository = (world: World, repository: Repository) => ({
  ...renderRepository(world, repository),
  owner: { ...renderLogin(world, repository.owner), name: repository.owner, email: null },
  created_at: Math.floor(repository.createdAt / 1000),
  pushed_at: Math.floor(repository.pushedAt / 1000),
  stargazers: 0,
  master_branch: repository.defaultBranch,
});

const newCommits = async (repository: Repository, { ref, before, after }: RefChange): Promise<readonly Commit[]> => {
  if (ref.startsWith('refs/tags/')) return [];
  const from = before === NO_COMMIT ? `refs/heads/${repository.defaultBranch}` : before;
  if (from === ref) return [];
  return readCommits(repository.dir, (await listCommits(repository.dir, from, after)).slice(-MOST_COMMITS));
};

const renderPushed = async (world: World, repository: Repository, commit: Commit): Promise<Record<string, unknown>> => {
  const person = ({ name, email }: Commit['author']): Record<string, string> => {
    const account = accountOfEmail(world, email);
    return { name, email, ...(account ? { username: account.login } : {}) };
  };
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: isoTime(commit.committer.at),
    url: `${pageOf(world, repository)}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    ...(await listTouched(repository.dir, commit.sha)),
  };
};
