import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArgoCd, type ArgoCd } from './argo/argocd.ts';
import { argoRoutes } from './argo/routes.ts';
import { authenticate } from './github/authenticate.ts';
import { controlDeliveries, type Deliveries } from './github/deliveries.ts';
import { serveDownload } from './github/downloads.ts';
import { serveGit } from './github/git-http.ts';
import { gitHubRoutes } from './github/routes.ts';
import { startStorage } from './github/storage.ts';
import { createWorld, type World } from './github/world.ts';
import { controlRoutes } from './http/control.ts';
import { createFaults, type Faults } from './http/faults.ts';
import { createServer, type SandboxServer, type ServerOptions } from './http/server.ts';
import { createWrites, type WriteListener, type Writes } from './http/writes.ts';
import { createSeed, type Seed } from './seed.ts';

export type SandboxOptions = {
  /** Where the bare repositories go; a temporary folder that `close` removes unless told. */
  readonly dir?: string;
  /** 0, any free port, unless told. */
  readonly port?: number;
  /** Milliseconds since 1970, the time of all that happens. */
  readonly now?: () => number;
  /** The clock of tokens and rate limits, where it is another. */
  readonly machineNow?: () => number;
  /** The clock of rate limits, where it is yet another. */
  readonly limitsNow?: () => number;
} & Pick<ServerOptions, 'limits' | 'onExchange'>;

/** A GitHub and an Argo CD on this machine: real HTTP, real git, no account. */
export type Sandbox = {
  /** `http://127.0.0.1:port`; git is at `/owner/name.git`. */
  readonly url: string;
  readonly apiUrl: string;
  readonly world: World;
  readonly seed: Seed;
  readonly faults: Faults;
  readonly writes: Writes;
  readonly deliveries: Deliveries;
  readonly argocd: ArgoCd;
  readonly server: SandboxServer;
  /** Called after a write is done and before its answer is sent. @returns a function that takes the listener away */
  readonly onWrite: (listener: WriteListener) => () => void;
  /** Ends all connections and removes what was made. */
  readonly close: () => Promise<void>;
};

export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const now = options.now ?? Date.now;
  const machineNow = options.machineNow ?? now;
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'cordage-sandbox-')));
  await mkdir(dir, { recursive: true });
  const world = createWorld(dir, now, machineNow);
  const faults = createFaults();
  const writes = createWrites(now);
  const deliveries = controlDeliveries(world);
  const argocd = await createArgoCd(world);
  const prove = authenticate(world);
  const storage = await startStorage(world);
  const git = serveGit(world, prove, async (caller, path) => {
    await writes.record({ caller, method: 'POST', route: 'git-receive-pack', path, status: 200 });
  });
  const download = serveDownload(world);
  const server = createServer({
    routes: gitHubRoutes(world),
    control: [...controlRoutes({ faults, writes, deliveries }), ...argoRoutes(argocd)],
    authenticate: prove,
    fallthrough: async (request, response) => {
      if (download(request, response) || (await git(request, response))) return;
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found\n');
    },
    faults,
    writes,
    now: options.limitsNow ?? machineNow,
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.onExchange ? { onExchange: options.onExchange } : {}),
  });
  world.url = await server.listen(options.port ?? 0);
  world.apiUrl = `${world.url}/api/v3`;
  return {
    url: world.url,
    apiUrl: world.apiUrl,
    world,
    seed: createSeed(world),
    faults,
    writes,
    deliveries,
    argocd,
    server,
    onWrite: writes.onWrite,
    close: async () => {
      await argocd.close();
      await server.close();
      storage.closeAllConnections();
      await new Promise((resolve) => storage.close(resolve));
      await Promise.all([...world.repositories.values()].map((repository) => repository.lastWrite));
      await deliveries.settled();
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
};
