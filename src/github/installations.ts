import type { GitHub, Octokit } from './client.ts';
import { statusOf } from './errors.ts';

/** A repository that an installation of the App may see. */
export type InstalledRepository = {
  readonly installationId: number;
  /** `owner/name` */
  readonly fullName: string;
  readonly defaultBranch: string;
};

/** The App's own identity: who it comments and commits as. */
export type Bot = { readonly login: string; readonly name: string; readonly email: string };

/** Who the App is wherever it acts. */
export const loadLogin = async (github: GitHub): Promise<string> => {
  const { data: app } = await github.app.rest.apps.getAuthenticated();
  return `${app?.slug ?? 'cordage'}[bot]`;
};

/** GitHub shows commits under the App's face when they carry this form of address (docs: commit email addresses). */
export const loadBot = async (github: GitHub, octokit: Octokit, serverUrl: string): Promise<Bot> => {
  const login = await loadLogin(github);
  const { data: user } = await octokit.rest.users.getByUsername({ username: login });
  return { login, name: login, email: `${user.id}+${login}@users.noreply.${new URL(serverUrl).hostname}` };
};

/** Every repository of every installation that is not suspended. One request per installation and 100 repositories. */
export const listInstalledRepositories = async (github: GitHub): Promise<readonly InstalledRepository[]> => {
  const installations = await github.app.paginate(github.app.rest.apps.listInstallations, { per_page: 100 });
  const found: InstalledRepository[] = [];
  for (const { id, suspended_at: suspended } of installations) {
    if (suspended) continue;
    const octokit = github.installation(id);
    const repositories = await octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
    for (const repository of repositories) {
      if (repository.archived) continue;
      found.push({ installationId: id, fullName: repository.full_name, defaultBranch: repository.default_branch });
    }
  }
  return found;
};

/** Whether the default branch has a `cordage.yaml` at its root: that makes a repository a network. */
export const hasConfig = async (octokit: Octokit, fullName: string, file: string): Promise<boolean> => {
  try {
    await octokit.rest.repos.getContent({ ...splitName(fullName), path: file });
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
};

export const loadDefaultBranch = async (octokit: Octokit, fullName: string): Promise<string> =>
  (await octokit.rest.repos.get(splitName(fullName))).data.default_branch;

/** The header value with which git may fetch and push as this installation; tokens live for an hour. */
export const gitAuthorization = async (octokit: Octokit): Promise<string> => {
  const { token } = (await octokit.auth({ type: 'installation' })) as { token: string };
  return `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
};

export const splitName = (fullName: string): { owner: string; repo: string } => {
  const [owner = '', repo = ''] = fullName.split('/');
  return { owner, repo };
};
