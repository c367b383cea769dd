import { accountOf, fullName, isoTime, ROLES, type Repository, type Role, type World } from '../world.ts';
import { renderAccount } from './account.ts';
import { nodeId, type Schemas } from './schemas.ts';

/** The address of a repository in the REST API. */
export const apiOf = (world: World, repository: Repository): string => `${world.apiUrl}/repos/${fullName(repository)}`;
/** The address of a repository for people. */
export const pageOf = (world: World, repository: Repository): string => `${world.url}/${fullName(repository)}`;

type Permissions = { admin: boolean; maintain: boolean; push: boolean; triage: boolean; pull: boolean };

export const renderPermissions = (role: Role | undefined): Permissions => {
  const reaches = (wanted: Role): boolean => role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(wanted);
  return {
    admin: reaches('admin'),
    maintain: reaches('maintain'),
    push: reaches('write'),
    triage: reaches('triage'),
    pull: reaches('read'),
  };
};

export const renderRepository = (world: World, repository: Repository, role?: Role): Schemas['repository'] => {
  const openIssues = [...repository.issues.values()].filter((issue) => issue.state === 'open').length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: renderAccount(world, accountOf(world, repository.owner)),
    private: repository.private,
    ...renderUrls(apiOf(world, repository), pageOf(world, repository), world.url, fullName(repository)),
    description: null,
    fork: false,
    homepage: null,
    language: null,
    license: null,
    mirror_url: null,
    forks_count: 0,
    forks: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    size: 1,
    default_branch: repository.defaultBranch,
    open_issues_count: openIssues,
    open_issues: openIssues,
    is_template: false,
    topics: [],
    has_issues: repository.hasIssues,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    visibility: repository.private ? 'private' : 'public',
    pushed_at: isoTime(repository.pushedAt),
    created_at: isoTime(repository.createdAt),
    updated_at: isoTime(repository.updatedAt),
    allow_forking: true,
    web_commit_signoff_required: false,
    ...(role === undefined ? {} : { permissions: renderPermissions(role) }),
  };
};

/** As `GET /repos/{owner}/{repo}` answers; how pull requests are merged is told only to those who may push. */
export const renderFullRepository = (
  world: World,
  repository: Repository,
  { role, mayPush }: { readonly role: Role | undefined; readonly mayPush: boolean },
): Schemas['full-repository'] => {
  const owner = accountOf(world, repository.owner);
  const times = { created_at: isoTime(repository.createdAt), updated_at: isoTime(repository.updatedAt) };
  return {
    ...renderRepository(world, repository, role),
    ...times,
    pushed_at: isoTime(repository.pushedAt),
    has_discussions: false,
    subscribers_count: 0,
    network_count: 0,
    ...(mayPush ? renderMerging(repository) : {}),
    ...(owner.kind === 'Organization' ? { organization: renderAccount(world, owner) } : {}),
  };
};

const renderMerging = ({ mergeMethods, deletesMerged }: Repository) => ({
  allow_rebase_merge: mergeMethods.rebase,
  allow_squash_merge: mergeMethods.squash,
  allow_merge_commit: mergeMethods.merge,
  allow_auto_merge: false,
  delete_branch_on_merge: deletesMerged,
});

/** The short form that check suites and combined statuses carry. */
export const renderMinimalRepository = (world: World, repository: Repository): Schemas['minimal-repository'] => {
  const { license: _license, ...rest } = renderRepository(world, repository);
  return rest;
};

const renderUrls = (api: string, page: string, host: string, name: string) => ({
  html_url: page,
  url: api,
  archive_url: `${api}/{archive_format}{/ref}`,
  assignees_url: `${api}/assignees{/user}`,
  blobs_url: `${api}/git/blobs{/sha}`,
  branches_url: `${api}/branches{/branch}`,
  collaborators_url: `${api}/collaborators{/collaborator}`,
  comments_url: `${api}/comments{/number}`,
  commits_url: `${api}/commits{/sha}`,
  compare_url: `${api}/compare/{base}...{head}`,
  contents_url: `${api}/contents/{+path}`,
  contributors_url: `${api}/contributors`,
  deployments_url: `${api}/deployments`,
  downloads_url: `${api}/downloads`,
  events_url: `${api}/events`,
  forks_url: `${api}/forks`,
  git_commits_url: `${api}/git/commits{/sha}`,
  git_refs_url: `${api}/git/refs{/sha}`,
  git_tags_url: `${api}/git/tags{/sha}`,
  git_url: `git://${new URL(host).host}/${name}.git`,
  issue_comment_url: `${api}/issues/comments{/number}`,
  issue_events_url: `${api}/issues/events{/number}`,
  issues_url: `${api}/issues{/number}`,
  keys_url: `${api}/keys{/key_id}`,
  labels_url: `${api}/labels{/name}`,
  languages_url: `${api}/languages`,
  merges_url: `${api}/merges`,
  milestones_url: `${api}/milestones{/number}`,
  notifications_url: `${api}/notifications{?since,all,participating}`,
  pulls_url: `${api}/pulls{/number}`,
  releases_url: `${api}/releases{/id}`,
  ssh_url: `git@${new URL(host).hostname}:${name}.git`,
  stargazers_url: `${api}/stargazers`,
  statuses_url: `${api}/statuses/{sha}`,
  subscribers_url: `${api}/subscribers`,
  subscription_url: `${api}/subscription`,
  tags_url: `${api}/tags`,
  teams_url: `${api}/teams`,
  trees_url: `${api}/git/trees{/sha}`,
  clone_url: `${page}.git`,
  hooks_url: `${api}/hooks`,
  svn_url: page,
});
