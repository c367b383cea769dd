import { expect, it } from 'vitest';
import { networkFiles } from '../../../src/sandbox/network.ts';
import { MINUTE, SECOND, startWorld, type Json, type World } from './world.ts';

const NODE = 'party-0001';
const REFRESH = { 'argocd.argoproj.io/refresh': 'normal' };

const rollOut = async (world: World, version = '1.4.0'): Promise<void> => {
  await world.bump([NODE], version);
  await world.refresh(NODE);
};
const statusOf = async (world: World): Promise<Json> => (await world.application(NODE)).status;
const healthOf = async (world: World): Promise<string> => (await statusOf(world)).health.status;
const workloadOf = async (world: World): Promise<Json> =>
  (await statusOf(world)).resources.find(({ group }: Json) => group === 'apps');

/** Nodes that are Deployments. */
const deployed = async (): Promise<World> => {
  const world = await startWorld();
  const path = 'base/node/statefulset.yaml';
  const was = (await networkFiles({ nodes: 4 }))[path] ?? '';
  await world.commit({ [path]: was.replace('kind: StatefulSet', 'kind: Deployment') });
  await world.advance(10 * MINUTE);
  expect(await workloadOf(world)).toMatchObject({ kind: 'Deployment', name: 'corda' });
  return world;
};

it('leaves a StatefulSet whose image cannot be pulled Progressing for good, and says not a word of why', async () => {
  const world = await startWorld();
  world.argocd.badImage('trade:1.4.0');
  await rollOut(world);
  for (const minutes of [2, 5, 10, 60, 24 * 60]) {
    await world.advance(minutes * MINUTE);
    const { sync, health, summary, resourceHealthSource } = await statusOf(world);
    expect({ sync: sync.status, health, resourceHealthSource }).toEqual({
      sync: 'Synced',
      health: { status: 'Progressing', lastTransitionTime: '2026-11-23T10:00:17Z' },
      resourceHealthSource: 'appTree',
    });
    expect(await workloadOf(world)).not.toHaveProperty('health');
    expect(summary.images).toContainEqual(expect.stringMatching(/trade:1\.4\.0$/));
    expect(summary.images).not.toContainEqual(expect.stringMatching(/trade:1\.3\.2$/));
  }
  await rollOut(world, '1.4.1');
  await world.advance(2 * MINUTE);
  expect(await healthOf(world)).toBe('Healthy');
});

it('makes a Deployment Degraded when its progress deadline is over, and Healthy with an image that can be had', async () => {
  const world = await deployed();
  world.argocd.configure({ persistsHealth: true });
  world.argocd.badImage('trade:1.4.0');
  await rollOut(world);
  await world.advance(10 * MINUTE);
  expect(await workloadOf(world)).toMatchObject({
    health: { status: 'Progressing', message: expect.stringContaining('0 of 1 updated replicas are available') },
  });
  await world.advance(30 * SECOND);
  expect(await healthOf(world)).toBe('Degraded');
  expect(await workloadOf(world)).toMatchObject({
    kind: 'Deployment',
    health: { status: 'Degraded', message: 'Deployment "corda" exceeded its progress deadline' },
  });
  await rollOut(world, '1.4.1');
  await world.advance(20 * SECOND);
  expect(await healthOf(world)).toBe('Progressing');
  await world.advance(20 * MINUTE);
  expect(await healthOf(world)).toBe('Healthy');
});

it.each([
  ['3.5', false, undefined, undefined],
  ['3.5', true, undefined, { status: 'Degraded', message: 'no flow runs' }],
  ['3.6', false, `Caused by apps/StatefulSet:${NODE}/corda`, undefined],
  ['3.6', true, `Caused by apps/StatefulSet:${NODE}/corda`, { status: 'Degraded', message: 'no flow runs' }],
] as const)(
  'has in %s, with health of resources %s, this of a check that fails',
  async (version, persistsHealth, ...of) => {
    const [message, health] = of;
    const world = await startWorld();
    world.argocd.configure({ version, persistsHealth });
    world.argocd.failCheck('trade:1.4.0', 'no flow runs');
    await rollOut(world);
    await world.advance(30 * SECOND);
    expect(await healthOf(world)).toBe('Progressing');
    await world.advance(MINUTE);
    const { health: whole, resourceHealthSource } = await statusOf(world);
    expect(whole.status).toBe('Degraded');
    expect(whole.message).toBe(message);
    expect((await workloadOf(world)).health).toEqual(health);
    expect(resourceHealthSource).toBe(persistsHealth ? undefined : 'appTree');
    await rollOut(world, '1.4.1');
    await world.advance(2 * MINUTE);
    const { lastTransitionTime, ...after } = (await statusOf(world)).health;
    expect(after).toEqual({ status: 'Healthy' });
    expect(Date.parse(lastTransitionTime)).toBeGreaterThan(Date.parse(whole.lastTransitionTime));
  },
);

it('loses no refresh from 3.6 on that has a time of its own', async () => {
  const lookedAfter = async (version: '3.5' | '3.6', annotations: Record<string, string>): Promise<boolean> => {
    const world = await startWorld();
    world.argocd.configure({ version });
    world.argocd.dropRefresh(1);
    const revision = await world.bump([NODE], '1.4.0');
    await world.patch(NODE, annotations);
    await world.advance(SECOND);
    return (await statusOf(world)).sync.revision === revision;
  };
  const timed = { ...REFRESH, 'argocd.argoproj.io/refresh-timestamp': '2026-11-23T10:00:00.000000001Z' };
  expect(await lookedAfter('3.5', timed)).toBe(false);
  expect(await lookedAfter('3.6', REFRESH)).toBe(false);
  expect(await lookedAfter('3.6', timed)).toBe(true);
});
