import { expect, test } from 'vitest';
import { answer, first } from './api-server.ts';
import { application, openWorld, quiet, until } from './world.ts';

const fill = (count: number) => (server: { put: (object: ReturnType<typeof application>) => void }) => {
  for (let at = 0; at < count; at++) server.put(application(`party-${String(at).padStart(4, '0')}`));
};

test('a first look is reading; the list comes in pages of one snapshot, and is told of once', async () => {
  const { server, clusters, look } = await openWorld({}, fill(1234));
  expect(look()).toMatchObject({ state: 'reading', heardAt: undefined, applications: [] });
  await until(() => expect(look().state).toBe('watched'));
  expect(look().applications).toHaveLength(1234);
  expect(server.lists().map(({ query }) => [query.get('limit'), query.get('continue')])).toEqual([
    ['500', null],
    ['500', expect.stringMatching(/:500$/)],
    ['500', expect.stringMatching(/:1000$/)],
  ]);
  await until(() => expect(clusters.changes).toHaveLength(1));
  await until(() => expect(server.watches()[0]?.query.get('resourceVersion')).toBe(String(server.version())));
  expect(clusters.news().get('tokyo/argocd')).toEqual({ state: 'watched', resourceVersion: String(server.version()) });
});

test('a continue token that expires begins the list anew', async () => {
  const { server, look } = await openWorld({}, (server) => {
    fill(600)(server);
    const expire = first(
      1,
      ({ query }) => query.has('continue'),
      (response) => answer(response, 410),
    );
    server.intercept(expire);
  });
  await until(() => expect(look().applications).toHaveLength(600));
  expect(server.lists().map(({ query }) => query.has('continue'))).toEqual([false, true, false, true]);
});

test('a server on which every list expires is away, not asked without end', async () => {
  const { look } = await openWorld({}, (server) => {
    fill(600)(server);
    server.intercept(
      first(
        Infinity,
        ({ query }) => query.has('continue'),
        (response) => answer(response, 410),
      ),
    );
  });
  await until(() => expect(look()).toMatchObject({ state: 'away', why: 'the API server answers with errors' }));
});

test('a page that is too large is asked for in smaller pieces', async () => {
  const { server, look } = await openWorld({}, (server) => {
    fill(20)(server);
    server.intercept(({ path, query, watch }, response) => {
      if (watch || !path.endsWith('applications') || query.get('limit') !== '500') return false;
      response.writeHead(200);
      const blank = Buffer.alloc(1024 * 1024, ' ');
      const pour = (): void => {
        while (!response.destroyed && response.write(blank));
      };
      response.on('drain', pour);
      pour();
      return true;
    });
  });
  await until(() => expect(look().applications).toHaveLength(20));
  expect(server.lists().map(({ query }) => query.get('limit'))).toEqual(['500', '50']);
});

test('a page that is no list makes the instance away, in words that stay the same', async () => {
  const { clusters, look } = await openWorld({}, (server) => {
    server.intercept(
      first(
        Infinity,
        ({ watch }) => !watch,
        (response) => void response.end('<html>'),
      ),
    );
  });
  await until(() => expect(clusters.count('failure')).toBeGreaterThan(4));
  expect(look()).toMatchObject({ state: 'away', why: 'the answer of the API server is not understood' });
  await quiet(50);
  expect(clusters.changes).toHaveLength(1);
});

test('a list finds what was deleted while nobody told', async () => {
  const { server, look, names } = await openWorld({ relist: 100 }, fill(3));
  await until(() => expect(names()).toHaveLength(3));
  server.intercept(
    first(
      Infinity,
      ({ watch }) => watch,
      (response) => response.writeHead(200).flushHeaders(),
    ),
  );
  server.endWatches();
  server.remove('party-0001');
  await until(() => expect(names()).toEqual(['party-0000', 'party-0002']));
  expect(look().state).toBe('watched');
});
