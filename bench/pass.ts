import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { parse } from 'yaml';
import { startApp } from '../src/app.ts';
import { networkFiles } from '../src/sandbox/network.ts';
import { makeCordappJar } from '../src/sandbox/cordapp-jar.ts';
import { startSandbox } from '../src/sandbox/sandbox.ts';

const SIZES = [30, 300, 3000];

type AppManifest = {
  readonly default_permissions: Record<string, 'read' | 'write'>;
  readonly default_events: readonly string[];
};

type Cost = {
  readonly nodes: number;
  readonly requests: number;
  readonly writes: number;
  readonly idle: number;
  readonly ms: number;
};

/** What a release costs GitHub, from the webhook to the checked pull request, in networks of growing size. */
export const benchPass = async (): Promise<string> => {
  const costs: Cost[] = [];
  for (const nodes of SIZES) costs.push(await measure(nodes));
  const [small, , large] = costs;
  return [
    '  nodes   requests   writes   requests of an idle look   release to rest',
    ...costs.map(
      ({ nodes, requests, writes, idle, ms }) =>
        `  ${String(nodes).padStart(5)}${String(requests).padStart(11)}${String(writes).padStart(9)}${String(idle).padStart(27)}${(ms / 1000).toFixed(1).padStart(16)} s`,
    ),
    `  100 times the nodes: ${((large?.requests ?? 0) / (small?.requests ?? 1)).toFixed(2)} times the requests, ${((large?.writes ?? 0) / (small?.writes ?? 1)).toFixed(2)} times the writes`,
  ].join('\n');
};

const measure = async (nodes: number): Promise<Cost> => {
  let requests = 0;
  const sandbox = await startSandbox({ onExchange: () => (requests += 1) });
  const cacheDir = await mkdtemp(join(tmpdir(), 'cordage-bench-'));
  const { seed } = sandbox;
  seed.organization('acme');
  seed.user('dana');
  await seed.repository({ owner: 'acme', name: 'network-manifests', files: await networkFiles({ nodes }) });
  await seed.repository({ owner: 'acme', name: 'trade-cordapp', files: { 'README.md': 'Trade\n' } });
  seed.role('acme/trade-cordapp', 'dana', 'admin');
  const manifest = parse(await readFile(new URL('../app.yml', import.meta.url), 'utf8')) as AppManifest;
  const { appId, privateKey } = seed.app({
    slug: 'cordage',
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    webhookSecret: 'secret',
  });
  seed.install(appId, 'acme', 'all');
  const app = await startApp(
    {
      app: { id: appId, privateKey, webhookSecret: 'secret', formerKeys: [] },
      github: { apiUrl: sandbox.apiUrl, serverUrl: sandbox.url },
      http: { host: '127.0.0.1', port: 0 },
      cacheDir,
      sweepMs: 3_600_000,
      paceWrites: false,
      assetHosts: ['127.0.0.1'],
      signingKeyPath: undefined,
      clustersUrl: `${sandbox.url}/sandbox/clusters`,
      logLevel: 'silent',
    },
    pino({ level: 'silent' }),
  );
  try {
    await app.sweep();
    const jar = makeCordappJar({ manifest: { 'Cordapp-Contract-Name': 'Trade', 'Cordapp-Contract-Version': '8' } });
    await seed.release({
      repository: 'acme/trade-cordapp',
      tag: 'v1.4.0',
      login: 'dana',
      assets: { 'trade-1.4.0.jar': jar },
    });
    requests = 0;
    const start = performance.now();
    // Passes follow each other until one has nothing to write.
    for (let before = -1; before !== sandbox.writes.count();) {
      before = sandbox.writes.count();
      await app.sweep();
    }
    const ms = performance.now() - start;
    const spent = requests;
    requests = 0;
    await app.sweep();
    return { nodes, requests: spent, writes: sandbox.writes.count(), idle: requests, ms };
  } finally {
    await app.stop();
    await sandbox.close();
    await rm(cacheDir, { recursive: true, force: true });
  }
};
