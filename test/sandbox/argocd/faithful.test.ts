import { setTimeout as sleep } from 'node:timers/promises';
import { networkFiles } from '../../../src/sandbox/network.ts';
import { expect, it } from 'vitest';
import {
  APPLICATIONS,
  heard,
  MERGE_PATCH,
  MINUTE,
  PROJECTS,
  SECOND,
  START,
  startWorld,
  tell,
  type Event,
  type Json,
  type World,
} from './world.ts';

const NODE = 'party-0001';
const REFRESH = 'argocd.argoproj.io/refresh';
const from = ({ argocd }: World): string => `allowWatchBookmarks=true&resourceVersion=${argocd.resourceVersion()}`;
const told = (events: readonly Event[]): readonly string[] =>
  events.filter(({ type }) => type !== 'BOOKMARK').map(({ type, object }) => `${type} ${object.metadata.name}`);
const line = async (world: World): Promise<string> => tell(await world.application(NODE), START);
const moveToEarly = async (world: World): Promise<void> => {
  const path = `nodes/${NODE}/kustomization.yaml`;
  const was = (await networkFiles({ nodes: 4 }))[path] ?? '';
  await world.commit({ [path]: was.replace('ring: canary', 'ring: early') });
};

it.each([
  ['dropped', ({ argocd }: World) => argocd.api.dropWatches()],
  ['away', ({ argocd }: World) => argocd.away()],
])('lives on when something changes right after its watches are %s', async (_how, interrupt) => {
  const world = await startWorld();
  await world.watch(from(world));
  interrupt(world);
  world.argocd.degrade([NODE], 'unwell');
  await world.advance(SECOND);
  await sleep(20);
  world.argocd.back();
  expect((await world.application(NODE)).status.health.status).toBe('Degraded');
});

it('tells a change between the first list and its watch', async () => {
  const world = await startWorld();
  const { resourceVersion } = (await world.ask(APPLICATIONS)).body.metadata;
  world.argocd.degrade([NODE], 'unwell');
  const { events } = await world.watch(`allowWatchBookmarks=true&resourceVersion=${resourceVersion}`);
  await world.advance();
  await heard(events, world.argocd.resourceVersion());
  expect(told(events)).toEqual([`MODIFIED ${NODE}`]);
});

it('never lets a half-open watch skip a change', async () => {
  const world = await startWorld();
  const deaf = await world.watch(from(world));
  world.argocd.api.silence();
  world.argocd.degrade([NODE], 'unwell');
  world.argocd.api.speak();
  const heeded = await world.watch(from(world));
  await world.advance();
  await heard(heeded.events, world.argocd.resourceVersion());
  await sleep(20);
  expect(deaf).toEqual({ events: [], ended: false });
});

it('tells a watch with a selector that a node left it, and another that it came', async () => {
  const world = await startWorld();
  const canary = await world.watch(`${from(world)}&labelSelector=ring%3Dcanary`);
  const early = await world.watch(`${from(world)}&labelSelector=ring%3Dearly`);
  await moveToEarly(world);
  await world.advance();
  for (const { events } of [canary, early]) await heard(events, world.argocd.resourceVersion());
  expect(told(canary.events)).toEqual([`DELETED ${NODE}`]);
  expect(told(early.events)).toEqual([`ADDED ${NODE}`]);
});

it('has the labels that git says though the node is not synced', async () => {
  const world = await startWorld();
  world.argocd.autoSync([NODE], false);
  await moveToEarly(world);
  await world.advance(6 * MINUTE);
  expect((await world.application(NODE)).metadata.labels.ring).toBe('early');
});

it('has nothing to watch in another namespace', async () => {
  const world = await startWorld();
  const { events } = await world.watch(from(world), APPLICATIONS.replace('/argocd/', '/other/'));
  world.argocd.degrade([NODE], 'unwell');
  await world.advance();
  await heard(events, world.argocd.resourceVersion());
  expect(told(events)).toEqual([]);
});

it.each(['tokyo', 'nowhere'])('does not know a node of frankfurt in %s', async (context) => {
  const world = await startWorld();
  expect(await world.ask(`${APPLICATIONS}/${NODE}`, { context })).toMatchObject({ status: 404 });
  expect(await world.patch(NODE, { [REFRESH]: 'normal' }, { context })).toMatchObject({ status: 404 });
});

it('refuses a patch that is no JSON', async () => {
  const world = await startWorld();
  const answer = await world.ask(`${APPLICATIONS}/${NODE}`, { method: 'PATCH', type: MERGE_PATCH, body: '{' });
  expect(answer).toMatchObject({ status: 400, body: { reason: 'BadRequest' } });
});

it('has bookmarks of the kind that is watched', async () => {
  const world = await startWorld();
  const { events } = await world.watch(from(world), PROJECTS);
  await world.advance();
  await heard(events, world.argocd.resourceVersion());
  expect(events[0]?.object.kind).toBe('AppProject');
});

it('says no end while another attempt runs', async () => {
  const world = await startWorld();
  world.argocd.failHook([NODE], 'refused');
  await world.bump([NODE], '1.4.0');
  await world.refresh(NODE);
  await world.advance(50 * SECOND);
  expect(await line(world)).toMatch(/operation, Running, retry 1$/);
});

it('is remedied by a hard refresh where manifest-generate-paths leaves something out', async () => {
  const world = await startWorld();
  world.argocd.generatePaths([NODE]);
  await world.bump([NODE], '1.4.0');
  await world.patch(NODE, { [REFRESH]: 'hard' });
  await world.advance(2 * MINUTE);
  expect(await line(world)).toMatch(/^Synced, Healthy, 1\.4\.0/);
});

it('does not put a hand edit back while a window forbids it', async () => {
  const world = await startWorld();
  world.argocd.window({ kind: 'deny', schedule: '0 10 * * *', duration: '1h' });
  world.argocd.drift([NODE], 'Service/corda');
  await world.advance(50 * MINUTE);
  expect(await line(world)).toMatch(/^OutOfSync/);
  await world.advance(15 * MINUTE);
  expect(await line(world)).toMatch(/^Synced/);
});

it('names groups of resources, and numbers what it keeps of its history on', async () => {
  const world = await startWorld();
  world.argocd.syncMs = 0;
  for (const version of ['1.4.0', '1.4.1', '1.4.2', '1.4.3']) {
    await world.bump([NODE], version);
    await world.refresh(NODE);
  }
  const { history, resources, operationState } = (await world.application(NODE)).status;
  expect(history.map(({ id }: Json) => id as number)).toEqual([1, 2, 3]);
  for (const list of [resources, operationState.syncResult.resources])
    expect(list).toContainEqual(expect.objectContaining({ kind: 'StatefulSet', group: 'apps' }));
});
