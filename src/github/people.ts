import { ROLES, type Role } from '../core/config/config.ts';
import type { Octokit } from './client.ts';
import { statusOf } from './errors.ts';
import { splitName } from './installations.ts';

/** Whether an account is none of a person: an App's, an organization's, or one that was deleted. */
export const isBot = (account: { readonly type?: string } | null | undefined): boolean => account?.type !== 'User';

/**
 * A person's role in a repository. `none` when GitHub knows of none or will not tell: an error means no (D23). A role
 * that the organization made up itself counts as the one of `read`, `write` and `admin` that it is built on.
 */
export const loadRole = async (octokit: Octokit, repository: string, login: string): Promise<Role | 'none'> => {
  const names = { ...splitName(repository), username: login };
  const told = await unlessRefused(octokit.rest.repos.getCollaboratorPermissionLevel(names));
  return ROLES.find((role) => role === told?.role_name) ?? ROLES.find((role) => role === told?.permission) ?? 'none';
};

/** Whether a person is an active member of a team, by its slug. Who was only invited is none yet. */
export const isTeamMember = async (
  octokit: Octokit,
  organization: string,
  slug: string,
  login: string,
): Promise<boolean> => {
  const names = { org: organization, team_slug: slug, username: login };
  return (await unlessRefused(octokit.rest.teams.getMembershipForUserInOrg(names)))?.state === 'active';
};

/** Undefined for every answer that is no, whatever its number. No answer, or one that will pass, ends the pass. */
const unlessRefused = async <T>(call: Promise<{ readonly data: T }>): Promise<T | undefined> => {
  try {
    return (await call).data;
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
    return undefined;
  }
};
