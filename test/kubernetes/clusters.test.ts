import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, first, type KubeObject } from './api-server.ts';
import {
  application,
  argocd,
  instance,
  makeFolder,
  NETWORK,
  openClusters,
  openWorld,
  quiet,
  serve,
  until,
  writeKubeConfig,
} from './world.ts';

const project = (name: string, syncWindows: readonly object[], namespace = 'argocd'): KubeObject => ({
  kind: 'AppProject',
  metadata: { name, namespace },
  spec: { syncWindows },
});
const WINDOW = { kind: 'deny', schedule: '0 22 * * *', duration: '1h', applications: ['*'] };

/** Two servers and a kubeconfig for both. */
const openTwo = async (timings: Parameters<typeof openClusters>[1] = {}) => {
  const [tokyo, osaka] = [await serve(), await serve()];
  tokyo.put(application('party-1'));
  osaka.put(application('party-2'));
  const path = join(makeFolder(), 'kubeconfig');
  writeKubeConfig(path, [
    { name: 'tokyo', server: tokyo.url },
    { name: 'osaka', server: osaka.url },
  ]);
  return { tokyo, osaka, clusters: openClusters(path, timings) };
};

test('one instance away neither delays nor stops another, and its last news stay', async () => {
  const { tokyo, osaka, clusters } = await openTwo();
  const config = argocd(instance('tokyo'), instance('osaka'));
  const look = () => clusters.look(NETWORK, config);
  await until(() => expect(look().map(({ state }) => state)).toEqual(['watched', 'watched']));
  await osaka.stop();
  await until(() => expect(look().map(({ state }) => state)).toEqual(['watched', 'away']));
  tokyo.put(application('party-3'));
  await until(() =>
    expect(look().map(({ applications }) => applications.map(({ name }) => name))).toEqual([
      ['party-1', 'party-3'],
      ['party-2'],
    ]),
  );
  expect(look()[1]?.heardAt).toBeLessThan(look()[0]?.heardAt ?? 0);
});

test('an instance is as well as the worst of its namespaces', async () => {
  const { server, clusters, config } = await openWorld();
  server.intercept(
    first(
      Infinity,
      ({ path }) => path.includes('/namespaces/teams/'),
      (response) => answer(response, 403),
    ),
  );
  server.put(application('party-1'));
  const both = argocd(...config.instances.map((one) => ({ ...one, namespaces: ['argocd', 'teams'] })));
  await until(() =>
    expect(clusters.look('acme/other', both)[0]).toMatchObject({
      state: 'away',
      why: 'Cordage may not list and watch applications in namespace "teams" (403)',
      heardAt: undefined,
    }),
  );
});

test('sync windows come from the first namespace; where they are forbidden only they are missing', async () => {
  const { server, look, clusters, config } = await openWorld({}, (server) => {
    server.put(project('default', [WINDOW]), 'argocd/appprojects');
    server.put(project('default', [], 'teams'), 'teams/appprojects');
  });
  const both = argocd(...config.instances.map((one) => ({ ...one, namespaces: ['argocd', 'teams'] })));
  await until(() => expect(clusters.look('acme/other', both)[0]?.windows.get('default')).toMatchObject([WINDOW]));
  const told = clusters.changes.length;
  server.put(project('default', [WINDOW, { ...WINDOW, kind: 'allow' }]), 'argocd/appprojects');
  await until(() => expect(look().windows.get('default')).toHaveLength(2));
  await until(() => expect(clusters.changes.length).toBeGreaterThan(told));
  const isProject = ({ path }: { readonly path: string }): boolean => path.endsWith('/appprojects');
  server.intercept(first(Infinity, isProject, (response) => answer(response, 403)));
  server.endWatches();
  await until(() => expect(look().windows.size).toBe(0));
  expect(look().state).toBe('watched');
});

test('networks that want the same share its watch, until the last of them is gone', async () => {
  const { server, clusters, config, look } = await openWorld({}, (server) => server.put(application('party-1')));
  const renamed = argocd(...config.instances.map((one) => ({ ...one, name: 'main' })));
  await until(() => expect(look().state).toBe('watched'));
  const [other] = clusters.look('acme/other', renamed);
  expect(other).toMatchObject({
    name: 'main',
    state: 'watched',
    applications: [{ instance: 'main', name: 'party-1' }],
  });
  expect(look().applications[0]?.instance).toBe('tokyo');
  await until(() => expect(clusters.changes).toEqual([NETWORK]));
  server.put(application('party-2'));
  await until(() => expect(clusters.changes.slice(1).toSorted()).toEqual([NETWORK, 'acme/other']));
  expect(server.lists()).toHaveLength(1);
  clusters.keep(new Set(['acme/other']));
  await quiet(50);
  expect(server.open()).toBe(2);
  clusters.keep(new Set());
  await until(() => expect(server.open()).toBe(0));
  expect(clusters.news().size).toBe(0);
});

test('another config ends what it does not want and begins what it does; the same begins nothing', async () => {
  const { tokyo, osaka, clusters } = await openTwo();
  const one = argocd(instance('main', { context: 'tokyo' }));
  const two = argocd(instance('main', { context: 'osaka', selector: 'app=corda' }));
  const names = (network: string, config: typeof one) =>
    clusters.look(network, config)[0]?.applications.map(({ name }) => name);
  await until(() => expect(names(NETWORK, one)).toEqual(['party-1']));
  await until(() => expect(names('acme/other', two)).toEqual(['party-2']));
  expect(osaka.lists()[0]?.query.get('labelSelector')).toBe('app=corda');
  await until(() => expect(tokyo.open()).toBe(2));
  await until(() => expect(names(NETWORK, two)).toEqual(['party-2']));
  await until(() => expect(tokyo.open()).toBe(0));
  expect([tokyo.lists(), osaka.lists()].map(({ length }) => length)).toEqual([1, 1]);
});

test('what the server shows is no path out of its namespace', async () => {
  const { server, clusters } = await openWorld();
  const config = argocd(instance('tokyo', { namespaces: ['../secrets'] }));
  await until(() => expect(clusters.look('acme/other', config)[0]?.state).toBe('away'));
  expect(server.asked.every(({ path }) => path.includes('/namespaces/argocd/'))).toBe(true);
});

test('stop ends every socket and timer at once, in whatever they are', async () => {
  const { server, clusters, config } = await openWorld({ coalesce: 60_000 }, (server) =>
    server.put(application('party-1')),
  );
  const hanging = argocd(instance('slow', { context: 'tokyo', namespaces: ['slow'] }));
  server.intercept(({ path }) => path.includes('/namespaces/slow/'));
  clusters.look('acme/other', hanging);
  await until(() => expect(server.open()).toBe(2));
  await until(() => expect(server.asked.some(({ path }) => path.includes('/slow/'))).toBe(true));
  const began = performance.now();
  await clusters.stop();
  expect(performance.now() - began).toBeLessThan(500);
  await until(() => expect(server.open()).toBe(0));
  const asked = server.asked.length;
  expect(clusters.look(NETWORK, config)).toEqual([]);
  await quiet(50);
  expect(server.asked).toHaveLength(asked);
  expect(clusters.changes).toEqual([]);
});
