import { accountOf, isoTime, type Account, type Actor, type Team, type World } from '../world.ts';
import { nodeId, type Schemas } from './schemas.ts';

export const renderAccount = (world: World, account: Account): Schemas['simple-user'] => {
  const url = `${world.apiUrl}/users/${encodeURIComponent(account.login)}`;
  const page = account.kind === 'Bot' ? `apps/${account.login.replace(/\[bot\]$/, '')}` : account.login;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.kind, account.id),
    avatar_url: `${world.url}/avatars/u/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${world.url}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.kind,
    site_admin: false,
  };
};

export const renderLogin = (world: World, login: string): Schemas['simple-user'] =>
  renderAccount(world, accountOf(world, login));

export const renderSender = (world: World, actor: Actor): Schemas['simple-user'] => renderAccount(world, actor.account);

export const renderUser = (world: World, account: Account): Schemas['public-user'] => ({
  ...renderAccount(world, account),
  name: account.login,
  company: null,
  blog: '',
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: [...world.repositories.values()].filter((repository) => repository.owner === account.login).length,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: isoTime(account.createdAt),
  updated_at: isoTime(account.createdAt),
});

export const renderOrganization = (world: World, account: Account): Schemas['organization-simple'] => {
  const url = `${world.apiUrl}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('Organization', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/u/${account.id}`,
    description: null,
  };
};

export const renderOrganizationFull = (world: World, account: Account): Schemas['organization-full'] => ({
  ...renderOrganization(world, account),
  has_organization_projects: true,
  has_repository_projects: true,
  public_repos: [...world.repositories.values()].filter(
    ({ owner, private: hidden }) => owner === account.login && !hidden,
  ).length,
  public_gists: 0,
  followers: 0,
  following: 0,
  html_url: `${world.url}/${account.login}`,
  created_at: isoTime(account.createdAt),
  updated_at: isoTime(account.createdAt),
  archived_at: null,
  type: 'Organization',
});

export const renderTeam = (world: World, team: Team): Schemas['team'] => {
  const organization = accountOf(world, team.organization);
  const url = `${world.apiUrl}/organizations/${organization.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url,
    html_url: `${world.url}/orgs/${team.organization}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: organization.id,
    parent: null,
  };
};
