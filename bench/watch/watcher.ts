import type { KubeConfig } from '@kubernetes/client-node';
import { createClusters } from '../../src/kubernetes/create-clusters.ts';

/** Two ways of watching the same Applications. */
export type Watcher = {
  /** Resolves with the first complete view. */
  readonly complete: Promise<void>;
  /** The resourceVersion up to which all is known. */
  readonly version: () => number;
  readonly applications: () => number;
  /** Called when something that was told of is known, with the time on the shared clock. */
  readonly onNews: (news: () => void) => void;
  readonly stop: () => Promise<void>;
};

const NETWORK = 'acme/network-manifests';

export const watchOurs = (kubeconfig: string, namespace: string): Watcher => {
  let news: () => void = () => undefined;
  const clusters = createClusters({ kubeConfig: { path: kubeconfig }, now: Date.now, onChange: () => news() });
  const argocd = {
    instances: [{ name: 'tokyo', context: 'bench', namespaces: [namespace], selector: undefined, url: undefined }],
    node: { by: 'name', template: '{node}' },
    settle: 10_000,
    refresh: false,
    drift: 'status',
  } as const;
  const look = () => clusters.look(NETWORK, argocd);
  return {
    // Asked for all the time: what tells of changes waits a second for more of them.
    complete: until(() => look()[0]?.state === 'watched'),
    version: () => Number(clusters.news().get(`bench/${namespace}`)?.resourceVersion ?? 0),
    applications: () => look()[0]?.applications.length ?? 0,
    onNews: (told) => (news = told),
    stop: clusters.stop,
  };
};

/** client-node's own way, as its examples have it: one list without pages, and whole objects kept. */
export const watchByInformer = async (kubeconfig: string, namespace: string): Promise<Watcher> => {
  const { CustomObjectsApi, KubeConfig, makeInformer } = await import('@kubernetes/client-node');
  const config: KubeConfig = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const api = config.makeApiClient(CustomObjectsApi);
  const collection = { group: 'argoproj.io', version: 'v1alpha1', namespace, plural: 'applications' };
  const informer = makeInformer(
    config,
    `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/applications`,
    async () =>
      (await api.listNamespacedCustomObject(collection)) as Awaited<ReturnType<Parameters<typeof makeInformer>[2]>>,
  );
  let news: () => void = () => undefined;
  let version = 0;
  informer.on('change', ({ metadata }) => {
    version = Number(metadata?.resourceVersion);
    news();
  });
  return {
    complete: informer.start(),
    version: () => version,
    applications: () => informer.list().length,
    onNews: (told) => (news = told),
    stop: () => informer.stop(),
  };
};

/** Resolves when it holds; looks as often as the process has nothing else to do. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise<void>((resolve) => setImmediate(resolve));
};
