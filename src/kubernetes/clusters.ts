import type { ApplicationRef, InstanceView } from '../core/argo/application.ts';
import type { ArgoConfig } from '../core/config/config.ts';

/**
 * Where the truth about nodes comes from: the API servers behind Argo CD. Nothing of it throws for what the clusters do:
 * that one is away is an answer.
 */
export type Clusters = {
  /**
   * What is known now, from memory, at once; and from now on these instances are watched for this network, which is told
   * of changes. The first look finds them `reading`.
   * @param network `owner/name` of the manifests repository
   */
  readonly look: (network: string, argocd: ArgoConfig) => readonly InstanceView[];
  /** Asks Argo CD to look at an Application again, by its annotation: the only write to a cluster there is. */
  readonly refresh: (
    network: string,
    application: ApplicationRef,
    now: number,
  ) => Promise<'asked' | 'refused' | 'gone' | 'away'>;
  /** Nobody wants these networks watched any more but those named. */
  readonly keep: (networks: ReadonlySet<string>) => void;
  /** Ends every connection. */
  readonly stop: () => Promise<void>;
};

/** Nobody watches the clusters: whoever knows better says so by `/override live`. */
export const noClusters: Clusters = {
  look: () => [],
  refresh: () => Promise.resolve('away'),
  keep: () => undefined,
  stop: () => Promise.resolve(),
};
