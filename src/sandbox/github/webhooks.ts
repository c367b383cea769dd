import { randomUUID } from 'node:crypto';
import { installedRepositories } from './authenticate.ts';
import { enqueue } from './deliveries.ts';
import { renderOrganization, renderSender } from './payloads/account.ts';
import { renderInstallation } from './payloads/app.ts';
import { renderRepository } from './payloads/repository.ts';
import { nodeId } from './payloads/schemas.ts';
import { accountOf, keyOf, type Actor, type App, type Installation, type Repository, type World } from './world.ts';

/** Which permission an App must hold to be told of an event, any one where there are two. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  push: ['contents'],
  create: ['contents'],
  delete: ['contents'],
  release: ['contents'],
  pull_request: ['pull_requests'],
  pull_request_review: ['pull_requests'],
  issues: ['issues'],
  issue_comment: ['issues', 'pull_requests'],
  label: ['issues', 'pull_requests'],
  check_run: ['checks'],
  check_suite: ['checks'],
  status: ['statuses'],
  deployment: ['deployments'],
  deployment_status: ['deployments'],
  repository: ['metadata'],
  branch_protection_rule: ['administration'],
};

/** Every App is told of these, whatever it subscribed to. */
const UNASKED: ReadonlySet<string> = new Set(['installation', 'installation_repositories']);

export type Event = {
  readonly name: string;
  readonly action?: string;
  readonly actor: Actor;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where an event concerns one App alone, as a rerequested check does. */
  readonly onlyApp?: number;
};

/** Tells every App that is installed on the repository, may know of the event and subscribed to it. */
export const emit = (world: World, repository: Repository, event: Event): void => {
  for (const installation of world.installations.values()) {
    const app = world.apps.get(installation.appId);
    if (!app || (event.onlyApp ?? app.id) !== app.id) continue;
    if (installation.suspendedAt !== undefined || !isTold(installation, event.name)) continue;
    if (!installedRepositories(world, installation).has(keyOf(repository))) continue;
    const owner = accountOf(world, repository.owner);
    post(world, app, installation, event, {
      repository: renderRepository(world, repository),
      ...(owner.kind === 'Organization' ? { organization: renderOrganization(world, owner) } : {}),
      repositoryId: repository.id,
    });
  }
};

/** Tells the App of something about its installation as a whole. */
export const emitInstallation = (world: World, installation: Installation, event: Event): void => {
  const app = world.apps.get(installation.appId);
  const [createdAt, updatedAt] = [installation.createdAt, installation.updatedAt].map((at) => Math.floor(at / 1000));
  // Unlike the API, the webhook tells the times in seconds since 1970.
  const told = { ...renderInstallation(world, installation), created_at: createdAt, updated_at: updatedAt };
  if (app) post(world, app, installation, { ...event, fields: { installation: told, ...event.fields } }, {});
};

const isTold = (installation: Installation, name: string): boolean =>
  UNASKED.has(name) ||
  (installation.events.includes(name) &&
    (PERMISSIONS[name] ?? []).some((permission) => installation.permissions[permission] !== undefined));

const post = (
  world: World,
  app: App,
  installation: Installation,
  event: Event,
  { repositoryId, ...place }: { readonly repositoryId?: number; readonly [name: string]: unknown },
): void => {
  const short = { id: installation.id, node_id: nodeId('Installation', installation.id) };
  // Copied as text now: what happens to the object later is not what the event told.
  const payload = structuredClone({
    ...(event.action === undefined ? {} : { action: event.action }),
    ...place,
    ...event.fields,
    sender: renderSender(world, event.actor),
    ...(UNASKED.has(event.name) ? {} : { installation: short }),
  });
  enqueue(world, {
    id: world.nextId(),
    guid: randomUUID(),
    appId: app.id,
    installationId: installation.id,
    repositoryId,
    event: event.name,
    action: event.action,
    payload,
    redelivery: false,
    state: 'held',
    deliveredAt: world.now(),
    duration: 0,
    statusCode: 0,
    status: 'pending',
    requestHeaders: {},
    responseHeaders: {},
    responseBody: '',
  });
};
