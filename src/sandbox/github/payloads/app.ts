import {
  accountOf,
  isoTime,
  isoTimeOrNull,
  type App,
  type Installation,
  type Permissions,
  type World,
} from '../world.ts';
import { renderAccount } from './account.ts';
import { nodeId, type Schemas } from './schemas.ts';

/** The App as it appears beside what it did: the type allows null for things a person did. */
export const renderApp = (world: World, app: App): NonNullable<Schemas['integration']> => ({
  id: app.id,
  slug: app.slug,
  node_id: nodeId('App', app.id),
  client_id: app.clientId,
  owner: renderAccount(world, accountOf(world, app.owner)),
  name: app.slug,
  description: '',
  external_url: `${world.url}/${app.owner}`,
  html_url: `${world.url}/apps/${app.slug}`,
  created_at: isoTime(app.createdAt),
  updated_at: isoTime(app.createdAt),
  permissions: { ...app.permissions },
  events: [...app.events],
});

export const renderAppById = (world: World, appId: number | undefined): Schemas['nullable-integration'] => {
  const app = appId === undefined ? undefined : world.apps.get(appId);
  return app ? renderApp(world, app) : null;
};

export const renderGrants = (permissions: Permissions): Schemas['app-permissions'] => ({ ...permissions });

export const renderInstallation = (world: World, installation: Installation): Schemas['installation'] => {
  const account = accountOf(world, installation.account);
  const app = world.apps.get(installation.appId);
  const owner = accountOf(world, app?.owner ?? installation.account);
  return {
    id: installation.id,
    account: renderAccount(world, account),
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${world.apiUrl}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${world.url}/organizations/${account.login}/settings/installations/${installation.id}`,
    app_id: installation.appId,
    client_id: app?.clientId ?? '',
    app_slug: app?.slug ?? '',
    target_id: account.id,
    target_type: account.kind,
    permissions: renderGrants(installation.permissions),
    events: [...installation.events],
    created_at: isoTime(installation.createdAt),
    updated_at: isoTime(installation.updatedAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === undefined ? null : renderAccount(world, owner),
    suspended_at: isoTimeOrNull(installation.suspendedAt),
  };
};
