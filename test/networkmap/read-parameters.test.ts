import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, it, test } from 'vitest';
import { RetryLater } from '../../src/github/errors.ts';
import { readParameters, type MapReading, type MapRequest } from '../../src/networkmap/read-parameters.ts';
import { serve } from '../github/serve.ts';

const PATH = '/network-map-user/network-parameters';
const RIGHT = JSON.stringify({ minimumPlatformVersion: 12, eventHorizon: 'PT720H' });
const FOUND = {
  minimumPlatformVersion: 12,
  eventHorizon: 2_592_000_000,
  recoveryMaximumBackupInterval: undefined,
};

type Answer = (response: ServerResponse, path: string) => void;

const setUp = async (answer: Answer) => {
  const map = await serve((request, response) => answer(response, request.url ?? ''));
  const read = (more: Partial<MapRequest> = {}): Promise<MapReading> =>
    readParameters({ address: map.url, origins: [map.url], stop: new AbortController().signal, ...more });
  return { map, read };
};

const sendOn =
  (location: string): Answer =>
  (response) =>
    void response.writeHead(302, { location }).end();

it('asks without credentials, at the path that CENM has', async () => {
  const { map, read } = await setUp((response) => response.end(RIGHT));
  expect(await read()).toEqual({ kind: 'read', decoded: { found: FOUND, unclear: [] } });
  expect(map.requests.map(({ path }) => path)).toEqual([PATH]);
  expect(map.requests[0]?.headers).not.toHaveProperty('authorization');
  expect(map.requests[0]?.headers).not.toHaveProperty('cookie');
});

it('asks below the path of the address', async () => {
  const { map, read } = await setUp((response) => response.end(RIGHT));
  await read({ address: `${map.url}/zone/1` });
  expect(map.requests.map(({ path }) => path)).toEqual([`/zone/1${PATH}`]);
});

test.each<[string, (url: string) => string]>([
  ['another port', (url) => url.replace(/\d+$/, '1')],
  ['another scheme', (url) => url.replace('http:', 'https:')],
  ['a name of the same host', (url) => url.replace('127.0.0.1', 'localhost')],
  ['a host hidden behind a user', (url) => `${url}@127.0.0.2`],
  ['no address', () => 'netmap'],
])('does not ask %s', async (_name, change) => {
  const { map, read } = await setUp((response) => response.end(RIGHT));
  expect(await read({ address: change(map.url) })).toMatchObject({ kind: 'failed', fault: { code: 'refused' } });
  expect(map.requests).toEqual([]);
});

it('follows within the origin', async () => {
  const { map, read } = await setUp((response, path) =>
    path === PATH ? sendOn('/v2')(response, path) : response.end(RIGHT),
  );
  expect((await read()).kind).toBe('read');
  expect(map.requests.map(({ path }) => path)).toEqual([PATH, '/v2']);
});

it('does not follow elsewhere, even where it might ask', async () => {
  const other = await setUp((response) => response.end(RIGHT));
  const { map, read } = await setUp(sendOn(`${other.map.url}/`));
  expect(await read({ origins: [map.url, other.map.url] })).toEqual({
    kind: 'failed',
    fault: { code: 'redirected', to: new URL(other.map.url).host },
  });
  expect(other.map.requests).toEqual([]);
});

it('does not follow in circles, nor to a file', async () => {
  const { map, read } = await setUp(sendOn(PATH));
  expect(await read()).toEqual({ kind: 'failed', fault: { code: 'redirected', to: PATH } });
  expect(map.requests).toHaveLength(4);
  const file = await setUp(sendOn('file:///etc/passwd'));
  expect(await file.read()).toEqual({ kind: 'failed', fault: { code: 'redirected', to: 'file:' } });
});

test.each<[string, Answer]>([
  ['before it answers', () => undefined],
  ['in the middle', (response) => void response.write('{')],
])('waits no longer than the limit %s', async (_name, answer) => {
  const { read } = await setUp(answer);
  expect(await read({ limits: { timeMs: 60 } })).toEqual({ kind: 'failed', fault: { code: 'slow', limit: 60 } });
});

test.each<[string, Answer]>([
  ['at once', (response) => response.end('x'.repeat(5000))],
  [
    'without an end',
    (response) => {
      const more = (): void => void (response.destroyed || response.write('x'.repeat(1000), () => setImmediate(more)));
      more();
    },
  ],
  [
    'packed',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000))),
  ],
])('reads no more than the limit: %s', async (_name, answer) => {
  const { read } = await setUp(answer);
  expect(await read({ limits: { bytes: 4000 } })).toEqual({
    kind: 'failed',
    fault: { code: 'too-large', limit: 4000 },
  });
});

test.each([404, 401, 500, 503, 304])('tells status %d', async (status) => {
  const { read } = await setUp((response) => response.writeHead(status).end());
  expect(await read()).toEqual({ kind: 'failed', fault: { code: 'status', status } });
});

test.each(['<html>', '', '{', '[]', '{"status":"ok"}', '['.repeat(100_000), '\u0000\uFFFD'])(
  'takes %.20j for no network parameters',
  async (body) => {
    const { read } = await setUp((response) => response.end(body));
    expect(await read()).toEqual({ kind: 'failed', fault: { code: 'not-parameters' } });
  },
);

it('tells why nobody answers', async () => {
  const { read } = await setUp((response) => response.destroy());
  expect(await read()).toMatchObject({ kind: 'failed', fault: { code: 'unreachable', reason: 'UND_ERR_SOCKET' } });
});

it('ends with the server', async () => {
  const stop = new AbortController();
  const { read } = await setUp(() => stop.abort());
  await expect(read({ stop: stop.signal })).rejects.toThrow(RetryLater);
});
