import { expect, it } from 'vitest';
import { APPLICATIONS, MERGE_PATCH, PROJECTS, startWorld, type Json, type World } from './world.ts';

const REFRESH = { 'argocd.argoproj.io/refresh': 'normal' };
const names = (body: Json): readonly string[] => body.items.map(({ metadata }: Json) => metadata.name as string);

it.each([
  ['ring=canary', ['party-0001']],
  ['ring!=canary,region', ['notary-01', 'party-0002', 'party-0003', 'party-0004']],
  ['ring in (canary, early)', ['party-0001', 'party-0002']],
  ['region notin (frankfurt)', ['party-0002', 'party-0004']],
  ['!region', []],
])('lists by label selector %s', async (selector, expected) => {
  const world = await startWorld();
  const { body } = await world.ask(`${APPLICATIONS}?labelSelector=${encodeURIComponent(selector)}`);
  expect(names(body)).toEqual(expected);
});

it('lists page by page as of one version', async () => {
  const world = await startWorld();
  const found: string[] = [];
  const versions = new Set<string>();
  for (let token = ''; ;) {
    const { body } = await world.ask(`${APPLICATIONS}?limit=2&continue=${token}`);
    found.push(...names(body));
    versions.add(body.metadata.resourceVersion);
    token = body.metadata.continue ?? '';
    if (token === '') break;
    expect(body.metadata.remainingItemCount).toBe(5 - found.length);
  }
  expect(found).toEqual(['notary-01', 'party-0001', 'party-0002', 'party-0003', 'party-0004']);
  expect(versions.size).toBe(1);
});

it('answers 410 to a page whose version is compacted', async () => {
  const world = await startWorld();
  const { body } = await world.ask(`${APPLICATIONS}?limit=2`);
  world.argocd.degrade(['party-0001'], 'unwell');
  world.argocd.api.compact();
  const next = await world.ask(`${APPLICATIONS}?limit=2&continue=${body.metadata.continue}`);
  expect(next).toMatchObject({ status: 410, body: { kind: 'Status', reason: 'Expired', code: 410 } });
});

it('has the projects beside', async () => {
  const world = await startWorld();
  const { body } = await world.ask(PROJECTS);
  expect(body.kind).toBe('AppProjectList');
  expect(names(body)).toEqual(['trade-network']);
});

it.each([
  ['frankfurt', ['notary-01', 'party-0001', 'party-0003']],
  ['tokyo', ['party-0002', 'party-0004']],
])('has the nodes of %s alone in that context', async (context, expected) => {
  const world = await startWorld();
  expect(names((await world.ask(APPLICATIONS, { context })).body)).toEqual(expected);
});

it('has nothing in another namespace', async () => {
  const world = await startWorld();
  const elsewhere = APPLICATIONS.replace('/argocd/', '/other/');
  expect(names((await world.ask(elsewhere)).body)).toEqual([]);
  expect((await world.ask(`${elsewhere}/party-0001`)).status).toBe(404);
});

it('lets nobody in without its token, and the former one no more after a rotation', async () => {
  const world = await startWorld();
  const refused = { status: 401, body: { kind: 'Status', status: 'Failure', reason: 'Unauthorized', code: 401 } };
  expect(await world.ask(APPLICATIONS, { token: null })).toMatchObject(refused);
  expect(await world.ask(APPLICATIONS, { token: 'wrong' })).toMatchObject(refused);
  world.argocd.api.rotateToken();
  expect(await world.ask(APPLICATIONS, { token: 'token-1' })).toMatchObject(refused);
  expect((await world.ask(APPLICATIONS)).status).toBe(200);
});

it('answers as it is told to, so many times', async () => {
  const world = await startWorld();
  world.argocd.api.refuse(429, 1, 7);
  world.argocd.api.refuse(500, 1);
  expect(await world.ask(APPLICATIONS)).toMatchObject({ status: 429, retryAfter: '7', body: { kind: 'Status' } });
  expect(await world.ask(APPLICATIONS)).toMatchObject({ status: 500, body: { reason: 'InternalError' } });
  expect((await world.ask(APPLICATIONS)).status).toBe(200);
});

it('is away as a whole or in one context, and back', async () => {
  const world = await startWorld();
  world.argocd.away('tokyo');
  await expect(world.ask(APPLICATIONS, { context: 'tokyo' })).rejects.toThrow();
  expect((await world.ask(APPLICATIONS, { context: 'frankfurt' })).status).toBe(200);
  world.argocd.away();
  await expect(world.ask(APPLICATIONS)).rejects.toThrow();
  world.argocd.back();
  world.argocd.back('tokyo');
  expect((await world.ask(APPLICATIONS, { context: 'tokyo' })).status).toBe(200);
});

it('takes a refresh and gives the Application back', async () => {
  const world = await startWorld();
  const before = await world.application('party-0001');
  const { status, body } = await world.patch('party-0001', REFRESH);
  expect(status).toBe(200);
  expect(body.metadata.annotations).toMatchObject(REFRESH);
  expect(Number(body.metadata.resourceVersion)).toBeGreaterThan(Number(before.metadata.resourceVersion));
});

const refresh = { metadata: { annotations: REFRESH } };
const stale = { metadata: { ...refresh.metadata, resourceVersion: '1' } };
it.each([
  ['a JSON patch', 'application/json-patch+json', [], 'party-0001', 415, 'UnsupportedMediaType'],
  ['a node that is not there', MERGE_PATCH, refresh, 'party-0099', 404, 'NotFound'],
  ['a version that is not the present one', MERGE_PATCH, stale, 'party-0001', 409, 'Conflict'],
  ['another annotation', MERGE_PATCH, { metadata: { annotations: { other: 'x' } } }, 'party-0001', 403, 'Forbidden'],
  ['a label', MERGE_PATCH, { metadata: { labels: { ring: 'all' } } }, 'party-0001', 403, 'Forbidden'],
  ['the spec', MERGE_PATCH, { ...refresh, spec: { project: 'default' } }, 'party-0001', 403, 'Forbidden'],
  ['an operation', MERGE_PATCH, { operation: { sync: {} } }, 'party-0001', 403, 'Forbidden'],
])('refuses to patch: %s', async (_what, type, body, node, code, reason) => {
  const world = await startWorld();
  const version = world.argocd.resourceVersion();
  const answer = await world.ask(`${APPLICATIONS}/${node}`, { method: 'PATCH', type, body });
  expect(answer).toMatchObject({ status: code, body: { kind: 'Status', status: 'Failure', reason, code } });
  expect(world.argocd.resourceVersion()).toBe(version);
});

it('lets a reader read and patch nothing', async () => {
  const world: World = await startWorld();
  const token = /token: (\S+)/.exec(world.argocd.kubeconfig('reader'))?.[1] ?? '';
  expect((await world.ask(APPLICATIONS, { token })).status).toBe(200);
  expect(await world.patch('party-0001', REFRESH, { token })).toMatchObject({
    status: 403,
    body: { reason: 'Forbidden' },
  });
});
