import type { FileDiff } from '../git-diff.ts';
import type { Commit, Person } from '../git-objects.ts';
import { isoTime, type Account, type Repository, type World } from '../world.ts';
import { renderAccount } from './account.ts';
import { apiOf, pageOf } from './repository.ts';
import { nodeId, type Schemas } from './schemas.ts';

/** The address by which GitHub knows whose commit it is. */
export const emailOf = (account: Account): string => `${account.id}+${account.login}@users.noreply.github.com`;

export const personOf = (account: Account, at: number): Person => ({
  name: account.login,
  email: emailOf(account),
  at,
});

/** GitHub itself, who commits what is merged or edited on its pages. */
export const webFlow = (at: number): Person => ({ name: 'GitHub', email: 'noreply@github.com', at });

const NOREPLY = /^(\d+)\+(.+)@users\.noreply\./;

/** The account that a commit's email belongs to; the host in it is the installation's own. */
export const accountOfEmail = (world: World, email: string): Account | undefined => {
  const [, id, login = ''] = NOREPLY.exec(email) ?? [];
  const account = world.accounts.get(login.toLowerCase());
  return account && String(account.id) === id ? account : undefined;
};

const renderPerson = (person: Person) => ({ name: person.name, email: person.email, date: isoTime(person.at) });

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

export const renderCommit = (world: World, repository: Repository, commit: Commit): Schemas['commit'] => {
  const api = apiOf(world, repository);
  const page = pageOf(world, repository);
  const author = accountOfEmail(world, commit.author.email);
  const committer = accountOfEmail(world, commit.committer.email);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${api}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    commit: {
      url: `${api}/git/commits/${commit.sha}`,
      author: renderPerson(commit.author),
      committer: renderPerson(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      verification: unsigned,
    },
    author: author ? renderAccount(world, author) : null,
    committer: committer ? renderAccount(world, committer) : null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
  };
};

/** A commit as git's own objects are answered, under `/git/commits`. */
export const renderGitCommit = (world: World, repository: Repository, commit: Commit): Schemas['git-commit'] => {
  const api = apiOf(world, repository);
  const page = pageOf(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    author: renderPerson(commit.author),
    committer: renderPerson(commit.committer),
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: unsigned,
  };
};

export const renderFile = (
  world: World,
  repository: Repository,
  commit: string,
  file: FileDiff,
): Schemas['diff-entry'] => {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  const page = pageOf(world, repository);
  return {
    sha: file.sha ?? null,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${commit}/${path}`,
    raw_url: `${page}/raw/${commit}/${path}`,
    contents_url: `${apiOf(world, repository)}/contents/${path}?ref=${commit}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.formerPath === undefined ? {} : { previous_filename: file.formerPath }),
  };
};

export const renderSimpleCommit = (commit: Commit): Schemas['simple-commit'] => ({
  id: commit.sha,
  tree_id: commit.tree,
  message: commit.message,
  timestamp: isoTime(commit.author.at),
  author: { name: commit.author.name, email: commit.author.email },
  committer: { name: commit.committer.name, email: commit.committer.email },
});
