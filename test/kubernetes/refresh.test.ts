import { expect, test } from 'vitest';
import { answer, first, type Asked } from './api-server.ts';
import { application, NETWORK, openWorld, quiet, until } from './world.ts';

const party = { instance: 'tokyo', namespace: 'argocd', name: 'party-1' };
const isPatch = ({ method }: Asked): boolean => method === 'PATCH';
const NOON = Date.parse('2026-11-23T12:00:00.500Z');

const openWatched = async (timings: Parameters<typeof openWorld>[0] = {}) => {
  const world = await openWorld(timings, (server) => server.put(application('party-1')));
  await until(() => expect(world.look().state).toBe('watched'));
  return { ...world, patches: () => world.server.asked.filter(isPatch) };
};

test('asks by annotation, each time with another timestamp, and sees its own question', async () => {
  const { clusters, patches, look } = await openWatched();
  expect(await clusters.refresh(NETWORK, party, NOON)).toBe('asked');
  expect(await clusters.refresh(NETWORK, party, NOON)).toBe('asked');
  const [one, two] = patches();
  expect(one?.path).toBe('/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/party-1');
  expect(one?.contentType).toBe('application/merge-patch+json');
  expect(JSON.parse(one?.body ?? '')).toEqual({
    metadata: {
      annotations: {
        'argocd.argoproj.io/refresh': 'normal',
        'argocd.argoproj.io/refresh-timestamp': expect.stringMatching(/^2026-11-23T12:00:00\.500\d{6}Z$/),
      },
    },
  });
  expect(two?.body).not.toBe(one?.body);
  await until(() => expect(look().applications[0]?.refreshRequested).toBe(true));
});

test('refused is remembered for some time, shown, and then asked again', async () => {
  const { clusters, server, patches, look } = await openWatched({ readOnly: 200 });
  server.intercept(first(1, isPatch, (response) => answer(response, 403)));
  expect(await clusters.refresh(NETWORK, party, NOON)).toBe('refused');
  expect(look().readOnly).toBe(true);
  expect(await clusters.refresh(NETWORK, party, NOON)).toBe('refused');
  expect(patches()).toHaveLength(1);
  await until(() => expect(look().readOnly).toBe(false));
  expect(await clusters.refresh(NETWORK, party, NOON)).toBe('asked');
});

test.each([
  [[404], 'gone', 1],
  [[409], 'asked', 2],
  [[409, 409], 'away', 2],
  [[500], 'away', 1],
  [[422], 'away', 1],
])('answers %j: %s', async (statuses, result, times) => {
  const { clusters, server, patches } = await openWatched();
  const left = [...statuses];
  server.intercept((asked, response) => {
    const status = isPatch(asked) ? left.shift() : undefined;
    if (status !== undefined) answer(response, status);
    return status !== undefined;
  });
  expect(await clusters.refresh(NETWORK, party, NOON)).toBe(result);
  expect(patches()).toHaveLength(times);
  expect(clusters.count(`refresh-${result}` as 'refresh-gone')).toBe(1);
});

test('no answer in time, and no server, are away', async () => {
  const { clusters, server } = await openWatched({ patch: 100 });
  server.intercept(isPatch);
  expect(await clusters.refresh(NETWORK, party, NOON)).toBe('away');
  await server.stop();
  expect(await clusters.refresh(NETWORK, party, NOON)).toBe('away');
});

test.each([
  ['another network', 'acme/other', party],
  ['an instance it has not', NETWORK, { ...party, instance: 'osaka' }],
  ['a namespace it has not', NETWORK, { ...party, namespace: 'kube-system' }],
  ['what was never shown', NETWORK, { ...party, name: '../../secrets' }],
])('nothing is asked of %s', async (_, network, ref) => {
  const { clusters, patches } = await openWatched();
  expect(await clusters.refresh(network, ref, NOON)).toBe('gone');
  expect(patches()).toEqual([]);
});

test('a storm of reconciledAt is not told; that it passes the end of an operation or a question is', async () => {
  const { clusters, server, look } = await openWatched();
  const at = (reconciledAt: string, more: object = {}) => server.put(application('party-1', { reconciledAt, ...more }));
  const finished = { phase: 'Succeeded', startedAt: '2026-11-23T10:30:00Z', finishedAt: '2026-11-23T10:30:30Z' };
  const operationState = { ...finished, operation: { sync: {} } };
  const told = async (change: () => unknown): Promise<number> => {
    const before = clusters.changes.length;
    await change();
    await quiet(100);
    return clusters.changes.length - before;
  };
  await told(() => undefined);
  expect(await told(() => at('2026-11-23T10:29:00Z', { operationState }))).toBe(1);
  expect(await told(() => at('2026-11-23T10:30:29Z', { operationState }))).toBe(0);
  expect(await told(() => at('2026-11-23T10:30:30Z', { operationState }))).toBe(1);
  expect(await told(() => at('2026-11-23T10:31:30Z', { operationState }))).toBe(0);
  server.intercept(first(1, isPatch, (response) => answer(response, 200)));
  expect(await told(() => clusters.refresh(NETWORK, party, NOON))).toBe(0);
  expect(await told(() => at('2026-11-23T11:59:59Z', { operationState }))).toBe(0);
  expect(await told(() => at('2026-11-23T12:00:00Z', { operationState }))).toBe(1);
  expect(await told(() => at('2026-11-23T12:02:00Z', { operationState }))).toBe(0);
  expect(look().applications[0]?.reconciledAt).toBe(Date.parse('2026-11-23T12:02:00Z'));
});

test('5,000 updates of reconciledAt are no notification', async () => {
  const { clusters, server, look } = await openWatched();
  for (let at = 0; at < 500; at++) server.put(application(`party-${at}`));
  await until(() => expect(look().applications).toHaveLength(500));
  await quiet(50);
  const told = clusters.changes.length;
  const events = clusters.count('event');
  for (let at = 0; at < 5000; at++) {
    const reconciledAt = new Date(NOON + at * 1000).toISOString().replace(/\.\d+/, '');
    server.put(application(`party-${at % 500}`, { reconciledAt }));
  }
  await until(() => expect(clusters.count('event')).toBe(events + 5000));
  await quiet(50);
  expect(clusters.changes).toHaveLength(told);
});
