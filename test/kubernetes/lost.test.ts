import { expect, test } from 'vitest';
import { application, openWorld, quiet, until } from './world.ts';

const openOne = async () => {
  const world = await openWorld({}, (server) => server.put(application('party-1')));
  await until(() => expect(world.server.open()).toBe(2));
  return world;
};

test.each([
  ['garbage', '<html>502 Bad Gateway</html>'],
  ['garbage', '{"type":"MODIFIED","object":{"kind":"Application","metadata":{"name":"party-1"'],
  ['garbage', '{"type":"MODIFIED","object":"party-1"}'],
  ['too-long', `{"type":"MODIFIED","object":"${'x'.repeat(9 * 1024 * 1024)}"}`],
] as const)('a line that is %s is counted, and a list tells what it would have said', async (event, line) => {
  const { server, clusters, names, look } = await openOne();
  server.send(line);
  server.put(application('party-2'));
  await until(() => expect(names()).toEqual(['party-1', 'party-2']));
  await until(() => expect(server.lists()).toHaveLength(2));
  expect([clusters.count(event), clusters.count('relist')]).toEqual([1, 1]);
  await until(() => expect(server.open()).toBe(2));
  expect(look().state).toBe('watched');
});

test('a server that sends nothing but garbage is not listed in a tight loop, and what it lists is believed', async () => {
  const { server, look } = await openOne();
  const timer = setInterval(() => server.send('garbage'), 1);
  await quiet(500);
  clearInterval(timer);
  expect(server.lists().length).toBeLessThan(25);
  expect(look()).toMatchObject({ state: 'watched', applications: [{ name: 'party-1' }] });
});

test('an object that is no Application is not kept, one that stops to be one is gone', async () => {
  const { server, names, clusters } = await openOne();
  server.put({ kind: 'Secret', metadata: { name: 'party-2', namespace: 'argocd' } });
  server.put({ kind: 'Secret', metadata: { name: 'party-1', namespace: 'argocd' } });
  await until(() => expect(names()).toEqual([]));
  await until(() => expect(clusters.count('event')).toBe(2));
});

test('no socket is left behind by lists and watches that ended', async () => {
  const { server, clusters } = await openOne();
  for (let round = 0; round < 20; round++) {
    const before = server.watches().length;
    server.endWatches();
    await until(() => expect(server.watches().length).toBeGreaterThan(before));
    await until(() => expect(server.open()).toBe(2));
  }
  await until(async () => expect(await server.sockets()).toBe(2));
  await clusters.stop();
  await until(async () => expect(await server.sockets()).toBe(0));
});
