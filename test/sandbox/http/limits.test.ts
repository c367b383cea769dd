import { describe, expect, it } from 'vitest';
import type { Route } from '../../../src/sandbox/http/route.ts';
import { startServer } from './start-server.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

const routes: readonly Route[] = [
  { method: 'GET', path: '/thing', handle: () => ({ status: 200, body: { a: 1 } }) },
  { method: 'POST', path: '/thing', handle: () => ({ status: 201, body: {} }) },
  { method: 'DELETE', path: '/thing', handle: () => ({ status: 204 }) },
  {
    method: 'POST',
    path: '/app/installations/{installation_id}/access_tokens',
    handle: () => ({ status: 201, body: {} }),
  },
];

describe('primary limits', () => {
  it('ends an hour’s requests with 403, and begins anew when it is over', async () => {
    const { call, clock } = await startServer(routes, { limits: { installationPerHour: 2 } });
    await call('GET', '/thing');
    await call('GET', '/thing');
    const refused = await call('GET', '/thing');
    expect(refused).toMatchObject({ status: 403, body: { message: 'API rate limit exceeded for installation ID 7.' } });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(refused.headers.get('x-ratelimit-reset')) * 1000).toBe(clock.now + HOUR);
    expect(await call('GET', '/thing', { headers: { authorization: 'Bearer user' } })).toMatchObject({ status: 200 });
    clock.now += HOUR;
    expect(await call('GET', '/thing')).toMatchObject({ status: 200 });
  });

  it('gives nobody 60 requests', async () => {
    const { call } = await startServer(routes);
    const { headers } = await call('GET', '/thing', { headers: { authorization: 'Bearer none' } });
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['60', '59']);
  });

  it('gives an answer that is known already for nothing', async () => {
    const { call } = await startServer(routes, { limits: { installationPerHour: 2 } });
    const etag = (await call('GET', '/thing')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^(W\/)?"[0-9a-f]{64}"$/);
    for (let n = 0; n < 5; n += 1) {
      const again = await call('GET', '/thing', { headers: { 'if-none-match': etag } });
      expect(again).toMatchObject({ status: 304, text: '' });
      expect(again.headers.get('x-ratelimit-used')).toBe('1');
    }
    expect(await call('GET', '/thing', { headers: { 'if-none-match': '"other"' } })).toMatchObject({ status: 200 });
    expect(await call('GET', '/thing')).toMatchObject({ status: 403 });
  });
});

describe('secondary limits', () => {
  it('stops the 81st write of a minute, and says when to come back', async () => {
    const { call, clock, writes } = await startServer(routes);
    for (let n = 0; n < 80; n += 1) {
      expect((await call('POST', '/thing')).status).toBe(201);
      clock.now += 100;
    }
    const refused = await call('POST', '/thing');
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.body).toMatchObject({
      message: expect.stringContaining('You have exceeded a secondary rate limit') as unknown,
    });
    expect(refused.headers.get('retry-after')).toBe('52');
    expect((await call('GET', '/thing')).status).toBe(200);
    expect(writes.count()).toBe(80);
    clock.now += 52_000;
    expect((await call('POST', '/thing')).status).toBe(201);
  });

  it('stops the 501st write of an hour', async () => {
    const { call, clock } = await startServer(routes, { limits: { contentPerHour: 3, secondaryStatus: 429 } });
    for (let n = 0; n < 3; n += 1) {
      await call('POST', '/thing');
      clock.now += MINUTE;
    }
    const refused = await call('POST', '/thing');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, String(57 * 60)]);
  });

  it('counts a read as 1 point and a write as 5, whatever the write', async () => {
    const { call, clock } = await startServer(routes, { limits: { pointsPerMinute: 12 } });
    expect((await call('DELETE', '/thing')).status).toBe(204);
    expect((await call('POST', '/app/installations/7/access_tokens')).status).toBe(201);
    expect((await call('POST', '/thing')).status).toBe(403);
    expect((await call('GET', '/thing')).status).toBe(200);
    expect((await call('GET', '/thing')).status).toBe(200);
    expect((await call('GET', '/thing')).status).toBe(403);
    clock.now += MINUTE;
    expect((await call('POST', '/thing')).status).toBe(201);
  });

  it('lets so many in at once', async () => {
    const gate = Promise.withResolvers<void>();
    const inside = Promise.withResolvers<void>();
    const slow: Route = {
      method: 'GET',
      path: '/slow',
      handle: async () => {
        inside.resolve();
        await gate.promise;
        return { status: 200, body: {} };
      },
    };
    const { call } = await startServer([...routes, slow], { limits: { concurrent: 1 } });
    const first = call('GET', '/slow');
    await inside.promise;
    expect((await call('GET', '/thing')).status).toBe(403);
    gate.resolve();
    expect((await first).status).toBe(200);
    expect((await call('GET', '/thing')).status).toBe(200);
  });

  it('can be changed while it runs', async () => {
    const { call, server } = await startServer(routes);
    server.limits.contentPerMinute = 0;
    expect((await call('POST', '/thing')).status).toBe(403);
  });
});
