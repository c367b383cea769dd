import type { ArgoConfig } from '../config/config.ts';
import type { ApplicationRef, ArgoApplication, InstanceView } from './application.ts';

export type Matched = {
  /** Nodes that have an Application; several of one node are for others to tell. In the order of the views. */
  readonly byNode: ReadonlyMap<string, readonly ArgoApplication[]>;
  /** Applications of this repository that are no node's. */
  readonly strangers: readonly ApplicationRef[];
};

/**
 * Which Application is which node's. Only those count of which a source is the manifests repository: other networks may
 * share an Argo CD and call their nodes alike.
 */
export const matchApplications = (
  nodes: readonly string[],
  views: readonly InstanceView[],
  node: ArgoConfig['node'],
  isOurs: (repoUrl: string) => boolean,
): Matched => {
  const known = new Set(nodes);
  const readNode = node.by === 'name' ? readTemplate(node.template) : (called: string) => called;
  const byNode = new Map<string, ArgoApplication[]>();
  const strangers: ApplicationRef[] = [];
  for (const { applications } of views)
    for (const application of applications) {
      if (!application.sources.some(({ repoUrl }) => isOurs(repoUrl))) continue;
      const { called, instance, namespace, name } = application;
      const found = called === undefined ? undefined : readNode(called);
      if (found === undefined || !known.has(found)) strangers.push({ instance, namespace, name });
      else {
        const others = byNode.get(found);
        if (others === undefined) byNode.set(found, [application]);
        else others.push(application);
      }
    }
  return { byNode, strangers };
};

/** What stands for `{node}` in a name that follows the template. */
const readTemplate = (template: string): ((name: string) => string | undefined) => {
  const [before = '', after] = template.split('{node}');
  if (after === undefined) return () => undefined;
  return (name) =>
    name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after)
      ? name.slice(before.length, name.length - after.length)
      : undefined;
};
