import type { ArgoConfig, ArgoInstance } from '../core/config/config.ts';
import { shareWatches } from './share-watches.ts';
import {
  watchApplications,
  watchProjects,
  type ApplicationSpec,
  type ApplicationWatch,
  type ProjectSpec,
  type ProjectWatch,
  type Surroundings,
} from './watch.ts';

/** An instance as one network has it. */
export type Held = {
  readonly instance: ArgoInstance;
  readonly applications: readonly ApplicationWatch[];
  readonly projects: ProjectWatch | undefined;
  /** Namespaces in which a refresh was refused, until when it is not asked for again; milliseconds of real time. */
  readonly refused: Map<string, number>;
};

/** The watches of all networks. */
export type HeldNetworks = {
  /** The instances of a network; they are watched from now on, and what another config wanted is not. */
  readonly hold: (network: string, argocd: Pick<ArgoConfig, 'instances' | 'node'>) => readonly Held[];
  readonly find: (network: string, instance: string) => Held | undefined;
  readonly has: (network: string) => boolean;
  /** Lets go of all networks but these. */
  readonly keep: (networks: ReadonlySet<string>) => void;
  readonly applications: () => readonly ApplicationWatch[];
  readonly stop: () => Promise<void>;
};

/** Makes what a watch needs, given what it is and who wants it. */
type Surround = (
  resource: 'applications' | 'appprojects',
  spec: ProjectSpec,
  wanting: ReadonlySet<string>,
) => Surroundings;

export const holdNetworks = (surround: Surround): HeldNetworks => {
  const networks = new Map<string, { readonly config: string; readonly held: readonly Held[] }>();
  const watches = shareAll(surround);
  return {
    hold: (network, argocd) => {
      const config = JSON.stringify([argocd.instances, argocd.node]);
      const known = networks.get(network);
      if (known?.config === config) return known.held;
      const held = watches.hold(network, argocd);
      networks.set(network, { config, held });
      return held;
    },
    find: (network, name) => networks.get(network)?.held.find(({ instance }) => instance.name === name),
    has: (network) => networks.has(network),
    keep: (wanted) => {
      for (const network of networks.keys()) {
        if (wanted.has(network)) continue;
        networks.delete(network);
        watches.hold(network, { instances: [], node: { by: 'name', template: '' } });
      }
    },
    applications: watches.applications,
    stop: watches.stop,
  };
};

/** The watches of Applications and of AppProjects. */
const shareAll = (surround: Surround) => {
  const ending = new Set<Promise<void>>();
  const end = (stopped: Promise<void>): void => {
    ending.add(stopped);
    void stopped.finally(() => ending.delete(stopped));
  };
  const applications = shareWatches(
    ({ context, namespace, selector, node }: ApplicationSpec) => JSON.stringify([context, namespace, selector, node]),
    (spec, wanting) => watchApplications(spec, surround('applications', spec, wanting)),
    end,
  );
  const projects = shareWatches(
    ({ context, namespace }: ProjectSpec) => JSON.stringify([context, namespace]),
    (spec, wanting) => watchProjects(spec, surround('appprojects', spec, wanting)),
    end,
  );
  return {
    hold: (network: string, { instances, node }: Pick<ArgoConfig, 'instances' | 'node'>): readonly Held[] => {
      const wanted = instances.map((instance) => ({ instance, specs: specsOf(instance, node) }));
      const all = wanted.flatMap(({ specs }) => specs);
      const controlPlanes = wanted.flatMap(({ specs }) => specs.slice(0, 1));
      const findApplications = applications.hold(network, all);
      const findProjects = projects.hold(network, controlPlanes);
      return wanted.map(({ instance, specs }) => ({
        instance,
        applications: specs.map(findApplications).filter((watch) => watch !== undefined),
        projects: specs.slice(0, 1).map(findProjects)[0],
        refused: new Map(),
      }));
    },
    applications: applications.all,
    stop: async (): Promise<void> => {
      await Promise.all([...applications.all(), ...projects.all()].map((watch) => watch.stop()));
      await Promise.all(ending);
    },
  };
};

/** One for each namespace; AppProjects are in the first, the control plane's. */
const specsOf = (
  { name, context, namespaces, selector }: ArgoInstance,
  node: ArgoConfig['node'],
): readonly ApplicationSpec[] =>
  [...new Set(namespaces)].map((namespace) => ({ context, namespace, selector, node, instance: name }));
