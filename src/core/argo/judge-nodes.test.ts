import { expect, test } from 'vitest';
import { application, NOW, operation, view } from '../drift/drift.test-data.ts';
import type { ArgoApplication, InstanceView } from './application.ts';
import type { Expectation } from './expectation.ts';
import { judgeNodes } from './judge-nodes.ts';
import type { NodeVerdict } from './verdict.ts';

const COMMIT = 'c'.repeat(40);
const MOVED_AT = NOW - 600_000;
const OURS = 'https://github.com/acme/network-manifests';

const expectation = (): Expectation => ({
  commit: COMMIT,
  movedAt: MOVED_AT,
  contains: (revision) => revision === COMMIT,
  isOurs: (url) => url === OURS,
  judgeImage: () => 'unrelated',
  hasImage: false,
  hooks: [],
  windows: [],
  refreshAskedAt: undefined,
  settle: 10_000,
  grace: 60_000,
  now: NOW,
});

const live = (more: Partial<ArgoApplication> = {}): ArgoApplication =>
  application('a', {
    sources: [{ repoUrl: OURS, target: 'main' }],
    revisions: [COMMIT],
    operation: operation({ revisions: [COMMIT], startedAt: MOVED_AT, finishedAt: MOVED_AT + 1000 }),
    ...more,
  });

const judge = (applications: readonly ArgoApplication[], views: readonly InstanceView[]): NodeVerdict | undefined =>
  judgeNodes({
    nodes: ['a'],
    matched: { byNode: new Map([['a', applications]]), strangers: [] },
    views,
    expectation,
    movedAt: MOVED_AT,
  }).get('a');

const TOKYO = view('tokyo', { url: 'https://argo.example/base' });
const AWAY = view('osaka', { state: 'away', why: 'the API server cannot be reached', heardAt: NOW - 240_000 });
const READING = view('osaka', { state: 'reading', heardAt: undefined });

test('a node whose Application proves all is live, and its link leads to Argo CD', () => {
  expect(judge([live()], [TOKYO])).toMatchObject({
    kind: 'live',
    link: 'https://argo.example/base/applications/argocd/a',
  });
});

test('names cannot lead a link elsewhere', () => {
  const found = judge([live({ namespace: 'x?y', name: '../../logout' })], [TOKYO]);
  expect(found?.link).toBe('https://argo.example/base/applications/x%3Fy/..%2F..%2Flogout');
});

test('an Argo CD without an address has no links', () => {
  expect(judge([live()], [view('tokyo')])?.link).toBeUndefined();
});

test.each([
  ['all are seen', [TOKYO], 'no Argo CD has an Application for it', false],
  ['one is away', [TOKYO, AWAY], 'Argo CD osaka cannot be seen: the API server cannot be reached', true],
  ['one is being read', [TOKYO, READING], 'Argo CD osaka is being read', true],
] as const)('a node without Application is unknown, with the reason, where %s', (_, views, message, unseen) => {
  expect(judge([], views)).toEqual({ kind: 'unknown', since: MOVED_AT, message, unseen });
});

test('of two Applications neither counts, however well both are', () => {
  expect(judge([live(), live({ namespace: 'other' })], [TOKYO])).toMatchObject({
    kind: 'unknown',
    since: MOVED_AT,
    message: '2 Applications are called like it, and neither counts',
  });
});

test('what an instance showed before it went away is old news: unknown since it was heard of', () => {
  expect(judge([live({ instance: 'osaka' })], [TOKYO, AWAY])).toMatchObject({
    kind: 'unknown',
    since: NOW - 240_000,
    unseen: true,
    message: 'Argo CD osaka cannot be seen: the API server cannot be reached',
  });
});

test('an instance whose first list is not complete says nothing of its nodes', () => {
  expect(judge([live({ instance: 'osaka' })], [READING])).toMatchObject({ kind: 'unknown', since: MOVED_AT });
});

test('that one instance is away is nothing to the nodes of another', () => {
  expect(judge([live()], [AWAY, TOKYO])).toMatchObject({ kind: 'live' });
});

test('every node that was asked about has a verdict, and no other', () => {
  const found = judgeNodes({
    nodes: ['b', 'c'],
    matched: { byNode: new Map([['a', [live()]]]), strangers: [] },
    views: [TOKYO],
    expectation,
    movedAt: MOVED_AT,
  });
  expect([...found.keys()]).toEqual(['b', 'c']);
});
