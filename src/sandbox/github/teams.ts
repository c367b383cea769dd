import type { Caller, Exchange, Route } from '../http/route.ts';
import { renderAccount, renderOrganizationFull, renderTeam } from './payloads/account.ts';
import type { Schemas } from './payloads/schemas.ts';
import { needsLogin, notAccessible, notFound } from './refuse.ts';
import { listOf, noContent, ok } from './visit.ts';
import { accountOf, isoTime, type Account, type Team, type World } from './world.ts';

/** Members and teams are for the organization's own: its people, and installations with the `members` permission. */
const organizationFor = (world: World, { params, caller }: Exchange): Account => {
  const account = world.accounts.get((params['org'] ?? '').toLowerCase());
  if (account?.kind !== 'Organization') throw notFound();
  check(world, caller, account);
  return account;
};

const check = (world: World, caller: Caller, organization: Account): void => {
  if (caller.kind === 'user') {
    if (!organization.members.has(caller.login.toLowerCase())) throw notFound();
    return;
  }
  if (caller.kind !== 'installation') throw needsLogin();
  if (world.installations.get(caller.installationId)?.account !== organization.login) throw notFound();
  if (caller.permissions['members'] === undefined) throw notAccessible();
  world.permissionsUsed.add('members:read');
};

const teamOf = (world: World, exchange: Exchange): Team => {
  const team = organizationFor(world, exchange).teams.get((exchange.params['team_slug'] ?? '').toLowerCase());
  if (!team) throw notFound();
  return team;
};

const renderTeamFull = (world: World, team: Team) => {
  return {
    ...renderTeam(world, team),
    members_count: team.members.size,
    repos_count: team.repositories.size,
    created_at: isoTime(team.createdAt),
    updated_at: isoTime(team.createdAt),
    organization: renderOrganizationFull(world, accountOf(world, team.organization)),
  } satisfies Omit<Schemas['team-full'], 'privacy' | 'notification_setting'>;
};

export const teamRoutes = (world: World): readonly Route[] => [
  {
    method: 'GET',
    path: '/orgs/{org}/teams',
    handle: (exchange) => {
      const { teams } = organizationFor(world, exchange);
      return listOf([...teams.values()].map((team) => renderTeam(world, team)));
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}',
    handle: (exchange) => ok(renderTeamFull(world, teamOf(world, exchange))),
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/members',
    handle: (exchange) => {
      const { members } = teamOf(world, exchange);
      return listOf([...members.keys()].map((login) => renderAccount(world, accountOf(world, login))));
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
    handle: (exchange) => {
      const team = teamOf(world, exchange);
      const login = exchange.params['username'] ?? '';
      const role = team.members.get(login.toLowerCase());
      if (!role) throw notFound();
      const url = `${renderTeam(world, team).url}/memberships/${login}`;
      return ok({ state: 'active', role, url });
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/members/{username}',
    handle: (exchange) => {
      const { members } = organizationFor(world, exchange);
      if (!members.has((exchange.params['username'] ?? '').toLowerCase())) throw notFound();
      return noContent;
    },
  },
];
