import type { ArgoApplication, InstanceView } from '../argo/application.ts';

/** What the clusters show. */
export type Sight = {
  readonly views: readonly InstanceView[];
  readonly matched: { readonly byNode: ReadonlyMap<string, readonly ArgoApplication[]> };
};

/**
 * Since when nodes look wrong in the ways of which Argo CD keeps no time: milliseconds, by name of the node. Kept from
 * pass to pass; lost with the process, it is made anew from what the Applications prove.
 */
export type Suspects = {
  readonly outOfSync: ReadonlyMap<string, number>;
  readonly failing: ReadonlyMap<string, number>;
  /** Nodes that had no Application since then: an ApplicationSet makes those of new nodes after some minutes. */
  readonly absent: ReadonlyMap<string, number>;
  /** Instances that were seen whole before. */
  readonly known: ReadonlySet<string>;
};

export const NO_SUSPECTS: Suspects = { outOfSync: new Map(), failing: new Map(), absent: new Map(), known: new Set() };

/** Names of the instances that are seen whole, as they are now. */
export const watchedOf = (views: readonly InstanceView[]): ReadonlySet<string> =>
  new Set(views.filter(({ state }) => state === 'watched').map(({ name }) => name));

/**
 * Notes who begins to look wrong, and forgets who no longer does. Of an instance that is seen whole for the first time,
 * what is wrong has been so since its last sync: a restart would call it clean otherwise. What cannot be seen stays noted.
 */
export const trackSuspects = (
  before: Suspects,
  sight: Sight & { readonly nodes: readonly string[] },
  now: number,
): Suspects => {
  const watched = watchedOf(sight.views);
  const follow = (
    noted: ReadonlyMap<string, number>,
    look: (application: ArgoApplication) => boolean | undefined,
  ): ReadonlyMap<string, number> => {
    const allSeen = watched.size === sight.views.length;
    const kept = new Map([...noted].filter(([node]) => !allSeen && !sight.matched.byNode.has(node)));
    for (const [node, [application]] of sight.matched.byNode) {
      if (!application) continue;
      const since = noted.get(node);
      const wrong = watched.has(application.instance) ? look(application) : undefined;
      const isNew = wrong === true && since === undefined;
      if (isNew) kept.set(node, before.known.has(application.instance) ? now : lastChange(application, now));
      else if (since !== undefined && wrong !== false) kept.set(node, since);
    }
    return kept;
  };
  return {
    outOfSync: follow(before.outOfSync, ({ sync }) => (sync === 'Unknown' ? undefined : sync === 'OutOfSync')),
    failing: follow(before.failing, isFailing),
    absent: trackAbsent(before, sight, now),
    known: new Set([...before.known, ...watched]),
  };
};

/** Those that were never there have been missing for ever, as far as anybody knows. */
const trackAbsent = (
  { absent, known }: Suspects,
  { views, matched, nodes }: Sight & { readonly nodes: readonly string[] },
  now: number,
): Suspects['absent'] => {
  const since = views.every(({ name }) => known.has(name)) ? now : 0;
  return new Map(nodes.filter((node) => !matched.byNode.has(node)).map((node) => [node, absent.get(node) ?? since]));
};

/** Unwell by what Argo CD says now; a node that is on its way is not. */
export const isFailing = ({ errors, health }: ArgoApplication): boolean =>
  errors.length > 0 || health === 'Degraded' || health === 'Missing';

const lastChange = ({ operation, healthSince }: ArgoApplication, now: number): number =>
  Math.min(now, operation?.finishedAt ?? healthSince ?? now);
