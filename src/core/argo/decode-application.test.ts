import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArgoApplication } from './application.ts';
import { decodeApplication } from './decode-application.ts';

const BY_NAME = { by: 'name', template: '{node}' } as const;
const metadata = { name: 'trade-party-0001', namespace: 'argocd' };

const decode = (raw: Record<string, unknown>): ArgoApplication => {
  const decoded = decodeApplication({ metadata, ...raw }, 'eu', BY_NAME);
  if (decoded === undefined) throw new Error('not an Application');
  return decoded;
};

test.each([
  null,
  [],
  'Application',
  {},
  { metadata: { name: 'x' } },
  { metadata: { namespace: 'x' } },
  { metadata: { name: 'x'.repeat(501), namespace: 'argocd' } },
  { kind: 'Application', apiVersion: 'argoproj.io/v1alpha1', metadata: { resourceVersion: '4711' } },
  { kind: 'AppProject', metadata },
  { kind: 'Application', apiVersion: 'app.k8s.io/v1beta1', metadata },
])('%j is none', (raw) => expect(decodeApplication(raw, 'eu', BY_NAME)).toBeUndefined());

test('with a name only, nothing is known and nothing good', () => {
  expect(decode({})).toMatchObject({ sync: 'Unknown', health: 'Unknown', comparedToSpec: false, operation: undefined });
});

describe('what names its node', () => {
  const named = { metadata: { ...metadata, labels: { node: 'a' }, annotations: { node: 'b', toString: 7 } } };
  test.each([
    [BY_NAME, 'trade-party-0001'],
    [{ by: 'label', key: 'node' }, 'a'],
    [{ by: 'annotation', key: 'node' }, 'b'],
    [{ by: 'annotation', key: 'toString' }, undefined],
    [{ by: 'label', key: 'constructor' }, undefined],
  ] as const)('%j', (node, called) => expect(decodeApplication(named, 'eu', node)?.called).toBe(called));
});

test.each([
  [undefined, false, false],
  [{}, true, false],
  [{ selfHeal: true }, true, true],
  [{ enabled: true, selfHeal: true }, true, true],
  [{ enabled: false, selfHeal: true }, false, false],
])('automated: %j', (automated, autoSync, selfHeal) => {
  expect(decode({ spec: { syncPolicy: { automated } } })).toMatchObject({ autoSync, selfHeal });
});

test.each([
  ['true', true],
  ['1', true],
  ['TRUE', true],
  ['yes', false],
  [true, false],
])('skip-reconcile: %j', (value, skipReconcile) => {
  const annotations = { 'argocd.argoproj.io/skip-reconcile': value };
  expect(decode({ metadata: { ...metadata, annotations } })).toMatchObject({ skipReconcile });
});

describe('operation', () => {
  const operate = (operationState: unknown) => decode({ status: { operationState } }).operation;
  test('takes revisions of the result, else of what was asked for', () => {
    const operation = { sync: { revision: 'asked', resources: [{ kind: 'Service', name: 'x' }] } };
    expect(operate({ operation })).toMatchObject({ revisions: ['asked'], partial: true });
    expect(operate({ operation, syncResult: { revision: 'done' } })?.revisions).toEqual(['done']);
    expect(operate({ operation, syncResult: { revision: '', revisions: ['1', '2'] } })?.revisions).toEqual(['1', '2']);
  });
  test('says who began it', () => {
    expect(operate({ operation: { initiatedBy: { username: 'ann', automated: false } } })?.by).toBe('ann');
    expect(operate({ operation: { initiatedBy: { automated: true } } })?.by).toBe('automated');
  });
  test.each(['Running', 'Terminating', 'Succeeded', 'Failed', 'Error'])('%s', (phase) =>
    expect(operate({ phase })?.phase).toBe(phase),
  );
});

test('an error has its time, and an operation that runs the hooks that are done', () => {
  const status = {
    conditions: [{ type: 'ComparisonError', message: 'x', lastTransitionTime: '2026-11-23T14:02:00Z' }],
    operationState: {
      phase: 'Running',
      syncResult: {
        resources: [
          { kind: 'Job', name: 'drain', hookType: 'PreSync', hookPhase: 'Succeeded' },
          { kind: 'Job', name: 'migrate', hookType: 'PreSync', hookPhase: 'Running' },
          { kind: 'Service', name: 'corda', hookPhase: 'Succeeded' },
        ],
      },
    },
  };
  expect(decode({ status })).toMatchObject({
    errors: [{ type: 'ComparisonError', message: 'x', since: Date.UTC(2026, 10, 23, 14, 2) }],
    operation: { done: ['Job/drain'], hooks: [{ resource: 'Job/migrate' }] },
  });
});

test.each([
  ['2026-11-23T14:02:00Z', Date.UTC(2026, 10, 23, 14, 2)],
  ['2026-11-23T14:02:00.123456789Z', Date.UTC(2026, 10, 23, 14, 2, 0, 123)],
  ['2026-11-23T15:02:00+01:00', Date.UTC(2026, 10, 23, 14, 2)],
  ['2026-11-23', undefined],
  ['2026-13-23T14:02:00Z', undefined],
  ['', undefined],
  [null, undefined],
])('reconciled at %j', (reconciledAt, expected) =>
  expect(decode({ status: { reconciledAt } }).reconciledAt).toBe(expected),
);

test('what is equal is one object', () => {
  const raw = () => ({
    spec: { sources: [{ repoURL: 'https://github.com/acme/network', targetRevision: 'main' }] },
    status: { summary: { images: ['corda:4.12', 'trade:1.4.0'] }, sync: { revisions: ['a', 'b'] } },
  });
  const [one, other] = [decode(raw()), decode(raw())];
  expect(one.images).toBe(other.images);
  expect(one.sources).toBe(other.sources);
  expect(one.revisions).toBe(other.revisions);
  expect(one.errors).toBe(other.outOfSync);
});

describe('any JSON', () => {
  const KEYS = [
    'status',
    'spec',
    'operation',
    'operationState',
    'syncResult',
    'resources',
    'sync',
    'health',
    'message',
  ];
  const MORE = [
    'revision',
    'revisions',
    'sources',
    'sourceHydrator',
    'summary',
    'images',
    'conditions',
    'type',
    'kind',
  ];
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, depthSize: 'small' },
      fc.oneof(
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom('Synced', 'Healthy', 'SyncError', 'Failed', 'x'.repeat(9000)),
      ),
      fc.array(tie('value'), { maxLength: 9 }),
      fc.dictionary(fc.constantFrom(...KEYS, ...MORE), tie('value')),
    ),
  }));
  test('is decoded or is none, and is small then', () => {
    fc.assert(
      fc.property(value, value, value, (spec, status, operationState) => {
        const raw = { metadata, spec, status: { ...Object(status), operationState } };
        const decoded = decodeApplication(raw, 'eu', BY_NAME);
        expect(JSON.stringify(decoded).length).toBeLessThan(100_000);
        expect(() => decodeApplication(spec, 'eu', BY_NAME)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
  test('of any depth', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown;
    const source = { helm: { valuesObject: deep } };
    const comparedTo = { source: { helm: { valuesObject: [deep] } } };
    expect(decode({ spec: { source }, status: { sync: { comparedTo } } }).comparedToSpec).toBe(false);
  });
});
