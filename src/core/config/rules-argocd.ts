import * as say from '../text/config-rules-argocd.ts';
import type { ArgoInstance } from './config.ts';
import type { Rule } from './rules.ts';

/** What must hold between settings of Argo CD. */

const instancesHaveTheirOwnNames: Rule = ({ instances, placeOf }) => {
  const seen = new Set<string>();
  return instances.flatMap(({ instance: { name }, index }) => {
    const again = seen.has(name);
    seen.add(name);
    return again ? [say.instanceTwice(placeOf(['argocd', 'instances', index, 'name'], 'value'), name)] : [];
  });
};

/** Every Application would be found twice, and be told as a duplicate of itself. */
const instancesReadOtherThings: Rule = ({ instances, placeOf }) => {
  const owners = new Map<string, string>();
  return instances.flatMap(({ instance, index }) => {
    const shared = instance.namespaces.flatMap((namespace) => {
      const key = placeKey(instance, namespace);
      const other = owners.get(key);
      if (other === undefined) owners.set(key, instance.name);
      return other === undefined ? [] : [{ namespace, other }];
    })[0];
    if (!shared) return [];
    const at = placeOf(['argocd', 'instances', index], 'value');
    return [
      shared.other === instance.name
        ? say.namespaceTwice(at, instance.name, shared.namespace)
        : say.instancesOverlap(at, instance.name, shared.other, shared.namespace),
    ];
  });
};

const placeKey = ({ context, selector }: ArgoInstance, namespace: string): string =>
  JSON.stringify([context, selector, namespace]);

const applicationsNameNodesOneWay: Rule = ({ application, placeOf }) => {
  if (application === undefined || typeof application === 'string') return [];
  const { label, annotation } = application;
  const none = label === undefined && annotation === undefined;
  const both = label !== undefined && annotation !== undefined;
  return none || both ? [say.applicationKeys(placeOf(['argocd', 'application'], 'value'), none)] : [];
};

export const ARGO_RULES: readonly Rule[] = [
  instancesHaveTheirOwnNames,
  instancesReadOtherThings,
  applicationsNameNodesOneWay,
];
