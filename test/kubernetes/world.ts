import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
// Half a second, which would be taken for a slow server.
import '@kubernetes/client-node';
import type { ArgoConfig, ArgoInstance } from '../../src/core/config/config.ts';
import { createClusters, type ClusterEvent, type ClusterNews } from '../../src/kubernetes/create-clusters.ts';
import type { Timings } from '../../src/kubernetes/timings.ts';
import { startApiServer, type ApiServer, type KubeObject } from './api-server.ts';

export const NETWORK = 'acme/network-manifests';

/** Everything about a hundred times as fast as in earnest. */
export const FAST: Timings = {
  coalesce: 20,
  answer: 5000,
  silence: 5000,
  list: 5000,
  watch: 60_000,
  relist: 60_000,
  firstPause: 10,
  longestPause: 80,
  longestRetryAfter: 1000,
  patience: 100,
  away: 60_000,
  patch: 1000,
  readOnly: 60_000,
};

/** An Application as Argo CD 3.5 writes it, Synced and Healthy; `status` replaces fields of its status. */
export const application = (name: string, status: object = {}, metadata: object = {}): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd', ...metadata },
  spec: {
    project: 'default',
    source: {
      repoURL: 'https://git.example.com/acme/network-manifests.git',
      path: `nodes/${name}`,
      targetRevision: 'main',
    },
    destination: { name: 'in-cluster', namespace: name },
    syncPolicy: { automated: { selfHeal: true } },
  },
  status: {
    sync: { status: 'Synced', revision: 'a'.repeat(40) },
    health: { status: 'Healthy', lastTransitionTime: '2026-11-23T10:00:00Z' },
    reconciledAt: '2026-11-23T10:00:00Z',
    ...status,
  },
});

export type Access = {
  readonly name: string;
  readonly server: string;
  readonly user?: object;
  readonly cluster?: object;
};

export const writeKubeConfig = (path: string, contexts: readonly Access[]): void => {
  const file = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contexts[0]?.name,
    clusters: contexts.map(({ name, server, cluster = { 'insecure-skip-tls-verify': true } }) => ({
      name,
      cluster: { server, ...cluster },
    })),
    users: contexts.map(({ name, user = {} }) => ({ name, user })),
    contexts: contexts.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
  };
  writeFileSync(path, JSON.stringify(file));
};

export const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cordage-kubernetes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const serve = async (options: Parameters<typeof startApiServer>[0] = {}): Promise<ApiServer> => {
  const server = await startApiServer(options);
  onTestFinished(server.stop);
  return server;
};

export const instance = (name: string, more: Partial<ArgoInstance> = {}): ArgoInstance => ({
  name,
  context: name,
  namespaces: ['argocd'],
  selector: undefined,
  url: undefined,
  ...more,
});

export const argocd = (...instances: ArgoInstance[]): ArgoConfig => ({
  instances,
  node: { by: 'name', template: '{node}' },
  settle: 5000,
  refresh: true,
  drift: 'status',
});

/** Clusters over the kubeconfig at a path, and what they told. */
export const openClusters = (path: string, timings: Partial<Timings> = {}) => {
  const changes: string[] = [];
  const events: ClusterEvent[] = [];
  const log: ClusterNews[] = [];
  const clusters = createClusters({
    kubeConfig: { path },
    now: () => Date.now(),
    onChange: (network) => changes.push(network),
    onEvent: (event) => events.push(event),
    log: (news) => log.push(news),
    timings: { ...FAST, ...timings },
  });
  onTestFinished(clusters.stop);
  const count = (event: ClusterEvent): number => events.filter((one) => one === event).length;
  return { ...clusters, changes, events, log, count };
};

/** One server called `tokyo`, its kubeconfig, and clusters that look at it. */
export const openWorld = async (
  timings: Partial<Timings> = {},
  prepare: (server: ApiServer) => void = () => undefined,
) => {
  const server = await serve();
  prepare(server);
  const path = join(makeFolder(), 'kubeconfig');
  writeKubeConfig(path, [{ name: 'tokyo', server: server.url }]);
  const clusters = openClusters(path, timings);
  const config = argocd(instance('tokyo'));
  const look = () => {
    const [view] = clusters.look(NETWORK, config);
    if (!view) throw new Error('no view of tokyo');
    return view;
  };
  look();
  return { server, path, clusters, config, look, names: () => look().applications.map(({ name }) => name) };
};

export const until = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 10_000, interval: 5 });

/** Long enough for anything that was going to happen to have happened. */
export const quiet = (ms = 150): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
