import {
  CustomObjectsApi,
  KubeConfig,
  makeInformer,
  type KubernetesListObject,
  type KubernetesObject,
} from '@kubernetes/client-node';
import { expect, it, onTestFinished, vi } from 'vitest';
import { APPLICATIONS, startWorld, type World } from './world.ts';

const OF = { group: 'argoproj.io', version: 'v1alpha1', namespace: 'argocd', plural: 'applications' };
type Seen = KubernetesObject & { readonly status: { readonly health: { readonly status: string } } };

/** Kubernetes' own client with the kubeconfig as it is: TLS, token, context. */
const inform = async (world: World, context?: string) => {
  const config = new KubeConfig();
  config.loadFromString(world.argocd.kubeconfig());
  if (context !== undefined) config.setCurrentContext(context);
  const api = config.makeApiClient(CustomObjectsApi);
  const list = async () => (await api.listNamespacedCustomObject(OF)) as KubernetesListObject<Seen>;
  const informer = makeInformer(config, APPLICATIONS, list);
  const errors: unknown[] = [];
  informer.on('error', (error: unknown) => void errors.push(error));
  const health = () =>
    Object.fromEntries(informer.list().map(({ metadata, status }) => [metadata?.name ?? '', status.health.status]));
  let connects = 0;
  informer.on('connect', () => (connects += 1));
  await informer.start();
  onTestFinished(() => informer.stop());
  return { errors, health, connects: () => connects };
};
const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 5 });

it('informs the client of Kubernetes of what is there, what changes and what goes', async () => {
  const world = await startWorld();
  const { health, errors } = await inform(world);
  expect(Object.keys(health())).toHaveLength(5);
  world.argocd.degrade(['party-0001'], 'unwell');
  world.argocd.remove(['party-0002']);
  await soon(() => expect(health()).toMatchObject({ 'party-0001': 'Degraded' }));
  await soon(() => expect(health()).not.toHaveProperty('party-0002'));
  world.argocd.recover(['party-0001']);
  await soon(() => expect(health()).toMatchObject({ 'party-0001': 'Healthy' }));
  expect(errors).toEqual([]);
});

it('informs it again after its watch was dropped and what it knew was compacted', async () => {
  const world = await startWorld();
  const { health, connects } = await inform(world);
  world.argocd.degrade(['party-0001'], 'unwell');
  await soon(() => expect(health()).toMatchObject({ 'party-0001': 'Degraded' }));
  const before = connects();
  world.argocd.api.dropWatches();
  world.argocd.api.compact();
  await soon(() => expect(connects()).toBeGreaterThan(before));
  world.argocd.degrade(['party-0002'], 'unwell');
  await soon(() => expect(health()).toMatchObject({ 'party-0002': 'Degraded' }));
});

it('informs it of one region by its context', async () => {
  const world = await startWorld();
  const { health } = await inform(world, 'tokyo');
  expect(Object.keys(health()).toSorted()).toEqual(['party-0002', 'party-0004']);
});
