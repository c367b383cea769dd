import { describe, expect, it } from 'vitest';
import type { Route } from '../../../src/sandbox/http/route.ts';
import { startServer, type Started } from './start-server.ts';

/** A counter: it can be read, and counted up. */
const startCounter = async (): Promise<Started & { readonly count: () => number }> => {
  let count = 0;
  const routes: readonly Route[] = [
    { method: 'GET', path: '/repos/{owner}/{repo}/pulls', handle: () => ({ status: 200, body: { count } }) },
    { method: 'GET', path: '/repos/{owner}/{repo}/pulls/{pull_number}', handle: () => ({ status: 200, body: {} }) },
    {
      method: 'POST',
      path: '/repos/{owner}/{repo}/pulls',
      handle: () => {
        count += 1;
        return { status: 201, body: { count } };
      },
    },
  ];
  const started = await startServer(routes, {
    fallthrough: (request, response) => {
      if (!request.url?.startsWith('/acme/network.git/')) return void response.writeHead(404).end();
      count += 1;
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('0000');
      response.end('done');
    },
  });
  return { ...started, count: () => count };
};

const PULLS = '/repos/acme/network/pulls';

describe('faults', () => {
  it('strike the requests meant, as often as meant', async () => {
    const { call, faults, count } = await startCounter();
    const fault = faults.add({ method: 'POST', path: '/repos/{owner}/{repo}/pulls', status: 502, skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await call('POST', PULLS)).status);
    expect(statuses).toEqual([201, 502, 502, 201, 201]);
    expect(count()).toBe(3);
    expect(fault.hits()).toBe(2);
    expect((await call('GET', PULLS)).status).toBe(200);
  });

  it('know a route by its template and a path by its pattern', async () => {
    const { call, faults } = await startCounter();
    faults.add({ path: '/repos/{owner}/{repo}/pulls/{pull_number}', status: 500, times: Infinity });
    faults.add({ path: /pulls\?state=open$/g, status: 503, times: Infinity });
    const ask = async (path: string): Promise<number> => (await call('GET', path)).status;
    expect([
      await ask(PULLS),
      await ask(`${PULLS}/1`),
      await ask(`${PULLS}?state=open`),
      await ask(`${PULLS}?state=open`),
    ]).toEqual([200, 500, 503, 503]);
    faults.clear();
    expect(await ask(`${PULLS}/1`)).toBe(200);
  });

  it('answer with what they are given', async () => {
    const { call, faults } = await startCounter();
    faults.add({ status: 401 });
    faults.add({ status: 403, body: { message: 'slow down' }, headers: { 'retry-after': '7' } });
    faults.add({ status: 502, body: '<h1>Unicorn</h1>' });
    expect(await call('GET', PULLS)).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
    const limited = await call('GET', PULLS);
    expect([limited.body, limited.headers.get('retry-after')]).toEqual([{ message: 'slow down' }, '7']);
    expect(await call('GET', PULLS)).toMatchObject({ status: 502, text: '<h1>Unicorn</h1>', body: undefined });
    expect(await call('GET', PULLS)).toMatchObject({ status: 200 });
  });

  it('lose a request before it is heard, or its answer after', async () => {
    const { call, faults, count, writes } = await startCounter();
    faults.add({ drop: 'before' });
    await expect(call('POST', PULLS)).rejects.toThrow('fetch failed');
    expect(count()).toBe(0);
    faults.add({ drop: 'after' });
    await expect(call('POST', PULLS)).rejects.toThrow('fetch failed');
    expect(count()).toBe(1);
    expect(writes.count()).toBe(1);
    expect((await call('POST', PULLS)).status).toBe(201);
  });

  it('strike git and downloads, too', async () => {
    const { call, faults, count } = await startCounter();
    const path = '!/acme/network.git/info/refs?service=git-receive-pack';
    expect(await call('GET', path)).toMatchObject({ status: 200, text: '0000done' });
    faults.add({ path: /git-receive-pack$/, status: 503 });
    faults.add({ path: /git-receive-pack$/, drop: 'after' });
    expect(await call('GET', path)).toMatchObject({ status: 503 });
    await expect(call('GET', path)).rejects.toThrow('fetch failed');
    expect(count()).toBe(2);
    expect((await call('GET', '!/elsewhere')).status).toBe(404);
  });

  it('let an answer trickle, whole or in part', async () => {
    const { call, faults } = await startCounter();
    faults.add({ trickle: { bytes: 20, everyMs: 1 } });
    expect(await call('GET', PULLS)).toMatchObject({ status: 200, body: { count: 0 } });
    faults.add({ trickle: { bytes: 64, everyMs: 0, cutAfter: 100_000 } });
    await expect(call('GET', `${PULLS}/1`)).resolves.toMatchObject({ status: 200 });
    faults.add({ trickle: { bytes: 16, everyMs: 0, cutAfter: 100 } });
    await expect(call('GET', PULLS)).rejects.toThrow('fetch failed');
  });

  it('fall silent in the middle of an answer, until the server closes', async () => {
    const { url, faults } = await startCounter();
    faults.add({ trickle: { bytes: 1024, everyMs: 0, cutAfter: 100, rest: 'silent' } });
    await expect(fetch(`${url}/api/v3${PULLS}`, { signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout');
  });

  it('delay', async () => {
    const { call, faults } = await startCounter();
    faults.add({ delayMs: 60 });
    const before = performance.now();
    await call('GET', PULLS);
    expect(performance.now() - before).toBeGreaterThan(55);
  });
});

describe('a read that lags', () => {
  it('answers as before the last write, then as it is', async () => {
    const { call, faults } = await startCounter();
    const read = async (): Promise<unknown> => (await call('GET', PULLS)).body;
    await read();
    await call('POST', PULLS);
    faults.add({ stale: 1, times: 2 });
    expect([await read(), await read(), await read()]).toEqual([{ count: 0 }, { count: 0 }, { count: 1 }]);
  });

  it('reaches back as far as asked, in writes or in time', async () => {
    const { call, faults, clock } = await startCounter();
    const read = async (): Promise<unknown> => (await call('GET', PULLS)).body;
    for (let n = 0; n < 3; n += 1) {
      await read();
      await read();
      await call('POST', PULLS);
      clock.now += 1000;
    }
    await read();
    faults.add({ stale: 2 });
    faults.add({ staleMs: 2500 });
    expect([await read(), await read(), await read()]).toEqual([{ count: 1 }, { count: 0 }, { count: 3 }]);
  });

  it('is live where nothing was read before, and leaves writes alone', async () => {
    const { call, faults } = await startCounter();
    faults.add({ stale: 1, times: Infinity });
    expect((await call('POST', PULLS)).body).toEqual({ count: 1 });
    expect((await call('GET', PULLS)).body).toEqual({ count: 1 });
  });

  it('is confirmed by the ETag of what it was', async () => {
    const { call, faults } = await startCounter();
    const etag = (await call('GET', PULLS)).headers.get('etag') ?? '';
    await call('POST', PULLS);
    faults.add({ stale: 1 });
    expect((await call('GET', PULLS, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await call('GET', PULLS, { headers: { 'if-none-match': etag } })).status).toBe(200);
  });
});
