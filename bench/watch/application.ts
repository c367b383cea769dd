/**
 * An Application as Argo CD writes it for a node of twenty resources: of its about 10 kB a third are managedFields, a third
 * the last sync, the rest history and resources. Cut where a status change writes, so that a storm costs string joins only.
 */
export const writeApplication = (index: number): ((version: number, health: string) => string) => {
  const name = `party-${String(index).padStart(4, '0')}`;
  const text = JSON.stringify(render(name));
  const [head = '', middle = '', tail = ''] = text.split(/"@(?:version|health)"/);
  return (version, health) => `${head}"${version}"${middle}"${health}"${tail}`;
};

const KINDS = ['ConfigMap', 'Secret', 'Service', 'ServiceAccount', 'StatefulSet', 'PersistentVolumeClaim', 'Job'];
const REVISION = '4f0c1d2e3b4a5968778695a4b3c2d1e0f9a8b7c6';

const render = (name: string) => {
  const source = {
    repoURL: 'https://github.com/acme/network-manifests.git',
    path: `nodes/${name}`,
    targetRevision: 'main',
  };
  const destination = { server: 'https://kubernetes.default.svc', namespace: name };
  const resources = Array.from({ length: 20 }, (_, at) => ({
    version: 'v1',
    kind: KINDS[at % KINDS.length],
    namespace: name,
    name: `corda-${at}`,
  }));
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: 'argocd',
      uid: `6f1c0f7e-6a53-4c0e-9a55-0d6f5a2f${name.slice(-4)}`,
      resourceVersion: '@version',
      generation: 2342,
      creationTimestamp: '2026-01-12T08:00:00Z',
      labels: { ring: 'canary', 'example.com/node': name },
      annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.;/base' },
      managedFields: ['argocd-applicationset-controller', 'argocd-application-controller'].map((manager) => ({
        manager,
        operation: 'Update',
        apiVersion: 'argoproj.io/v1alpha1',
        time: '2026-11-23T14:03:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': fields(6),
          'f:spec': fields(10),
          'f:status': { ...fields(12), 'f:summary': fields(4) },
        },
      })),
    },
    spec: {
      project: 'trade',
      source,
      destination,
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true'],
        retry: { limit: 5 },
      },
    },
    status: {
      sync: { status: 'Synced', revision: REVISION, comparedTo: { source, destination } },
      health: { status: '@health', lastTransitionTime: '2026-11-23T14:03:05Z' },
      reconciledAt: '2026-11-23T14:03:10Z',
      operationState: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: '2026-11-23T14:02:10Z',
        finishedAt: '2026-11-23T14:02:40Z',
        operation: { sync: { revision: REVISION, prune: true }, initiatedBy: { automated: true }, retry: { limit: 5 } },
        syncResult: {
          revision: REVISION,
          source,
          resources: resources.map((resource) => ({
            ...resource,
            group: '',
            status: 'Synced',
            message: `${resource.name} configured`,
            hookPhase: 'Running',
            syncPhase: 'Sync',
          })),
        },
      },
      history: Array.from({ length: 10 }, (_, id) => ({
        id,
        revision: REVISION.replace('4', String(id)),
        deployStartedAt: '2026-11-20T09:00:00Z',
        deployedAt: '2026-11-20T09:00:20Z',
        source,
        initiatedBy: { automated: true },
      })),
      resources: resources.map((resource) => ({ ...resource, status: 'Synced' })),
      summary: {
        images: ['registry.example.com/corda/corda-enterprise:4.12.9', 'registry.example.com/cordapps/trade:1.4.0'],
      },
      sourceType: 'Kustomize',
      controllerNamespace: 'argocd',
    },
  };
};

const fields = (count: number): Record<string, object> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`f:somethingOfIt${at}`, {}]));
