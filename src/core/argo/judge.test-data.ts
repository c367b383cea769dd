import type { ArgoApplication, ArgoOperation, SyncWindow } from './application.ts';
import type { Expectation } from './expectation.ts';
import { judgeApplication } from './judge.ts';

/** The commit that moved the node, one before it, one after it, and one that git has never heard of. */
export const COMMIT = 'c'.repeat(40);
export const FORMER = 'b'.repeat(40);
export const LATER = 'd'.repeat(40);
export const STRANGE = 'e'.repeat(40);

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const MOVED_AT = Date.UTC(2026, 10, 22, 14);
export const NOW = MOVED_AT + 10 * MINUTE;
export const SETTLE = 10 * SECOND;
export const GRACE = 60 * SECOND;

export const OURS = 'https://github.com/acme/network-manifests';
export const CHART = 'https://charts.example.com';
export const WANTED = 'registry.example.com/trade:1.4.0';
export const OLD = 'registry.example.com/trade:1.3.0';
export const SIDECAR = 'registry.example.com/proxy:9';

const ANCESTRY: ReadonlyMap<string, boolean> = new Map([
  [COMMIT, true],
  [LATER, true],
  [FORMER, false],
]);

const VERDICTS: ReadonlyMap<string, ReturnType<Expectation['judgeImage']>> = new Map([
  [WANTED, 'wanted'],
  [OLD, 'other-version'],
]);

/** What moved to trade 1.4.0 ten minutes ago. */
export const expecting = (more: Partial<Expectation> = {}): Expectation => ({
  commit: COMMIT,
  movedAt: MOVED_AT,
  contains: (revision) => ANCESTRY.get(revision),
  isOurs: (repoUrl) => repoUrl === OURS,
  branch: 'main',
  judgeImage: (image) => VERDICTS.get(image) ?? 'unrelated',
  hasImage: true,
  hooks: [],
  windows: [],
  refreshAskedAt: undefined,
  settle: SETTLE,
  grace: GRACE,
  now: NOW,
  ...more,
});

/** A full sync of the commit, that took half a minute. */
export const operation = (more: Partial<ArgoOperation> = {}): ArgoOperation => ({
  phase: 'Succeeded',
  startedAt: MOVED_AT + MINUTE,
  finishedAt: MOVED_AT + 90 * SECOND,
  retryCount: 0,
  message: '',
  revisions: [COMMIT],
  partial: false,
  selected: [],
  by: 'automated',
  hooks: [],
  failures: [],
  ...more,
});

/** One that is under way. */
export const running = (more: Partial<ArgoOperation> = {}): ArgoOperation =>
  operation({ phase: 'Running', finishedAt: undefined, ...more });

/** Its Application, of which everything is proven: live. */
export const proven = (more: Partial<ArgoApplication> = {}): ArgoApplication => ({
  instance: 'tokyo',
  namespace: 'argocd',
  name: 'party-0001',
  called: 'party-0001',
  project: 'default',
  sources: [{ repoUrl: OURS, target: 'main' }],
  destination: { cluster: 'in-cluster', namespace: 'party-0001' },
  autoSync: true,
  selfHeal: true,
  skipReconcile: false,
  applicationSet: undefined,
  deleting: false,
  comparedToSpec: true,
  sync: 'Synced',
  revisions: [COMMIT],
  health: 'Healthy',
  healthSince: MOVED_AT + 2 * MINUTE,
  healthMessage: '',
  unwell: [],
  outOfSync: [],
  synced: [],
  operationRequested: false,
  operation: operation(),
  reconciledAt: MOVED_AT + 3 * MINUTE,
  errors: [],
  images: [WANTED, SIDECAR],
  refreshRequested: false,
  hydrated: undefined,
  ...more,
});

/** A window that is always open, on every Application. */
export const always = (more: Partial<SyncWindow> = {}): SyncWindow => ({
  kind: 'deny',
  schedule: '0 14 * * *',
  duration: '1h',
  timeZone: 'UTC',
  applications: ['*'],
  namespaces: [],
  clusters: [],
  manualSync: false,
  andOperator: false,
  ...more,
});

/** What is said of an Application that differs so from the proven one: `waiting refresh: Argo CD has not seen the commit`. */
export const judge = (application: Partial<ArgoApplication>, expectation: Partial<Expectation> = {}): string => {
  const verdict = judgeApplication(proven(application), expecting(expectation));
  const what = verdict.kind === 'waiting' ? `waiting ${verdict.for}` : verdict.kind;
  return verdict.message ? `${what}: ${verdict.message}` : what;
};

/** A case by its name; `expectation` where it differs. */
export type Row = readonly [
  name: string,
  application: Partial<ArgoApplication>,
  verdict: string,
  expectation?: Partial<Expectation>,
];

export const casesOf = (rows: readonly Row[]) =>
  rows.map(([name, application, verdict, expectation]) => ({ name, application, verdict, expectation }));

export const BEHIND = 'waiting refresh: Argo CD has not seen the commit';
export const OLD_MANIFESTS =
  'waiting hard-refresh: synced at the commit with the manifests of before: argocd.argoproj.io/manifest-generate-paths does not cover all that it reads; Cordage asks for no hard refresh: add what is missing there, then refresh hard by hand';
export const ON_DELETE =
  'degraded: pods of the former version still run though it is synced and Healthy: is updateStrategy OnDelete? Delete the pod';

/** The sync that brought the version of before. */
export const FORMER_SYNC = operation({
  revisions: [FORMER],
  startedAt: MOVED_AT - MINUTE,
  finishedAt: MOVED_AT - MINUTE,
});
