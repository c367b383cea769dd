import { readdirSync, readFileSync } from 'node:fs';
import { Application } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import { expect, test } from 'vitest';
import type { ArgoApplication } from '../../src/core/argo/application.ts';
import { decodeApplication } from '../../src/core/argo/decode-application.ts';

const FOLDER = new URL('../fixtures/argocd/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
const decode = (name: string): ArgoApplication | undefined =>
  decodeApplication(read(name), 'eu', { by: 'label', key: 'example.com/node' });

const C = '4f0c1d2e3b4a5968778695a4b3c2d1e0f9a8b7c6';

const names = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

test.each(names.filter((name) => name !== 'hostile'))('%s is an Application by the schema of Argo CD', (name) => {
  expect(() => new Application(read(name) as ConstructorParameters<typeof Application>[0]).validate()).not.toThrow();
});

test('which hostile is not', () => {
  expect(() => new Application(read('hostile') as ConstructorParameters<typeof Application>[0]).validate()).toThrow();
});

test('single source, live', () => {
  expect(decode('single-source-healthy')).toMatchInlineSnapshot(`
    {
      "applicationSet": "trade",
      "autoSync": true,
      "called": "party-0001",
      "comparedToSpec": true,
      "deleting": false,
      "destination": {
        "cluster": "https://kubernetes.default.svc",
        "namespace": "party-0001",
      },
      "errors": [],
      "health": "Healthy",
      "healthMessage": "",
      "healthSince": 1795442585000,
      "hydrated": undefined,
      "images": [
        "registry.example.com/corda/corda-enterprise:4.12",
        "registry.example.com/cordapps/trade:1.4.0",
      ],
      "instance": "eu",
      "name": "trade-party-0001",
      "namespace": "argocd",
      "operation": {
        "by": "automated",
        "failures": [],
        "finishedAt": 1795442560000,
        "hooks": [],
        "message": "successfully synced (all tasks run)",
        "partial": false,
        "phase": "Succeeded",
        "retryCount": 0,
        "revisions": [
          "4f0c1d2e3b4a5968778695a4b3c2d1e0f9a8b7c6",
        ],
        "selected": [],
        "startedAt": 1795442530000,
      },
      "operationRequested": false,
      "outOfSync": [],
      "project": "trade",
      "reconciledAt": 1795442590000,
      "refreshRequested": false,
      "revisions": [
        "4f0c1d2e3b4a5968778695a4b3c2d1e0f9a8b7c6",
      ],
      "selfHeal": true,
      "skipReconcile": false,
      "sources": [
        {
          "repoUrl": "https://github.com/acme/network-manifests.git",
          "target": "main",
        },
      ],
      "sync": "Synced",
      "synced": [
        "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
      ],
      "unwell": [],
    }
  `);
});

test('multi-source, synced by RollingSync', () => {
  expect(decode('multi-source')).toMatchObject({
    sources: [
      { repoUrl: 'https://charts.example.com', target: '2.3.1' },
      { repoUrl: 'https://github.com/acme/network-manifests.git', target: 'main' },
    ],
    revisions: ['2.3.1', C],
    comparedToSpec: true,
    operation: { by: 'applicationset-controller', revisions: ['2.3.1', C] },
  });
});

test('OutOfSync: auto-sync off, an older spec, and what is wrong, the worst first', () => {
  expect(decode('out-of-sync')).toMatchObject({
    autoSync: false,
    selfHeal: false,
    skipReconcile: true,
    refreshRequested: true,
    applicationSet: undefined,
    comparedToSpec: false,
    sync: 'OutOfSync',
    revisions: ['main'],
    healthMessage: 'caused by apps/StatefulSet:party-0001/corda',
    unwell: [
      { resource: 'StatefulSet/corda', message: 'Back-off pulling image "registry.example.com/cordapps/trade:1.4.0"' },
      { resource: 'Job/seed', message: 'Missing' },
      { resource: 'Service/corda', message: 'Progressing' },
    ],
    outOfSync: ['Service/corda', 'ConfigMap/corda-config', 'StatefulSet/corda'],
    errors: [{ type: 'SyncError', message: expect.stringContaining('Failed last sync attempt') }],
    operation: {
      phase: 'Failed',
      retryCount: 5,
      hooks: [],
      failures: [{ resource: 'StatefulSet/corda', message: expect.stringContaining('denied the request') }],
    },
  });
});

test('between two attempts it is Running, and has an end', () => {
  expect(decode('retry-running')).toMatchObject({
    operationRequested: true,
    operation: { phase: 'Running', finishedAt: Date.parse('2026-11-23T14:02:40Z'), retryCount: 2 },
  });
});

test('hooks that run or failed, not those that succeeded', () => {
  expect(decode('hook-running')?.operation).toMatchObject({
    phase: 'Running',
    finishedAt: undefined,
    hooks: [{ resource: 'Job/drain-x7k2p', message: '', phase: 'Running' }],
    failures: [],
  });
  expect(decode('hook-failed')?.operation).toMatchObject({
    phase: 'Failed',
    hooks: [{ resource: 'Job/drain-x7k2p', message: 'Job has reached the specified backoff limit', phase: 'Failed' }],
    failures: [{ resource: 'StatefulSet/corda', message: 'progress deadline exceeded' }],
  });
});

test('hydrated: the dry source counts, and the status is of the rendered one', () => {
  expect(decode('hydrator')).toMatchObject({
    sources: [{ repoUrl: 'https://github.com/acme/network-manifests.git', target: 'main' }],
    comparedToSpec: true,
    revisions: ['9e8d7c6b5a49382716051423324150617f8e9dac'],
    hydrated: {
      drySha: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
      lastComparedDry: C,
      hydratedSha: '9e8d7c6b5a49382716051423324150617f8e9dac',
    },
  });
});

test('a status too large to be written is an error', () => {
  expect(decode('oversized-status')?.errors).toEqual([
    { type: 'UnknownError', message: expect.stringContaining('may be stale'), since: 1_795_442_520_000 },
  ]);
});

test('Missing, being deleted, never synced', () => {
  expect(decode('missing')).toMatchObject({
    deleting: true,
    health: 'Missing',
    operation: undefined,
    images: [],
    outOfSync: ['StatefulSet/corda'],
  });
});

test('hostile: nothing of the wrong type counts, and nothing long is kept', () => {
  const decoded = decode('hostile');
  expect(JSON.stringify(decoded).length).toBeLessThan(8000);
  expect(decoded).toMatchObject({
    called: undefined,
    project: 'default',
    sources: [],
    destination: { cluster: '', namespace: '' },
    autoSync: false,
    refreshRequested: false,
    comparedToSpec: false,
    sync: 'Unknown',
    health: 'Unknown',
    healthSince: undefined,
    revisions: [],
    reconciledAt: undefined,
    operationRequested: false,
    operation: { phase: 'Running', startedAt: 0, retryCount: 0, revisions: [], partial: false, by: 'automated' },
    hydrated: undefined,
  });
  expect(decoded?.images).toHaveLength(50);
  expect(decoded?.errors).toHaveLength(5);
  expect(decoded?.operation?.hooks).toHaveLength(5);
  expect(decoded?.operation?.failures).toHaveLength(3);
});
