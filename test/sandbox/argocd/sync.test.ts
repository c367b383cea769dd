import { expect, it } from 'vitest';
import { MINUTE, SECOND, START, startWorld, tell } from './world.ts';

it('shows a node for each folder as its ApplicationSet would make it', async () => {
  const world = await startWorld();
  const { body } = await world.ask('/apis/argoproj.io/v1alpha1/applications');
  expect(body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual([
    'notary-01',
    'party-0001',
    'party-0002',
    'party-0003',
    'party-0004',
  ]);
  const [, { metadata, spec }] = body.items;
  expect(metadata.labels).toEqual({ ring: 'canary', company: 'company-0001', region: 'frankfurt' });
  expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/manifest-generate-paths': '.;/base' });
  expect(metadata.ownerReferences).toMatchObject([{ kind: 'ApplicationSet', name: 'trade-network' }]);
  expect(spec).toMatchObject({
    project: 'trade-network',
    source: { path: 'nodes/party-0001', targetRevision: 'refs/heads/main' },
    destination: { name: 'frankfurt', namespace: 'party-0001' },
    syncPolicy: { automated: { prune: true, selfHeal: true }, retry: { limit: 2 } },
  });
});

it('syncs a changed node: the hook first, former health before new, both images for a moment', async () => {
  const world = await startWorld();
  await world.bump(['party-0001'], '1.4.0');
  await world.patch('party-0001', { 'argocd.argoproj.io/refresh': 'normal' });
  expect(await world.story('party-0001', 90 * SECOND)).toMatchInlineSnapshot(`
    [
      "OutOfSync, Healthy, 1.3.2, looked 0s, operation",
      "OutOfSync, Healthy, 1.3.2, looked 0s, operation, Running",
      "OutOfSync, Healthy, 1.3.2, looked 0s, operation, Running",
      "OutOfSync, Healthy, 1.3.2+1.4.0, looked 0s, Succeeded ended 16s",
      "Synced, Progressing, 1.3.2+1.4.0, looked 17s, Succeeded ended 16s",
      "Synced, Progressing, 1.4.0, looked 17s, Succeeded ended 16s",
      "Synced, Healthy, 1.4.0, looked 17s, Succeeded ended 16s",
    ]
  `);
});

it('is done at the same moments however often it is asked', async () => {
  const world = await startWorld();
  await world.bump(['party-0001'], '1.4.0');
  await world.refresh('party-0001');
  for (let second = 0; second < 90; second += 1) await world.advance(SECOND);
  const { status } = await world.application('party-0001');
  const other = await startWorld();
  await other.bump(['party-0001'], '1.4.0');
  await other.refresh('party-0001');
  await other.advance(90 * SECOND);
  const { status: once } = await other.application('party-0001');
  expect(status.health).toEqual(once.health);
  expect(status.operationState.finishedAt).toBe(once.operationState.finishedAt);
  expect(status.health).toEqual({ status: 'Healthy', lastTransitionTime: '2026-11-23T10:01:01Z' });
});

it('takes a node along at once when no time is to go by', async () => {
  const world = await startWorld();
  world.argocd.syncMs = 0;
  const revision = await world.bump(['party-0001'], '1.4.0');
  await world.refresh('party-0001');
  const application = await world.application('party-0001');
  expect(tell(application, START)).toBe('Synced, Healthy, 1.4.0, looked 0s, Succeeded ended 0s');
  expect(application.status.history.at(-1)).toMatchObject({ revision });
});

it('moves a node that a commit does not touch to its revision, without an operation', async () => {
  const world = await startWorld();
  const revision = await world.bump(['party-0001'], '1.4.0');
  await world.refresh('party-0001', 'party-0002');
  await world.advance(2 * MINUTE);
  const { status } = await world.application('party-0002');
  expect(status.sync).toMatchObject({ status: 'Synced', revision });
  expect(status.operationState).toBeUndefined();
  expect(status.history).toEqual([]);
});

it('takes an edit in base for one of every node that reads it', async () => {
  const world = await startWorld();
  const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: corda\nspec: {}\n';
  await world.commit({ 'base/node/service.yaml': service });
  await world.refresh('party-0001', 'notary-01');
  for (const node of ['party-0001', 'notary-01'])
    expect((await world.application(node)).status.sync.status).toBe('OutOfSync');
});

it('looks at git every two minutes and up to one more by itself, each node at its own time', async () => {
  const world = await startWorld();
  const revision = await world.bump(['party-0001'], '1.4.0');
  const seen = new Map<string, number>();
  for (let second = 1; second <= 400 && seen.size < 5; second += 1) {
    await world.advance(SECOND);
    const { body } = await world.ask('/apis/argoproj.io/v1alpha1/applications');
    for (const { metadata, status } of body.items)
      if (status.sync.revision === revision && !seen.has(metadata.name)) seen.set(metadata.name, second);
  }
  const times = [...seen.values()];
  expect(times).toHaveLength(5);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(120);
  expect(Math.max(...times)).toBeLessThanOrEqual(180 + 180);
  expect(new Set(times).size).toBeGreaterThan(1);
});

it('keeps the last three syncs and no more', async () => {
  const world = await startWorld();
  world.argocd.syncMs = 0;
  const revisions: string[] = [];
  for (const version of ['1.4.0', '1.4.1', '1.4.2', '1.4.3']) {
    revisions.push(await world.bump(['party-0001'], version));
    await world.refresh('party-0001');
    await world.advance(MINUTE);
  }
  const { history } = (await world.application('party-0001')).status;
  expect(history.map(({ revision }: { revision: string }) => revision)).toEqual(revisions.slice(1));
});
