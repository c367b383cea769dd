import { expect, it, vi } from 'vitest';
import { heard, MINUTE, startWorld, type Event, type World } from './world.ts';

const from = ({ argocd }: World): string => `allowWatchBookmarks=true&resourceVersion=${argocd.resourceVersion()}`;
const told = (events: readonly Event[]): readonly string[] =>
  events
    .filter(({ type }) => type !== 'BOOKMARK')
    .map(({ type, object }) => `${type} ${object.metadata?.name ?? object.code}`);
const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 });

it('tells what changes, each in its order', async () => {
  const world = await startWorld();
  const { events } = await world.watch(from(world));
  world.argocd.degrade(['party-0002', 'party-0001'], 'unwell');
  world.argocd.orphan('party-9999');
  world.argocd.remove(['party-0003']);
  await world.advance();
  await heard(events, world.argocd.resourceVersion());
  expect(told(events)).toEqual([
    'MODIFIED party-0002',
    'MODIFIED party-0001',
    'ADDED party-9999',
    'DELETED party-0003',
  ]);
  const versions = events.slice(0, 3).map(({ object }) => Number(object.metadata.resourceVersion));
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
});

it('begins where the list ended, whatever happened between', async () => {
  const world = await startWorld();
  const first = await world.watch(from(world));
  const version = from(world);
  world.argocd.degrade(['party-0001'], 'unwell');
  const { events } = await world.watch(version);
  await soon(() => expect(told(events)).toEqual(['MODIFIED party-0001']));
  expect(told(first.events)).toEqual(['MODIFIED party-0001']);
});

it('sends bookmarks to those who ask', async () => {
  const world = await startWorld();
  const without = await world.watch();
  const { events } = await world.watch(from(world));
  await world.advance();
  await heard(events, world.argocd.resourceVersion());
  expect(without.events).toEqual([]);
});

it('tells of one region in its context, and of what a selector takes', async () => {
  const world = await startWorld();
  const tokyo = await world.watch(from(world), undefined, 'tokyo');
  const canary = await world.watch(`${from(world)}&labelSelector=ring%3Dcanary`);
  world.argocd.degrade(['party-0001', 'party-0002'], 'unwell');
  await soon(() => {
    expect(told(tokyo.events)).toEqual(['MODIFIED party-0002']);
    expect(told(canary.events)).toEqual(['MODIFIED party-0001']);
  });
});

it('says in the stream that a version is compacted', async () => {
  const world = await startWorld();
  const version = from(world);
  world.argocd.degrade(['party-0001'], 'unwell');
  world.argocd.api.compact();
  const seen = await world.watch(version);
  await soon(() => expect(seen.ended).toBe(true));
  expect(seen.events).toMatchObject([{ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }]);
});

it('ends after the time that was asked for', async () => {
  const world = await startWorld();
  const seen = await world.watch(`${from(world)}&timeoutSeconds=1`);
  expect(seen.ended).toBe(false);
  await soon(() => expect(seen.ended).toBe(true));
});

it.each([
  ['dropped', ({ argocd }: World) => argocd.api.dropWatches()],
  ['cut while it is away', ({ argocd }: World) => argocd.away()],
  ['cut by a new token', ({ argocd }: World) => void argocd.api.rotateToken()],
])('has its watches %s', async (_how, interrupt) => {
  const world = await startWorld();
  const seen = await world.watch(from(world));
  interrupt(world);
  await soon(() => expect(seen.ended).toBe(true));
});

it('cuts the watches of the context that is away and leaves the others', async () => {
  const world = await startWorld();
  const tokyo = await world.watch(from(world), undefined, 'tokyo');
  const frankfurt = await world.watch(from(world), undefined, 'frankfurt');
  world.argocd.away('tokyo');
  await soon(() => expect(tokyo.ended).toBe(true));
  await world.advance();
  await heard(frankfurt.events, world.argocd.resourceVersion());
  expect(frankfurt.ended).toBe(false);
});

it('says nothing on sockets that stay open while it is silent', async () => {
  const world = await startWorld();
  const seen = await world.watch(from(world));
  world.argocd.api.silence();
  world.argocd.degrade(['party-0001'], 'unwell');
  await world.advance(MINUTE);
  world.argocd.api.speak();
  // What was written comes in its order: had the change been told, it would stand before this one.
  world.argocd.degrade(['party-0002'], 'unwell');
  const again = await world.watch(from(world));
  await world.advance();
  await heard(again.events, world.argocd.resourceVersion());
  expect(told(seen.events)).not.toContain('MODIFIED party-0001');
  expect(seen.ended).toBe(false);
});
