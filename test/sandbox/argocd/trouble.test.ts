import { expect, it } from 'vitest';
import { MINUTE, SECOND, START, startWorld, tell, type World } from './world.ts';

const NODE = 'party-0001';

/** A world in which a new version is on its way to the first node. */
const bumped = async (prepare: (world: World) => void = () => undefined): Promise<World> => {
  const world = await startWorld();
  prepare(world);
  await world.bump([NODE], '1.4.0');
  await world.patch(NODE, { 'argocd.argoproj.io/refresh': 'normal' });
  return world;
};
const line = async (world: World): Promise<string> => tell(await world.application(NODE), START);

it('retries a hook that fails twice, then gives up and says so', async () => {
  const world = await bumped(({ argocd }) => argocd.failHook([NODE], 'the database has flows in flight'));
  await world.advance(3 * MINUTE);
  const { status } = await world.application(NODE);
  expect(status.sync.status).toBe('OutOfSync');
  expect(status.operationState).toMatchObject({ phase: 'Failed', retryCount: 2 });
  expect(status.operationState.message).toContain('the database has flows in flight');
  expect(status.operationState.syncResult.resources).toMatchObject([
    { kind: 'Job', name: 'migrate', hookPhase: 'Failed' },
  ]);
  expect(status.conditions).toMatchObject([{ type: 'SyncError' }]);
  await world.advance(30 * MINUTE);
  expect((await world.application(NODE)).status.operationState).toEqual(status.operationState);
});

it('says Running with an end while it waits for the next attempt', async () => {
  const world = await bumped(({ argocd }) => argocd.failHook([NODE], 'refused'));
  await world.advance(20 * SECOND);
  expect(await line(world)).toMatch(/^OutOfSync, Healthy, 1\.3\.2, looked 0s, operation, Running ended \d+s, retry 1$/);
});

it('runs a hook as long as it is told to', async () => {
  const world = await bumped(({ argocd }) => argocd.holdHook([NODE], 10 * MINUTE));
  await world.advance(9 * MINUTE);
  const { operationState } = (await world.application(NODE)).status;
  expect(operationState).toMatchObject({ phase: 'Running' });
  expect(operationState.syncResult.resources).toMatchObject([{ kind: 'Job', hookPhase: 'Running' }]);
  await world.advance(3 * MINUTE);
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.4\.0/);
});

it('makes nodes unwell whatever they run, and well again from then on', async () => {
  const world = await startWorld();
  world.argocd.degrade([NODE], 'CrashLoopBackOff');
  await world.advance(MINUTE);
  expect((await world.application(NODE)).status.health).toMatchObject({ status: 'Degraded' });
  world.argocd.recover([NODE]);
  await world.advance();
  expect((await world.application(NODE)).status.health).toEqual({
    status: 'Healthy',
    lastTransitionTime: '2026-11-23T10:01:00Z',
  });
});

it('stalls a node that is on its way until it recovers', async () => {
  const world = await bumped(({ argocd }) => argocd.stall([NODE]));
  await world.advance(20 * MINUTE);
  world.argocd.settleNow();
  expect(await line(world)).toMatch(/^Synced, Progressing/);
  world.argocd.recover([NODE]);
  await world.advance();
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.4\.0/);
});

it('settles at once what is on its way', async () => {
  const world = await bumped();
  await world.advance(5 * SECOND);
  world.argocd.settleNow();
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.4\.0/);
});

it('loses a refresh: the annotation goes and nothing was looked at', async () => {
  const world = await bumped(({ argocd }) => argocd.dropRefresh(1));
  expect(await line(world)).toContain('refresh');
  await world.advance(SECOND);
  expect(await line(world)).toBe(`Synced, Healthy, 1.3.2, looked ${(await looked(world)) / SECOND}s`);
  expect(await looked(world)).toBeLessThanOrEqual(0);
  await world.refresh(NODE);
  expect(await looked(world)).toBe(SECOND);
});

const looked = async (world: World): Promise<number> =>
  Date.parse((await world.application(NODE)).status.reconciledAt) - START;

it('stands still as long as it is told to, refreshes too', async () => {
  const world = await startWorld();
  world.argocd.stale([NODE], 5 * MINUTE);
  await world.bump([NODE], '1.4.0');
  await world.refresh(NODE);
  await world.advance(4 * MINUTE);
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.3\.2, looked 0s, refresh$/);
  await world.advance(3 * MINUTE);
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.4\.0/);
});
