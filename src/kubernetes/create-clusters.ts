import type { ApplicationRef } from '../core/argo/application.ts';
import type { Clusters } from './clusters.ts';
import { createCoalescer } from './coalesce.ts';
import type { Condition } from './condition.ts';
import { connect, type Connection, type KubeSource } from './connect.ts';
import { holdNetworks, type Held, type HeldNetworks } from './hold-networks.ts';
import type { ReflectorEvent } from './reflector.ts';
import { askForRefresh, type RefreshAnswer } from './refresh.ts';
import { DEFAULT_TIMINGS, type Timings } from './timings.ts';
import { viewInstance } from './view.ts';
import type { ProjectSpec, Surroundings } from './watch.ts';

/** What happened, for counters; a notification concerns no one context. */
export type ClusterEvent = ReflectorEvent | 'notification' | `refresh-${RefreshAnswer}`;

/** A collection is seen better or worse than before: for the log. */
export type ClusterNews = Pick<Condition, 'state' | 'why' | 'code'> & {
  readonly context: string | undefined;
  readonly namespace: string;
  readonly resource: 'applications' | 'appprojects';
};

export type ClustersOptions = {
  readonly kubeConfig: KubeSource;
  /** Milliseconds since the epoch, by the clock that everything is told in. Timers are real time. */
  readonly now: () => number;
  /** Something of this network is worth a look. */
  readonly onChange: (network: string) => void;
  readonly log?: (news: ClusterNews) => void;
  /** @param context undefined: the current one */
  readonly onEvent?: (event: ClusterEvent, context: string | undefined) => void;
  readonly timings?: Partial<Timings>;
};

/** How far a collection of Applications was read. */
export type ReadSoFar = { readonly state: Condition['state']; readonly resourceVersion: string | undefined };

/**
 * Watches the clusters of all networks. The same collection is watched once, however many networks want it; that one
 * cluster is away is nothing to another.
 */
export const createClusters = (
  options: ClustersOptions,
): Clusters & {
  /** By `context/namespace`, without a context for the current one; for tests. */
  readonly news: () => ReadonlyMap<string, ReadSoFar>;
} => {
  const timings = { ...DEFAULT_TIMINGS, ...options.timings };
  const stopping = new AbortController();
  const changes = createCoalescer(timings.coalesce, (network) => {
    if (!networks.has(network)) return;
    options.onEvent?.('notification', undefined);
    options.onChange(network);
  });
  const networks = holdNetworks(createSurround(options, timings, changes.add));
  return {
    look: (network, argocd) =>
      stopping.signal.aborted
        ? []
        : networks
            .hold(network, argocd)
            .map((held) => viewInstance(held.instance, held.applications, held.projects, isReadOnly(held))),
    refresh: createRefresh(networks, options, timings, stopping.signal),
    keep: networks.keep,
    stop: async () => {
      stopping.abort(new DOMException('Cordage is stopping', 'AbortError'));
      changes.stop();
      await networks.stop();
    },
    news: () =>
      new Map(
        networks.applications().map(({ spec, condition, version }) => {
          const { context = '', namespace } = spec;
          return [`${context}/${namespace}`, { state: condition().state, resourceVersion: version() }];
        }),
      ),
  };
};

const isReadOnly = ({ refused }: Held): boolean => [...refused.values()].some((until) => until > performance.now());

/** Only what an instance of the network has shown may be asked for. */
const createRefresh =
  (networks: HeldNetworks, { onEvent }: ClustersOptions, timings: Timings, stop: AbortSignal) =>
  async (network: string, { instance, namespace, name }: ApplicationRef, at: number): Promise<RefreshAnswer> => {
    const held = networks.find(network, instance);
    const watch = held?.applications.find(({ spec, store }) => spec.namespace === namespace && store.get(name));
    if (!held || !watch) return 'gone';
    if ((held.refused.get(namespace) ?? 0) > performance.now()) return 'refused';
    // Expected before it is asked: the watch may be faster than the answer.
    watch.expectRefresh(name, at);
    const answer = await askForRefresh(watch.connection, namespace, name, { at, limit: timings.patch, stop });
    if (answer === 'refused') held.refused.set(namespace, performance.now() + timings.readOnly);
    onEvent?.(`refresh-${answer}`, watch.spec.context);
    return answer;
  };

/** What each watch is given: one connection a context, and who is told. */
const createSurround = (
  { kubeConfig, now, log, onEvent }: ClustersOptions,
  timings: Timings,
  tell: (network: string) => void,
) => {
  const connections = new Map<string | undefined, Connection>();
  return (
    resource: ClusterNews['resource'],
    { context, namespace }: ProjectSpec,
    wanting: ReadonlySet<string>,
  ): Surroundings => {
    const connection = connections.get(context) ?? connect(kubeConfig, context);
    connections.set(context, connection);
    const onChange = (): void => wanting.forEach(tell);
    return {
      connection,
      timings,
      now,
      onChange,
      onCondition: ({ state, why, code }) => {
        log?.({ context, namespace, resource, state, why, code });
        onChange();
      },
      onEvent: (event) => onEvent?.(event, context),
    };
  };
};
