import { expect, test } from 'vitest';
import {
  BEHIND,
  CHART,
  COMMIT,
  FORMER,
  FORMER_SYNC,
  casesOf,
  judge,
  LATER,
  MOVED_AT,
  NOW,
  OLD,
  OLD_MANIFESTS,
  ON_DELETE,
  operation,
  OURS,
  SECOND,
  STRANGE,
  WANTED,
  type Row,
} from './judge.test-data.ts';

const MULTI = [
  { repoUrl: CHART, target: '1.0.0' },
  { repoUrl: OURS, target: 'main' },
  { repoUrl: OURS, target: 'main' },
];
const PINNED = {
  sources: [
    { repoUrl: OURS, target: 'main' },
    { repoUrl: OURS, target: 'charts-v3' },
  ],
  revisions: [COMMIT, FORMER],
  operation: operation({ revisions: [COMMIT, FORMER] }),
};
const PITFALLS: readonly Row[] = [
  ['1 stale before the refresh: Healthy at the revision of before', { revisions: [FORMER] }, BEHIND],
  ['1 never compared', { revisions: [], sync: 'Unknown', health: 'Unknown' }, BEHIND],
  ['1 at the name of a branch, as before a comparison', { revisions: ['main'], sync: 'OutOfSync' }, BEHIND],
  [
    '1 at a revision that git does not know',
    { revisions: [STRANGE] },
    'unknown: Argo CD is at a revision that git does not know here',
  ],
  ['2 untouched: at the commit, no sync ran, no image', { operation: FORMER_SYNC, images: [] }, OLD_MANIFESTS],
  ['2 an unrelated commit later, which synced nothing here', { revisions: [LATER] }, 'live'],
  [
    '3 incomplete manifest-generate-paths: no sync ran, and the old image runs',
    { operation: FORMER_SYNC, images: [OLD] },
    OLD_MANIFESTS,
  ],
  ['3 a JAR by URL shows in no image, and no sync ran', { operation: FORMER_SYNC }, OLD_MANIFESTS, { hasImage: false }],
  ['3 a JAR by URL, and the sync ran', {}, 'live', { hasImage: false }],
  [
    '4 a refresh that was asked for and got lost',
    {},
    'waiting refresh: Argo CD has not looked since it was asked',
    { refreshAskedAt: MOVED_AT + 181 * SECOND },
  ],
  ['4 a refresh within the second in which it was asked for', {}, 'live', { refreshAskedAt: MOVED_AT + 180_999 }],
  ['5 Healthy for less than the settle time', { healthSince: NOW - 9 * SECOND }, 'soaking'],
  ['5 Healthy for the settle time', { healthSince: NOW - 10 * SECOND }, 'live'],
  ['5 OnDelete: Healthy, and the pod was not replaced', { images: [OLD] }, ON_DELETE],
  ['5 OnDelete with one pod of two replaced', { images: [WANTED, OLD] }, ON_DELETE],
  ['5 a volume that stays Pending', { health: 'Progressing' }, 'syncing'],
  [
    '6 Missing within the grace',
    { health: 'Missing', healthSince: NOW - 59 * SECOND },
    'syncing: its resources are missing: sync it, or see who deletes them',
  ],
  ['6 Missing', { health: 'Missing' }, 'degraded: its resources are missing: sync it, or see who deletes them'],
  [
    '6 one resource missing shows as OutOfSync only',
    { sync: 'OutOfSync', outOfSync: ['Service/corda'] },
    'degraded: out of sync: Service/corda; auto-sync does not begin: see what changes or must be pruned',
  ],
  [
    '7 Degraded for a moment, as by a CronJob',
    { health: 'Degraded', healthMessage: 'CronJob failed', healthSince: NOW - SECOND },
    'syncing: CronJob failed',
  ],
  [
    '8 several sources: the chart has a revision of its own',
    {
      sources: MULTI,
      revisions: ['1.0.0', COMMIT, LATER],
      operation: operation({ revisions: ['1.0.0', COMMIT, COMMIT] }),
    },
    'live',
  ],
  [
    '8 several sources: the one that is referred to is behind',
    { sources: MULTI, revisions: ['1.0.0', COMMIT, FORMER] },
    BEHIND,
  ],
  ['8 several sources and fewer revisions', { sources: MULTI, revisions: ['1.0.0', COMMIT] }, BEHIND],
  ...['', 'HEAD', 'refs/heads/main'].map((target): Row => [
    `8 one source that tracks the default branch as "${target}"`,
    { sources: [{ repoUrl: OURS, target }] },
    'live',
  ]),
  ['8 a second source of ours that is pinned to a tag', PINNED, 'live'],
  [
    '8 a second source of ours that is pinned to a tag, and the first behind',
    { ...PINNED, revisions: [FORMER, FORMER] },
    BEHIND,
  ],
  [
    '8 no source of ours tracks the default branch',
    { sources: [{ repoUrl: OURS, target: 'release' }], revisions: [FORMER] },
    'unknown: it tracks release, not the default branch: set targetRevision, or merge there',
  ],
  [
    '8 no source of ours tracks the default branch, and git does not know what it is at',
    { sources: [{ repoUrl: OURS, target: 'release' }], revisions: [STRANGE] },
    'unknown: it tracks release, not the default branch: set targetRevision, or merge there',
  ],
  [
    '8 no source of ours tracks the default branch, and the commit was merged there too',
    { sources: [{ repoUrl: OURS, target: 'release' }], revisions: [LATER] },
    'live',
  ],
  ['8 the commit as the revision of another source', { sources: MULTI, revisions: [COMMIT, FORMER, FORMER] }, BEHIND],
  [
    '9 auto-sync off',
    { autoSync: false, sync: 'OutOfSync' },
    'waiting manual-sync: auto-sync is off: somebody must sync it',
  ],
  [
    '9 RollingSync',
    { autoSync: false, sync: 'OutOfSync', applicationSet: 'trade' },
    'waiting manual-sync: auto-sync is off: ApplicationSet trade syncs it step by step, or somebody does',
  ],
  ['9 auto-sync off, and somebody synced it', { autoSync: false }, 'live'],
  [
    '10 skip-reconcile',
    { skipReconcile: true },
    'unknown: its status stands still: take the annotation argocd.argoproj.io/skip-reconcile off its Application',
  ],
  [
    '11 drift for good',
    { sync: 'OutOfSync', outOfSync: ['Secret/a', 'Secret/b'] },
    'degraded: out of sync: Secret/a, Secret/b; auto-sync does not begin: see what changes or must be pruned',
  ],
  [
    '13 the ApplicationSet changed the Application: its status is of the older spec',
    { comparedToSpec: false },
    'waiting refresh: its status is of an older spec',
  ],
  [
    '13 the ApplicationSet has not read git yet',
    { applicationSet: 'trade', operation: FORMER_SYNC, images: [OLD] },
    OLD_MANIFESTS.replace(
      '; Cordage asks for no hard refresh: add what is missing there, then refresh hard by hand',
      ', or ApplicationSet trade has not read the commit; Cordage asks for no hard refresh: add what is missing there and refresh hard by hand, or refresh the ApplicationSet',
    ),
  ],
];

const HYDRATED = { drySha: COMMIT, lastComparedDry: COMMIT, hydratedSha: STRANGE };
const RENDERED = { revisions: [STRANGE], operation: operation({ revisions: [STRANGE] }) };

const HYDRATOR: readonly Row[] = [
  ['the commit was hydrated, and that is synced', { hydrated: HYDRATED, ...RENDERED }, 'live'],
  [
    'a later commit was looked at and changed nothing',
    { hydrated: { ...HYDRATED, lastComparedDry: LATER }, ...RENDERED },
    'live',
  ],
  [
    'Argo CD before 3.3 does not say what was compared',
    { hydrated: { ...HYDRATED, lastComparedDry: undefined }, ...RENDERED },
    'live',
  ],
  ['hydrated, and nothing was compared yet', { hydrated: HYDRATED, revisions: [] }, BEHIND],
  ['what was hydrated is not synced yet', { hydrated: HYDRATED, revisions: [LATER] }, BEHIND],
  [
    'the hydrator has not seen the commit',
    { hydrated: { ...HYDRATED, drySha: FORMER, lastComparedDry: FORMER }, ...RENDERED },
    BEHIND,
  ],
  [
    'it has seen the commit and is at it, or failed, while the manifests of before are synced',
    { hydrated: { ...HYDRATED, drySha: FORMER }, ...RENDERED },
    'waiting refresh: the source hydrator knows the commit and has made no manifests of it yet',
    { hasImage: false },
  ],
  [
    'the dry commit is one that git does not know',
    { hydrated: { ...HYDRATED, drySha: STRANGE }, ...RENDERED },
    'unknown: Argo CD is at a revision that git does not know here',
  ],
  [
    'nothing was ever hydrated',
    { hydrated: { drySha: '', lastComparedDry: undefined, hydratedSha: '' }, revisions: [] },
    BEHIND,
  ],
  [
    'hydrated of another repository',
    { hydrated: HYDRATED, ...RENDERED, sources: [{ repoUrl: CHART, target: 'main' }] },
    BEHIND,
  ],
];

test.each(casesOf(PITFALLS))('$name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});

test.each(casesOf(HYDRATOR))('12 $name', ({ application, verdict, expectation }) => {
  expect(judge(application, expectation)).toBe(verdict);
});
