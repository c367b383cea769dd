import { expect, it } from 'vitest';
import { MINUTE, PROJECTS, SECOND, START, startWorld, tell, type World } from './world.ts';

const NODE = 'party-0001';
const line = async (world: World): Promise<string> => tell(await world.application(NODE), START);

it('waits for the end of a window, and tells it nowhere but in the project', async () => {
  const world = await startWorld();
  world.argocd.window({
    kind: 'deny',
    schedule: '0 12 * * *',
    duration: '1h',
    timeZone: 'Europe/Berlin',
    manualSync: true,
  });
  // 12:00 in Berlin is 11:00 UTC, an hour from the start.
  await world.advance(65 * MINUTE);
  await world.bump([NODE], '1.4.0');
  await world.refresh(NODE);
  await world.advance(50 * MINUTE);
  expect(await line(world)).toMatch(/^OutOfSync, Healthy, 1\.3\.2, looked \d+s$/);
  const { body } = await world.ask(`${PROJECTS}/trade-network`);
  expect(body.spec.syncWindows).toMatchObject([
    { kind: 'deny', schedule: '0 12 * * *', duration: '1h', timeZone: 'Europe/Berlin', manualSync: true },
  ]);
  await world.advance(10 * MINUTE);
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.4\.0/);
});

it('stays OutOfSync without auto-sync, and goes on when it is back', async () => {
  const world = await startWorld();
  world.argocd.autoSync([NODE], false);
  await world.bump([NODE], '1.4.0');
  await world.refresh(NODE);
  await world.advance(10 * MINUTE);
  expect(await line(world)).toMatch(/^OutOfSync, Healthy, 1\.3\.2, looked \d+s$/);
  expect((await world.application(NODE)).spec.syncPolicy.automated).toMatchObject({ enabled: false });
  world.argocd.autoSync([NODE], true);
  await world.advance(2 * MINUTE);
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.4\.0/);
});

it('puts a hand edit back by a sync of that resource alone', async () => {
  const world = await startWorld();
  world.argocd.drift([NODE], 'Service/corda');
  const { status } = await world.application(NODE);
  expect(status.sync.status).toBe('OutOfSync');
  expect(status.resources.filter((one: { status: string }) => one.status === 'OutOfSync')).toMatchObject([
    { kind: 'Service', name: 'corda' },
  ]);
  await world.advance(20 * SECOND);
  const healed = (await world.application(NODE)).status;
  expect(healed.sync.status).toBe('Synced');
  expect(healed.operationState.operation.sync.resources).toEqual([{ kind: 'Service', name: 'corda' }]);
  expect(healed.history).toEqual([]);
});

it('leaves a hand edit where auto-sync is off', async () => {
  const world = await startWorld();
  world.argocd.autoSync([NODE], false);
  world.argocd.drift([NODE], 'Service/corda');
  await world.advance(10 * MINUTE);
  expect(await line(world)).toMatch(/^OutOfSync, Healthy, 1\.3\.2/);
});

it('is Healthy with old pods where they are replaced by hand only', async () => {
  const world = await startWorld();
  world.argocd.onDelete([NODE]);
  await world.bump([NODE], '1.4.0');
  await world.refresh(NODE);
  await world.advance(10 * MINUTE);
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.3\.2/);
});

it('is Synced at the commit with old manifests where manifest-generate-paths leaves something out', async () => {
  const world = await startWorld();
  world.argocd.generatePaths([NODE]);
  const revision = await world.bump([NODE], '1.4.0');
  await world.refresh(NODE);
  await world.advance(10 * MINUTE);
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.3\.2/);
  expect((await world.application(NODE)).status.sync.revision).toBe(revision);
});

it('has an Application for no node, and nodes without one', async () => {
  const world = await startWorld();
  world.argocd.orphan('party-9999');
  world.argocd.remove([NODE]);
  await world.advance(10 * MINUTE);
  expect((await world.application('party-9999')).spec.source.path).toBe('nodes/party-9999');
  expect(await world.application(NODE)).toMatchObject({ kind: 'Status', code: 404, reason: 'NotFound' });
});
