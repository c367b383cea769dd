import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { parse } from 'yaml';
import { startApp, type App } from '../src/app.ts';
import { makeCordappJar } from '../src/sandbox/cordapp-jar.ts';
import { networkFiles } from '../src/sandbox/network.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/sandbox/sandbox.ts';

export const MANIFESTS = 'acme/network-manifests';

type AppManifest = {
  readonly default_permissions: Record<string, 'read' | 'write'>;
  readonly default_events: readonly string[];
};

export type BenchStage = {
  readonly sandbox: Sandbox;
  readonly app: App;
  /** Publishes trade 1.4.0. */
  readonly release: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A network of so many nodes on a sandbox, with the app on it. No webhooks: whoever measures asks for the passes. */
export const setBenchStage = async (
  nodes: number,
  options: SandboxOptions & { readonly config?: string } = {},
): Promise<BenchStage> => {
  const sandbox = await startSandbox(options);
  const cacheDir = await mkdtemp(join(tmpdir(), 'cordage-bench-'));
  const kubeconfig = join(cacheDir, 'kubeconfig');
  await writeFile(kubeconfig, sandbox.argocd.kubeconfig());
  const { seed } = sandbox;
  seed.organization('acme');
  for (const login of ['dana', 'olivia']) seed.user(login);
  const files = {
    ...(await networkFiles({ nodes })),
    ...(options.config === undefined ? {} : { 'cordage.yaml': options.config }),
  };
  await seed.repository({ owner: 'acme', name: 'network-manifests', files });
  await seed.repository({ owner: 'acme', name: 'trade-cordapp', files: { 'README.md': 'Trade\n' } });
  seed.role('acme/trade-cordapp', 'dana', 'admin');
  seed.role(MANIFESTS, 'olivia', 'maintain');
  const manifest = parse(await readFile(new URL('../app.yml', import.meta.url), 'utf8')) as AppManifest;
  const { appId, privateKey } = seed.app({
    slug: 'cordage',
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    webhookSecret: 'secret',
  });
  seed.install(appId, 'acme', 'all');
  await sandbox.argocd.advance();
  const app = await startApp(
    {
      app: { id: appId, privateKey, webhookSecret: 'secret', formerKeys: [] },
      github: { apiUrl: sandbox.apiUrl, serverUrl: sandbox.url },
      http: { host: '127.0.0.1', port: 0 },
      cacheDir,
      sweepMs: 3_600_000,
      paceWrites: false,
      assetHosts: ['127.0.0.1'],
      networkMaps: [],
      signingKeyPath: undefined,
      kubeConfig: { path: kubeconfig },
      logLevel: 'silent',
    },
    pino({ level: 'silent' }),
    options.now ? { now: options.now } : {},
  );
  await app.sweep();
  return {
    sandbox,
    app,
    release: async () => {
      const jar = makeCordappJar({ manifest: { 'Cordapp-Workflow-Name': 'Trade', 'Cordapp-Workflow-Version': '8' } });
      const assets = { 'trade-1.4.0.jar': jar };
      await seed.release({ repository: 'acme/trade-cordapp', tag: 'v1.4.0', login: 'dana', assets });
    },
    close: async () => {
      await app.stop();
      await sandbox.close();
      await rm(cacheDir, { recursive: true, force: true });
    },
  };
};
