import { isDeepStrictEqual } from 'node:util';
import type { ArgoApplication, SyncWindow } from '../core/argo/application.ts';
import { decodeApplication } from '../core/argo/decode-application.ts';
import { decodeProject } from '../core/argo/decode-project.ts';
import type { ArgoConfig } from '../core/config/config.ts';
import type { Condition } from './condition.ts';
import type { Connection } from './connect.ts';
import { startReflector, type Reflector, type ReflectorEvent } from './reflector.ts';
import { createStore, type Store } from './store.ts';
import type { Timings } from './timings.ts';
import { hasPassed, isWorthALook } from './worth-a-look.ts';

/** Which Applications. `instance`: what the network that wants them first calls their Argo CD. */
export type ApplicationSpec = {
  readonly context: string | undefined;
  readonly namespace: string;
  readonly selector: string | undefined;
  readonly node: ArgoConfig['node'];
  readonly instance: string;
};

/** AppProjects are in the control plane's namespace only. */
export type ProjectSpec = Pick<ApplicationSpec, 'context' | 'namespace'>;

/** A collection as it is kept. */
export type Watch<S, T> = Reflector & { readonly spec: S; readonly connection: Connection; readonly store: Store<T> };

export type ApplicationWatch = Watch<ApplicationSpec, ArgoApplication> & {
  /** Cordage asked for a refresh: that `reconciledAt` passes this moment is news. Milliseconds. */
  readonly expectRefresh: (name: string, askedAt: number) => void;
};

export type ProjectWindows = { readonly project: string; readonly windows: readonly SyncWindow[] };
export type ProjectWatch = Watch<ProjectSpec, ProjectWindows>;

/** What a watch needs of its surroundings. */
export type Surroundings = {
  readonly connection: Connection;
  readonly timings: Timings;
  readonly now: () => number;
  readonly onChange: () => void;
  readonly onCondition: (condition: Condition) => void;
  readonly onEvent: (event: ReflectorEvent) => void;
};

export const watchApplications = (spec: ApplicationSpec, around: Surroundings): ApplicationWatch => {
  const asked = new Map<string, number>();
  const store = createStore<ArgoApplication>((name, before, after) => {
    const askedAt = asked.get(name);
    if (askedAt !== undefined && hasPassed(after, askedAt)) asked.delete(name);
    return isWorthALook(before, after, askedAt);
  });
  const source = {
    connection: around.connection,
    collection: { resource: 'applications', namespace: spec.namespace },
    selector: spec.selector,
    decode: (raw: unknown) => decodeApplication(raw, spec.instance, spec.node),
  } as const;
  return {
    ...startReflector(source, store, around.timings, around),
    spec,
    connection: around.connection,
    store,
    expectRefresh: (name, askedAt) => {
      // What is gone is expected no more; those that are there are few enough to keep.
      for (const known of asked.keys()) if (store.get(known) === undefined) asked.delete(known);
      asked.set(name, askedAt);
    },
  };
};

export const watchProjects = (spec: ProjectSpec, around: Surroundings): ProjectWatch => {
  const store = createStore<ProjectWindows>((_, before, after) => !isDeepStrictEqual(before, after));
  const source = {
    connection: around.connection,
    collection: { resource: 'appprojects', namespace: spec.namespace },
    selector: undefined,
    decode: decodeProject,
  } as const;
  return { ...startReflector(source, store, around.timings, around), spec, connection: around.connection, store };
};
