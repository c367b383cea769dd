import type { Role, Who } from '../config/config.ts';
import { listNames } from './count.ts';
import { printable } from './printable.ts';

/** Who may do something, as prose for gates and problems. Names are never mentions: nobody is called by being named. */

/** `anyone with the role admin or anyone in the team release-managers`. */
export const renderWho = ({ role, users, teams, owners }: Who): string =>
  joinOr([
    ...(role === undefined ? [] : [`anyone with ${renderRole(role)}`]),
    ...(teams.length === 0 ? [] : [`anyone in ${renderTeams(teams)}`]),
    ...users.slice(0, MOST_NAMES).map(renderUser),
    ...(users.length > MOST_NAMES ? [`${users.length - MOST_NAMES} others by name`] : []),
    ...(owners ? ['whoever owns all the nodes'] : []),
  ]) ?? 'nobody (`cordage.yaml` names no one)';

/** What it takes: `the role admin on this repository or membership in the team release-managers`. */
export const renderNeeds = ({ role, users, teams, owners }: Who): string =>
  joinOr([
    ...(role === undefined ? [] : [`${renderRole(role)} on this repository`]),
    ...(teams.length === 0 ? [] : [`membership in ${renderTeams(teams)}`]),
    ...(users.length === 0 ? [] : [`to be ${listNames(users.map(renderUser), MOST_NAMES)}`]),
    ...(owners ? [renderOwnership()] : []),
  ]) ?? 'a right that `cordage.yaml` gives to no one';

const MOST_NAMES = 5;

export const renderRole = (role: Role): string => `the role ${role}`;
export const renderTeam = (slug: string): string => `the team ${printable(slug)}`;
export const renderUser = (login: string): string => printable(login);
export const renderOwnership = (): string => 'ownership of all nodes concerned';

const renderTeams = (slugs: readonly string[]): string =>
  slugs.length === 1 && slugs[0] !== undefined
    ? renderTeam(slugs[0])
    : `one of the teams ${listNames(slugs.map(printable), MOST_NAMES)}`;

/** Undefined for none. */
const joinOr = (items: readonly string[]): string | undefined => {
  const last = items.at(-1);
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
};
