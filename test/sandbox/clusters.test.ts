import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { networkFiles } from '../../src/sandbox/network.ts';
import { startGuardedSandbox } from '../contract/guarded-sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

const BEGUN = Date.UTC(2031, 0, 1, 12);
const MANIFESTS = 'acme/net';
const PARTY = 'nodes/party-0001/kustomization.yaml';

let now: number;
let sandbox: Sandbox;
let files: Record<string, string>;
beforeEach(async () => {
  now = BEGUN;
  sandbox = await startGuardedSandbox({ now: () => now, machineNow: Date.now });
  onTestFinished(sandbox.close);
  sandbox.seed.user('ada');
  files = await networkFiles({ nodes: 3 });
  await sandbox.seed.repository({ owner: 'acme', name: 'net', files });
});

const commit = (changes: Record<string, string | null>) =>
  sandbox.seed.commit(MANIFESTS, 'main', changes, 'Change', 'ada');
const move = (version: string, path = PARTY) => commit({ [path]: (files[path] ?? '').replace('1.3.2', version) });
const fetchView = () => fetch(`${sandbox.url}/sandbox/clusters/${MANIFESTS}`);
const look = async (): Promise<Record<string, { state: string; since: number; versions: Record<string, string> }>> =>
  ((await (await fetchView()).json()) as { nodes: Awaited<ReturnType<typeof look>> }).nodes;
const stateOf = async (node = 'party-0001') => {
  const { state = '', since = 0, versions = {} } = (await look())[node] ?? {};
  return `${versions['trade']} ${state} ${(since - BEGUN) / 1000}`;
};
const control = async (body: unknown) =>
  (await fetch(`${sandbox.url}/sandbox/clusters`, { method: 'POST', body: JSON.stringify(body) })).status;

test('nodes run what the default branch says, and are live after a while', async () => {
  expect(Object.keys(await look()).toSorted()).toEqual(['notary-01', 'party-0001', 'party-0002', 'party-0003']);
  expect(await stateOf()).toBe('1.3.2 live 0');
  expect((await look())['party-0001']?.versions).toEqual({ corda: '4.12.9', trade: '1.3.2' });
  now += 10_000;
  await move('1.4.0');
  expect([await stateOf(), await stateOf('party-0002')]).toEqual(['1.4.0 syncing 10', '1.3.2 live 0']);
  now += 59_999;
  expect(await stateOf()).toBe('1.4.0 syncing 10');
  now += 1;
  expect(await stateOf()).toBe('1.4.0 live 70');
});

test('a later commit that does not concern a node does not set it back, nor does one that nobody looked at', async () => {
  now += 10_000;
  await move('1.4.0');
  now += 30_000;
  await commit({ 'README.md': 'other' });
  now += 30_000;
  expect(await stateOf()).toBe('1.4.0 live 70');
  await commit({ 'cordage.yaml': 'network: [' });
  expect(await stateOf()).toBe('1.4.0 live 70');
  await commit({ 'cordage.yaml': files['cordage.yaml'] ?? '' });
  expect(await stateOf()).toBe('1.4.0 live 70');
  await commit({ [PARTY]: null });
  expect(await look()).not.toHaveProperty('party-0001');
  now += 1000;
  await move('1.4.0');
  expect(await stateOf()).toBe('1.4.0 syncing 71');
});

test('nodes are made unwell and well again', async () => {
  now += 10_000;
  expect(await control({ do: 'degrade', nodes: ['party-0001'], message: 'ImagePullBackOff' })).toBe(204);
  expect((await look())['party-0001']).toMatchObject({ state: 'degraded', message: 'ImagePullBackOff' });
  now += 10_000;
  await move('1.4.0');
  expect(await stateOf()).toBe('1.4.0 degraded 20');
  now += 100_000;
  expect(await control({ do: 'recover', nodes: ['party-0001', 'party-0002'] })).toBe(204);
  expect([await stateOf(), await stateOf('party-0002')]).toEqual(['1.4.0 live 120', '1.3.2 live 0']);
});

test('a node that is stalled does not arrive until it recovers; one that had arrived stays', async () => {
  const { clusters } = sandbox;
  clusters.stall(['party-0001', 'party-0002']);
  now += 10_000;
  await move('1.4.0');
  now += 3_600_000;
  clusters.settleNow();
  expect([await stateOf(), await stateOf('party-0002')]).toEqual(['1.4.0 syncing 10', '1.3.2 live 0']);
  clusters.degrade(['party-0001'], 'no');
  clusters.recover(['party-0001']);
  expect(await stateOf()).toBe('1.4.0 live 3610');
});

test('all arrive at once when told to, and in their own time again afterwards', async () => {
  const { clusters } = sandbox;
  now += 10_000;
  await move('1.4.0');
  now += 1000;
  clusters.settleNow();
  expect(await stateOf()).toBe('1.4.0 live 11');
  expect(await control({ do: 'pace', syncMs: 5000 })).toBe(204);
  now += 1000;
  await move('1.5.0');
  expect(await stateOf()).toBe('1.5.0 syncing 12');
  now += 5000;
  expect(await stateOf()).toBe('1.5.0 live 17');
});

test('nobody can ask while the clusters are away, nor of what is no network', async () => {
  expect(await control({ do: 'away' })).toBe(204);
  expect((await fetchView()).status).toBe(503);
  expect(await control({ do: 'back' })).toBe(204);
  expect((await fetchView()).status).toBe(200);
  expect((await fetch(`${sandbox.url}/sandbox/clusters/acme/other`)).status).toBe(404);
  expect(await control({ do: 'explode' })).toBe(422);
  expect(await control({ do: 'degrade', nodes: 'all' })).toBe(422);
});

test('a node with two versions of one artifact runs neither', async () => {
  const twice = (files[PARTY] ?? '').replace(
    'images:\n',
    'images:\n  - {name: registry.example.com/cordapps/trade, newTag: 1.4.0}\n',
  );
  await commit({ [PARTY]: twice });
  expect((await look())['party-0001']?.versions['trade']).toBe('1.3.2 and 1.4.0');
});
