import { expect, it, onTestFinished } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { setStage } from '../scenarios/stage.ts';

const PATIENT = { timeout: 15_000 };

const start = async () => {
  const stage = await setStage();
  const begin = async () => {
    const app = await startApp(stage.settings, createLog('silent'), { backoff: { firstMs: 100, longestMs: 100 } });
    onTestFinished(app.stop);
    return app;
  };
  return { ...stage, begin };
};

const get = async (url: string) => {
  const answer = await fetch(url);
  return `${answer.status} ${(await answer.text()).trim()}`;
};

it('is alive at once, and ready after the first sweep', async () => {
  const { sandbox, begin } = await start();
  const fault = sandbox.faults.add({ path: '/app/installations', status: 502, times: Infinity });
  const app = await begin();
  expect(await get(`${app.url}/healthz`)).toBe('200 ok');
  await expect
    .poll(() => get(`${app.url}/readyz`), PATIENT)
    .toBe(
      '503 {"ready":false,"waitingFor":["the first sweep","the list of networks: GitHub to recover from 502 at GET /api/v3/app/installations"]}',
    );
  fault.remove();
  await expect.poll(() => get(`${app.url}/readyz`), PATIENT).toBe('200 {"ready":true,"waitingFor":[]}');
});

it('says which network waits for what, and stays ready', async () => {
  const { sandbox, begin } = await start();
  const fault = sandbox.faults.add({ path: '/repos/{owner}/{repo}/pulls', status: 503, times: Infinity });
  const app = await begin();
  await expect
    .poll(() => get(`${app.url}/readyz`), PATIENT)
    .toBe(
      '200 {"ready":true,"waitingFor":["acme/network-manifests: GitHub to recover from 503 at GET /api/v3/repos/acme/network-manifests/pulls"]}',
    );
  expect(await get(`${app.url}/metrics`)).toContain('\ncordage_waiting{network="acme/network-manifests"} 1\n');
  fault.remove();
  await expect.poll(() => get(`${app.url}/readyz`), PATIENT).toBe('200 {"ready":true,"waitingFor":[]}');
  expect(await get(`${app.url}/metrics`)).toContain('\ncordage_waiting{network="acme/network-manifests"} 0\n');
});

it('answers HEAD, and knows no other path', async () => {
  const { begin } = await start();
  const app = await begin();
  expect((await fetch(`${app.url}/healthz`, { method: 'HEAD' })).status).toBe(200);
  expect((await fetch(`${app.url}/healthz`, { method: 'DELETE' })).status).toBe(404);
  expect((await fetch(`${app.url}/`)).status).toBe(404);
});
