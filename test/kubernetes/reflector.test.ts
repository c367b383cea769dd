import { expect, test } from 'vitest';
import { answer, first, startApiServer, type Asked, type Intercept } from './api-server.ts';
import { application, openWorld, quiet, until, writeKubeConfig } from './world.ts';

const isWatch = ({ path, watch }: Asked): boolean => path.endsWith('applications') && watch;
const isList = ({ path, watch }: Asked): boolean => path.endsWith('applications') && !watch;
const watched = async (world: Awaited<ReturnType<typeof openWorld>>): Promise<void> => {
  await until(() => expect(world.look().state).toBe('watched'));
  await until(() => expect(world.server.open()).toBe(2));
};
const degraded = { health: { status: 'Degraded', lastTransitionTime: '2026-11-23T11:00:00Z' } };
const open =
  (...objects: Parameters<typeof application>[0][]) =>
  (intercepts: readonly Intercept[] = []) =>
    openWorld({}, (server) => {
      for (const name of objects) server.put(application(name));
      for (const intercept of intercepts) server.intercept(intercept);
    });

test('what comes, changes and goes is seen, and each is told', async () => {
  const world = await open('party-1')();
  await watched(world);
  const { server, look, names, clusters } = world;
  server.put(application('party-2'));
  await until(() => expect(names()).toEqual(['party-1', 'party-2']));
  server.put(application('party-1', degraded));
  await until(() => expect(look().applications[0]?.health).toBe('Degraded'));
  server.remove('party-2');
  await until(() => expect(names()).toEqual(['party-1']));
  const told = clusters.changes.length;
  server.put(application('party-3'));
  await until(() => expect(clusters.changes.length).toBe(told + 1));
  expect(server.lists()).toHaveLength(1);
});

test('a watch is asked for bookmarks and an end; a bookmark moves the version that a new watch begins with', async () => {
  const world = await open('party-1')();
  await watched(world);
  const { server, clusters } = world;
  const { query } = server.watches()[0] as Asked;
  expect(query.get('allowWatchBookmarks')).toBe('true');
  expect(Number(query.get('timeoutSeconds'))).toBeGreaterThanOrEqual(60);
  server.bookmark();
  const version = String(server.version());
  await until(() => expect(clusters.news().get('tokyo/argocd')?.resourceVersion).toBe(version));
  const events = clusters.count('event');
  server.endWatches();
  await until(() => expect(server.watches().at(-1)?.query.get('resourceVersion')).toBe(version));
  await quiet(50);
  expect(clusters.count('event')).toBe(events);
  expect(server.lists()).toHaveLength(1);
});

test('what happens between two watches is not lost', async () => {
  const world = await open('party-1')();
  await watched(world);
  world.server.endWatches();
  world.server.put(application('party-2'));
  await until(() => expect(world.names()).toEqual(['party-1', 'party-2']));
  expect(world.server.lists()).toHaveLength(1);
});

test.each<[string, Intercept]>([
  ['as an answer', first(1, isWatch, (response) => answer(response, 410))],
  [
    'in the stream',
    first(1, isWatch, (response) => {
      response.writeHead(200).end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } })}\n`);
    }),
  ],
])('410 %s makes a new list, and nothing looks away meanwhile', async (_, intercept) => {
  const world = await open('party-1')([intercept]);
  await until(() => expect(world.server.lists()).toHaveLength(2));
  await watched(world);
  expect(world.clusters.log.map(({ state }) => state)).not.toContain('away');
});

test('a server that forgets at once is not listed in a tight loop', async () => {
  const world = await open('party-1')([first(Infinity, isWatch, (response) => answer(response, 410))]);
  await quiet(500);
  // Pauses double up to 80 ms: 500 ms hold at most 18, without pauses there would be hundreds.
  expect(world.server.lists().length).toBeGreaterThan(3);
  expect(world.server.lists().length).toBeLessThan(20);
  expect(world.look()).toMatchObject({ state: 'watched', applications: [{ name: 'party-1' }] });
});

test.each([
  ['seconds', () => '1', 900],
  ['a date', () => new Date(Date.now() + 1900).toUTCString(), 700],
  ['a time without end, which is cut', () => '86400', 900],
])('429 with Retry-After in %s is obeyed', async (_, header, wait) => {
  const began = performance.now();
  const busy = first(1, isList, (response) => {
    response.writeHead(429, { 'retry-after': header() }).end();
  });
  const { server, look } = await open('party-1')([busy]);
  await until(() =>
    expect(look()).toMatchObject({ state: 'away', why: 'the API server asks to be left alone for now' }),
  );
  await until(() => expect(look().state).toBe('watched'));
  expect(performance.now() - began).toBeGreaterThan(wait);
  expect(server.lists()).toHaveLength(2);
});

test('a server that goes silent is left, and the watch goes on where it was', async () => {
  const world = await openWorld({ silence: 150 }, (server) => server.put(application('party-1')));
  await until(() => expect(world.server.watches().length).toBeGreaterThan(2));
  expect(world.server.lists()).toHaveLength(1);
  expect(world.look().state).toBe('watched');
});

test('a server that takes the connection and never answers is away', async () => {
  const { look } = await openWorld({ answer: 100 }, (server) =>
    server.intercept(first(Infinity, isList, () => undefined)),
  );
  await until(() => expect(look()).toMatchObject({ state: 'away', why: 'the API server does not answer in time' }));
});

test('a server that was not heard of for too long is away, whatever it is doing, and back after a list', async () => {
  const world = await openWorld({ away: 150, silence: 400 }, (server) => server.put(application('party-1')));
  await until(() => expect(world.look().state).toBe('watched'));
  await until(() =>
    expect(world.look()).toMatchObject({ state: 'away', why: 'the API server does not answer in time' }),
  );
  expect(world.server.lists()).toHaveLength(1);
  await until(() => expect(world.look().state).toBe('watched'));
  expect(world.server.lists()).toHaveLength(2);
});

test('a server that ends every watch at once is not asked in a tight loop', async () => {
  const world = await open('party-1')([first(Infinity, isWatch, (response) => void response.writeHead(200).end())]);
  await quiet(500);
  expect(world.server.watches().length).toBeGreaterThan(3);
  expect(world.server.watches().length).toBeLessThan(40);
});

test('a server that restarts is away after some patience only, and back with all that happened', async () => {
  const world = await open('party-1', 'party-2')();
  await watched(world);
  const { server, look, names, path, clusters } = world;
  await server.stop();
  await until(() => expect(look()).toMatchObject({ state: 'away', why: 'the API server cannot be reached' }));
  expect(names()).toEqual(['party-1', 'party-2']);
  const { heardAt } = look();
  expect(heardAt).toBeLessThanOrEqual(Date.now() - 100);
  const reborn = await startApiServer({ port: server.port });
  try {
    reborn.put(application('party-2', degraded));
    await until(() => expect(look().state).toBe('watched'));
    expect(look().applications.map(({ name, health }) => [name, health])).toEqual([['party-2', 'Degraded']]);
    expect(path).toBeTypeOf('string');
    await until(() => expect(clusters.changes.length).toBeGreaterThanOrEqual(3));
  } finally {
    await reborn.stop();
  }
});

test('a short restart is not told at all', async () => {
  const world = await openWorld({ patience: 5000 }, (server) => server.put(application('party-1')));
  await watched(world);
  await until(() => expect(world.clusters.changes).toHaveLength(1));
  await world.server.stop();
  await until(() => expect(world.clusters.count('failure')).toBeGreaterThan(1));
  expect(world.look().state).toBe('watched');
  expect(world.clusters.changes).toHaveLength(1);
});

test.each([
  [403, 'Cordage may not list and watch applications in namespace "argocd" (403)'],
  [404, 'the cluster does not serve applications in namespace "argocd" (404)'],
  [401, 'the API server does not accept the credentials (401)'],
  [503, 'the API server answers with errors'],
])('%i is away: %s', async (status, why) => {
  const intercept = first(Infinity, isList, (response) => answer(response, status));
  const { look, clusters } = await open('party-1')([intercept]);
  await until(() => expect(look()).toMatchObject({ state: 'away', why }));
  await until(() => expect(clusters.count('failure')).toBeGreaterThan(3));
  expect(clusters.log.filter(({ resource }) => resource === 'applications')).toHaveLength(1);
});

test('a server that lists but takes no watch does not come and go with each list', async () => {
  const intercept = first(Infinity, isWatch, (response) => answer(response, 403));
  const { server, look, clusters } = await open('party-1')([intercept]);
  await until(() => expect(server.lists().length).toBeGreaterThan(4));
  expect(look().state).toBe('away');
  const states = clusters.log.filter(({ resource }) => resource === 'applications').map(({ state }) => state);
  expect(states).toEqual(['watched', 'away']);
});

test('an unknown context and a missing kubeconfig are answers, and what is mended is used', async () => {
  const world = await openWorld();
  await watched(world);
  writeKubeConfig(world.path, [{ name: 'osaka', server: world.server.url }]);
  const other = { ...world.config, instances: world.config.instances.map((one) => ({ ...one, context: 'kyoto' })) };
  const look = () => world.clusters.look('acme/other', other)[0];
  await until(() => expect(look()).toMatchObject({ state: 'away', why: 'the kubeconfig has no context "kyoto"' }));
  expect(world.look().state).toBe('watched');
  writeKubeConfig(world.path, [{ name: 'kyoto', server: world.server.url }]);
  await until(() => expect(look()?.state).toBe('watched'));
});
