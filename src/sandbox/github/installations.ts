import type { Exchange, Route } from '../http/route.ts';
import { notFound } from './refuse.ts';
import { noContent } from './visit.ts';
import { emitInstallation } from './webhooks.ts';
import { accountOf, type Installation, type World } from './world.ts';

const ownInstallation = (world: World, { caller, params }: Exchange): Installation => {
  const installation = world.installations.get(Number(params['installation_id']));
  if (caller.kind !== 'app' || installation?.appId !== caller.appId) throw notFound();
  return installation;
};

const tell = (world: World, installation: Installation, action: 'suspend' | 'unsuspend' | 'deleted'): void => {
  const actor = { account: accountOf(world, installation.account), app: undefined };
  emitInstallation(world, installation, { name: 'installation', action, actor, fields: {} });
};

const PATH = '/app/installations/{installation_id}';

/** What the owner of an installation does on GitHub's pages, and the App may do too. */
export const installationRoutes = (world: World): readonly Route[] => [
  {
    method: 'PUT',
    path: `${PATH}/suspended`,
    app: true,
    handle: (exchange) => {
      const installation = ownInstallation(world, exchange);
      installation.suspendedAt = world.now();
      tell(world, installation, 'suspend');
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: `${PATH}/suspended`,
    app: true,
    handle: (exchange) => {
      const installation = ownInstallation(world, exchange);
      installation.suspendedAt = undefined;
      tell(world, installation, 'unsuspend');
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: PATH,
    app: true,
    handle: (exchange) => {
      const installation = ownInstallation(world, exchange);
      world.installations.delete(installation.id);
      tell(world, installation, 'deleted');
      return noContent;
    },
  },
];
