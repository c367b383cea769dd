import { Application } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import { AppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import { expect, it } from 'vitest';
import { heard, MINUTE, PROJECTS, SECOND, startWorld, type World } from './world.ts';

type Prepare = (world: World) => void;
const NODES = ['party-0001', 'party-0002'];
const nothing: Prepare = () => undefined;

/** Everything that watches are told while two nodes get a new version and are looked at for some minutes. */
const objectsOf = async (prepare: Prepare): Promise<readonly unknown[]> => {
  const world = await startWorld();
  const { events } = await world.watch(`allowWatchBookmarks=true&resourceVersion=${world.argocd.resourceVersion()}`);
  prepare(world);
  await world.bump(NODES, '1.4.0');
  for (const node of NODES) await world.patch(node, { 'argocd.argoproj.io/refresh': 'normal' });
  await world.advance(10 * SECOND);
  await world.advance(6 * MINUTE);
  await heard(events, world.argocd.resourceVersion());
  return events.filter(({ type }) => type !== 'BOOKMARK').map(({ object }) => object as unknown);
};

it.each<[string, Prepare]>([
  ['is synced', nothing],
  ['has an image that cannot be pulled', ({ argocd }) => argocd.badImage('trade:1.4.0')],
  ['has a check that fails', ({ argocd }) => argocd.failCheck('trade:1.4.0', 'no flow runs')],
  ['has a hook that fails', ({ argocd }) => argocd.failHook(NODES, 'refused')],
  ['has a hook that runs on', ({ argocd }) => argocd.holdHook(NODES, 20 * MINUTE)],
  ['is unwell', ({ argocd }) => argocd.degrade(NODES, 'CrashLoopBackOff')],
  [
    'says which resource is unwell',
    ({ argocd }) => {
      argocd.configure({ version: '3.6', persistsHealth: true });
      argocd.degrade(NODES, 'CrashLoopBackOff');
    },
  ],
  ['stalls', ({ argocd }) => argocd.stall(NODES)],
  ['loses a refresh', ({ argocd }) => argocd.dropRefresh(2)],
  ['is edited by hand', ({ argocd }) => argocd.drift(NODES, 'StatefulSet/corda')],
  ['has no auto-sync', ({ argocd }) => argocd.autoSync(NODES, false)],
  ['keeps its pods', ({ argocd }) => argocd.onDelete(NODES)],
  ['is of no node', ({ argocd }) => argocd.orphan('party-9999')],
])('an Application that %s is one by the schema of Argo CD, at every step', async (_what, prepare) => {
  const objects = await objectsOf(prepare);
  expect(objects.length).toBeGreaterThan(4);
  for (const object of objects)
    expect(() => new Application(object as ConstructorParameters<typeof Application>[0]).validate()).not.toThrow();
});

it('a project with windows is one by the schema of Argo CD', async () => {
  const world = await startWorld();
  world.argocd.window({ kind: 'deny', schedule: '0 18 * * *', duration: '13h', timeZone: 'Europe/London' });
  world.argocd.window({
    kind: 'allow',
    schedule: '* * * * *',
    duration: '1h',
    namespaces: ['party-*'],
    andOperator: true,
  });
  const { body } = await world.ask(`${PROJECTS}/trade-network`);
  expect(body.spec.syncWindows).toHaveLength(2);
  expect(() => new AppProject(body).validate()).not.toThrow();
});

it('an Application is as large as those of a real network', async () => {
  const world = await startWorld();
  world.argocd.syncMs = 0;
  for (const version of ['1.4.0', '1.4.1', '1.4.2']) {
    await world.bump(NODES, version);
    await world.refresh(...NODES);
  }
  const size = JSON.stringify(await world.application('party-0001')).length;
  expect(size).toBeGreaterThan(3000);
  expect(size).toBeLessThan(12_000);
});
