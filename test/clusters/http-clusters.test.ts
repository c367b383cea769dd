import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { httpClusters } from '../../src/clusters/http-clusters.ts';
import { noClusters } from '../../src/clusters/no-clusters.ts';
import type { Artifact } from '../../src/core/config/config.ts';

const artifact: Artifact = {
  name: 'trade',
  kind: 'cordapp',
  images: ['registry.example.com/cordapps/trade'],
  tag: undefined,
  jars: [],
  releases: undefined,
};
const question = { artifact, version: '1.4.0', nodes: ['a'], since: 500 };

/** A server of clusters for the length of a test. @returns its address and how often it was asked */
const serve = async (listener: RequestListener) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/clusters`, asked, close };
};

const answering = (body: unknown, status = 200) =>
  serve((_request, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));

const ask = async (url: string, timeoutMs?: number) => {
  const open = httpClusters(url, new AbortController().signal, timeoutMs).open('acme/net');
  return Object.fromEntries(await open(question));
};

const node = (state: string, version: string, more: object = {}) => ({
  nodes: { a: { versions: { trade: version, corda: '4.12' }, state, since: 700, ...more } },
});

test.each([
  ['live on the version asked for', node('live', '1.4.0'), { kind: 'live', since: 700 }],
  ['live on another version', node('live', '1.3.2'), { kind: 'syncing', since: 500 }],
  ['on its way', node('syncing', '1.4.0'), { kind: 'syncing', since: 700 }],
  ['on its way to another version', node('syncing', '1.3.2'), { kind: 'syncing', since: 500 }],
  ['unwell', node('degraded', '1.3.2', { message: 'no' }), { kind: 'degraded', since: 700, message: 'no' }],
  [
    'with no such artifact',
    { nodes: { a: { ...node('live', '').nodes.a, versions: {} } } },
    { kind: 'syncing', since: 500 },
  ],
  ['unseen', { nodes: {} }, { kind: 'unknown', since: 500, message: 'no cluster shows this node' }],
])('a node that is %s', async (_what, body, verdict) => {
  const { url } = await answering(body);
  expect(await ask(url)).toEqual({ a: verdict });
});

test.each([
  ['an error', 'away', 503, 'status 503'],
  ['no JSON', '<html>', 200, 'an answer that is not understood'],
  ['another shape', { nodes: [] }, 200, 'an answer that is not understood'],
  ['a state that is none', node('fine', '1.4.0'), 200, 'an answer that is not understood'],
  ['more than 16 MB', `${' '.repeat(16 * 1024 * 1024)}{}`, 200, 'an answer that is not understood'],
])('nobody knows after %s', async (_what, body, status, why) => {
  const { url } = await answering(body, status);
  expect(await ask(url)).toEqual({
    a: { kind: 'unknown', since: 500, message: `the clusters cannot be seen: ${why}` },
  });
});

test('nobody knows when nobody answers, nobody answers in time, or the server stops', async () => {
  const silent = await serve(() => undefined);
  expect(await ask(silent.url, 50)).toMatchObject({
    a: { kind: 'unknown', message: expect.stringMatching(/in time$/) },
  });
  const stop = new AbortController();
  const waiting = httpClusters(silent.url, stop.signal).open('acme/net')(question);
  stop.abort(new Error('the server is stopping'));
  expect((await waiting).get('a')?.kind).toBe('unknown');
  silent.close();
  expect(await ask(silent.url)).toMatchObject({ a: { kind: 'unknown', message: expect.stringMatching(/no answer$/) } });
});

test('what an elsewhere says is not followed', async () => {
  const elsewhere = await answering(node('live', '1.4.0'));
  const { url } = await serve((_request, response) => response.writeHead(302, { location: elsewhere.url }).end());
  expect(await ask(url)).toMatchObject({ a: { kind: 'unknown' } });
  expect(elsewhere.asked).toEqual([]);
});

test('one pass asks once for each network, and the next pass anew', async () => {
  const { url, asked } = await answering(node('live', '1.4.0'));
  const clusters = httpClusters(url, new AbortController().signal);
  const first = clusters.open('acme/net');
  const other = clusters.open('acme/other');
  await Promise.all([first(question), first({ ...question, version: '1.3.2' }), other(question)]);
  expect(asked.toSorted()).toEqual(['/clusters/acme/net', '/clusters/acme/other']);
  await clusters.open('acme/net')(question);
  expect(asked).toHaveLength(3);
});

test('names of objects’ own are names of nodes like any other', async () => {
  const { url } = await answering({ nodes: {} });
  const open = httpClusters(url, new AbortController().signal).open('acme/net');
  expect((await open({ ...question, nodes: ['constructor'] })).get('constructor')?.kind).toBe('unknown');
});

test('without clusters every node is unknown', async () => {
  const verdicts = await noClusters.open('acme/net')(question);
  expect(Object.fromEntries(verdicts)).toMatchObject({ a: { kind: 'unknown', since: 500 } });
});
