import { KubeConfig } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { MINUTE, startWorld, type World } from './world.ts';

const post = async ({ sandbox }: World, deed: unknown): Promise<number> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${sandbox.url}/sandbox/argocd`, { method: 'POST', headers, body: JSON.stringify(deed) });
  return answer.status;
};

it('is told over HTTP what to do', async () => {
  const world = await startWorld();
  const nodes = ['party-0001'];
  expect(await post(world, { do: 'degrade', nodes, message: 'CrashLoopBackOff' })).toBe(204);
  expect((await world.application('party-0001')).status.health.status).toBe('Degraded');
  expect(await post(world, { do: 'recover', nodes })).toBe(204);
  expect((await world.application('party-0001')).status.health.status).toBe('Healthy');
});

it('changes its pace over HTTP', async () => {
  const world = await startWorld();
  expect(await post(world, { do: 'pace', syncMs: 0 })).toBe(204);
  await world.bump(['party-0001'], '1.4.0');
  await world.advance(6 * MINUTE);
  const { status } = await world.application('party-0001');
  expect(status.health.lastTransitionTime).toBe(status.operationState.finishedAt);
});

it('is another version and has a check that fails, over HTTP', async () => {
  const world = await startWorld();
  expect(await post(world, { do: 'configure', version: '3.6', persistsHealth: true })).toBe(204);
  expect(await post(world, { do: 'failCheck', part: 'trade:1.4.0', message: 'no flow runs' })).toBe(204);
  expect(await post(world, { do: 'badImage', part: 'trade:1.4.1' })).toBe(204);
  await world.bump(['party-0001'], '1.4.0');
  await world.advance(6 * MINUTE);
  const { health, resources } = (await world.application('party-0001')).status;
  expect(health).toMatchObject({ status: 'Degraded', message: 'Caused by apps/StatefulSet:party-0001/corda' });
  expect(resources).toContainEqual(
    expect.objectContaining({ kind: 'StatefulSet', health: { status: 'Degraded', message: 'no flow runs' } }),
  );
});

it.each([
  ['a deed that it does not know', { do: 'explode' }],
  ['a deed without its nodes', { do: 'degrade' }],
  ['more than the deed takes', { do: 'settleNow', nodes: [] }],
])('refuses %s', async (_what, deed) => {
  const world = await startWorld();
  expect(await post(world, deed)).toBe(422);
});

it('gives its kubeconfig, with a context for all and one for each region', async () => {
  const world = await startWorld();
  const config = new KubeConfig();
  config.loadFromString(await (await fetch(`${world.sandbox.url}/sandbox/argocd/kubeconfig`)).text());
  expect(config.getCurrentContext()).toBe('sandbox');
  expect(config.getContexts().map(({ name }) => name)).toEqual(['sandbox', 'frankfurt', 'tokyo']);
});
