import { isoTime } from '../github/world.ts';
import type { App, Operation } from './app.ts';
import { destinationOf } from './behave.ts';
import type { Workload } from './desired.ts';
import { renderHealth, renderResourceHealth, type Controller } from './health.ts';

export const API_VERSION = 'argoproj.io/v1alpha1';
export const NAMESPACE = 'argocd';
export const PROJECT = 'trade-network';
const APPLICATION_SET = 'trade-network';

type Setting = {
  /** Of the Git server's repository. */
  readonly url: string;
  readonly onDelete: boolean;
  readonly controller: Controller;
};

/** The object that the API server shows of an Application, as Argo CD writes it. */
export const renderApplication = (app: App, setting: Setting): Readonly<Record<string, unknown>> => ({
  apiVersion: API_VERSION,
  kind: 'Application',
  metadata: {
    name: app.name,
    namespace: NAMESPACE,
    uid: app.uid,
    resourceVersion: String(app.resourceVersion),
    generation: app.generation,
    creationTimestamp: isoTime(app.createdAt),
    labels: app.labels,
    annotations: {
      'argocd.argoproj.io/manifest-generate-paths': '.;/base',
      ...Object.fromEntries([...app.annotations].map(([key, value]) => [`argocd.argoproj.io/${key}`, value])),
    },
    ownerReferences: [
      {
        apiVersion: API_VERSION,
        kind: 'ApplicationSet',
        name: APPLICATION_SET,
        uid: '6f8a7a52-5a7e-4a0e-8a53-0c1d2e3f4a5b',
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
    managedFields: [
      {
        manager: 'argocd-application-controller',
        operation: 'Update',
        apiVersion: API_VERSION,
        time: isoTime(app.reconciledAt),
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:status': { '.': {}, 'f:health': {}, 'f:summary': {}, 'f:sync': { '.': {}, 'f:comparedTo': {} } },
        },
      },
    ],
  },
  spec: renderSpec(app, setting.url),
  ...(app.requested && { operation: renderRequest(app) }),
  status: renderStatus(app, setting),
});

const sourceOf = ({ path }: App, url: string) => ({ repoURL: url, path, targetRevision: 'refs/heads/main' });

const destination = (app: App) => {
  const { cluster, namespace } = destinationOf(app);
  return { name: cluster, namespace };
};

const renderSpec = (app: App, url: string) => ({
  project: PROJECT,
  source: sourceOf(app, url),
  destination: destination(app),
  revisionHistoryLimit: 3,
  syncPolicy: {
    automated: { prune: true, selfHeal: true, ...(!app.autoSync && { enabled: false }) },
    retry: { limit: 2, backoff: { duration: '30s', factor: 2, maxDuration: '5m' } },
    managedNamespaceMetadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    syncOptions: ['CreateNamespace=true', 'PruneLast=true'],
  },
});

const renderRequest = ({ revision, operation, drifted }: App) => ({
  sync: {
    revision: operation?.revision ?? revision,
    prune: true,
    ...(drifted.length > 0 && { resources: drifted.map(splitName), autoHealAttemptsCount: 1 }),
  },
  initiatedBy: { automated: true },
  retry: { limit: 2 },
});

const GROUPS: Readonly<Record<string, string>> = {
  StatefulSet: 'apps',
  Deployment: 'apps',
  Job: 'batch',
  NetworkPolicy: 'networking.k8s.io',
};

const splitName = (resource: string) => {
  const [kind = '', name = ''] = resource.split('/');
  const group = GROUPS[kind];
  return { ...(group === undefined ? {} : { group }), kind, name };
};

const renderStatus = (app: App, { url, onDelete, controller }: Setting) => {
  const { operation } = app;
  return {
    sync: {
      status: app.sync,
      revision: app.revision,
      comparedTo: { source: sourceOf(app, url), destination: destination(app) },
    },
    health: renderHealth(app, controller),
    ...(operation && { operationState: renderOperation(app, operation, url) }),
    ...(app.syncError !== undefined && {
      conditions: [{ type: 'SyncError', message: app.syncError, lastTransitionTime: isoTime(app.reconciledAt) }],
    }),
    history: app.history.map(({ id, revision, startedAt, deployedAt }) => ({
      id,
      revision,
      source: sourceOf(app, url),
      deployStartedAt: isoTime(startedAt),
      deployedAt: isoTime(deployedAt),
      initiatedBy: { automated: true },
    })),
    reconciledAt: isoTime(app.reconciledAt),
    resources: renderResources(app, controller),
    ...(!controller.persistsHealth && { resourceHealthSource: 'appTree' }),
    sourceType: 'Kustomize',
    summary: { images: imagesOf(app, onDelete) },
    controllerNamespace: NAMESPACE,
  };
};

/** Those of the pods that run: for a moment of both versions, and of the former one for good where no pod is replaced. */
const imagesOf = ({ live: { desired, former } }: App, onDelete: boolean): readonly string[] =>
  former.length === 0 ? desired.images : onDelete ? former : [...new Set([...former, ...desired.images])].toSorted();

const listResources = ({ kind, name }: Workload): readonly string[] => [
  'ConfigMap/identity',
  'Service/corda',
  `${kind}/${name}`,
  'NetworkPolicy/corda',
];

const renderResources = (app: App, { persistsHealth }: Controller) => {
  const { name, drifted, sync } = app;
  const resources = listResources(app.live.desired.workload);
  return [...new Set([...resources, ...drifted])].map((resource) => {
    const differs =
      drifted.includes(resource) || (sync === 'OutOfSync' && drifted.length === 0 && resource === resources[2]);
    const health = persistsHealth ? renderResourceHealth(app, resource) : undefined;
    return {
      ...splitName(resource),
      version: 'v1',
      namespace: name,
      status: differs ? 'OutOfSync' : 'Synced',
      ...(health && { health }),
    };
  });
};

const renderOperation = (app: App, operation: Operation, url: string) => {
  const { revision, startedAt, finishedAt, phase, message, retries, resources, hook } = operation;
  return {
    operation: {
      sync: {
        revision,
        prune: true,
        ...(resources.length > 0 && { resources: resources.map(splitName), autoHealAttemptsCount: 1 }),
      },
      initiatedBy: { automated: true },
      retry: { limit: 2 },
    },
    phase,
    message,
    startedAt: isoTime(startedAt),
    ...(finishedAt !== undefined && { finishedAt: isoTime(finishedAt) }),
    ...(retries > 0 && { retryCount: retries }),
    syncResult: {
      revision,
      source: sourceOf(app, url),
      resources: [
        ...(hook
          ? [
              {
                version: 'v1',
                ...splitName(hook.resource),
                namespace: app.name,
                status: 'Synced',
                message: hook.message,
                hookType: 'Sync',
                hookPhase: hook.phase,
                syncPhase: 'Sync',
              },
            ]
          : []),
        ...(phase === 'Succeeded' ? listResources(operation.desired.workload) : []).map((resource) => ({
          group: '',
          ...splitName(resource),
          version: 'v1',
          namespace: app.name,
          status: 'Synced',
          message: `${resource} configured`,
          hookPhase: 'Succeeded',
          syncPhase: 'Sync',
        })),
      ],
    },
  };
};
