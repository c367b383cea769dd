import { describe, expect, it } from 'vitest';
import { controlRoutes } from '../../../src/sandbox/http/control.ts';
import { createFaults } from '../../../src/sandbox/http/faults.ts';
import type { Route } from '../../../src/sandbox/http/route.ts';
import { createWrites } from '../../../src/sandbox/http/writes.ts';
import { startServer, type Started } from './start-server.ts';

const routes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}', handle: () => ({ status: 200, body: {} }) },
  { method: 'PATCH', path: '/repos/{owner}/{repo}', handle: () => ({ status: 200, body: {} }) },
  { method: 'POST', path: '/refused', handle: () => ({ status: 422, body: {} }) },
  {
    method: 'POST',
    path: '/app/installations/{installation_id}/access_tokens',
    handle: () => ({ status: 201, body: {} }),
  },
];

const startControlled = async (): Promise<Started> => {
  const faults = createFaults();
  const writes = createWrites(() => Date.UTC(2026, 0, 1));
  const deliveries = { list: () => [{ id: 4 }], redeliver: (id: number) => id === 4 };
  return startServer(routes, { faults, writes, control: controlRoutes({ faults, writes, deliveries }) });
};

describe('the write log', () => {
  it('holds what changed something, and nothing else', async () => {
    const { call, writes } = await startControlled();
    await call('GET', '/repos/acme/network');
    await call('POST', '/refused');
    await call('POST', '/app/installations/7/access_tokens');
    await call('PATCH', '/repos/acme/network');
    await writes.record({
      caller: { kind: 'user', login: 'bob' },
      method: 'POST',
      route: 'git-receive-pack',
      path: '/acme/network.git',
      status: 200,
    });
    expect((await call('GET', '!/sandbox/writes')).body).toEqual([
      {
        n: 1,
        at: '2026-01-01T00:00:00.000Z',
        caller: 'installation ID 7',
        method: 'PATCH',
        route: '/repos/{owner}/{repo}',
        path: '/repos/acme/network',
        status: 200,
      },
      expect.objectContaining({ n: 2, caller: 'user bob', route: 'git-receive-pack' }),
    ]);
  });

  it('is told before the answer is sent', async () => {
    const { call, writes } = await startControlled();
    const gate = Promise.withResolvers<void>();
    const told = Promise.withResolvers<number>();
    const forget = writes.onWrite(async ({ n }) => {
      told.resolve(n);
      await gate.promise;
    });
    let answered = false;
    const answer = call('PATCH', '/repos/acme/network').then(() => {
      answered = true;
    });
    expect(await told.promise).toBe(1);
    expect(answered).toBe(false);
    gate.resolve();
    await answer;
    forget();
    expect((await call('PATCH', '/repos/acme/network')).status).toBe(200);
  });
});

describe('the controls', () => {
  it('add, show and clear faults', async () => {
    const { call } = await startControlled();
    const body = { method: 'GET', path: { pattern: '^/repos/' }, status: 500, times: null };
    expect((await call('POST', '!/sandbox/faults', { body })).status).toBe(201);
    expect((await call('GET', '/repos/acme/network')).status).toBe(500);
    expect((await call('GET', '!/sandbox/faults')).body).toMatchObject([
      { id: 1, hits: 1, path: { pattern: '^\\/repos\\/' }, status: 500 },
    ]);
    expect((await call('DELETE', '!/sandbox/faults')).status).toBe(204);
    expect((await call('GET', '/repos/acme/network')).status).toBe(200);
  });

  it.each([
    [{ status: 99 }, 'status'],
    [{ often: 3 }, ''],
    [{ path: { pattern: '(' } }, 'path'],
    [{ trickle: { bytes: 0, everyMs: 1 } }, 'trickle.bytes'],
  ])('refuse %j', async (body, field) => {
    const { call, faults } = await startControlled();
    const refused = await call('POST', '!/sandbox/faults', { body });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [expect.objectContaining({ resource: 'Fault', field })] },
    });
    expect(faults.list()).toEqual([]);
  });

  it('show deliveries and send one again', async () => {
    const { call } = await startControlled();
    expect((await call('GET', '!/sandbox/deliveries')).body).toEqual([{ id: 4 }]);
    expect((await call('POST', '!/sandbox/deliveries/4/attempts')).status).toBe(202);
    expect((await call('POST', '!/sandbox/deliveries/5/attempts')).status).toBe(404);
    expect((await call('GET', '!/sandbox/else')).status).toBe(404);
  });
});
