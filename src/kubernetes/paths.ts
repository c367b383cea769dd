import { ApiFault, type Collection } from './api-fault.ts';

/** A DNS subdomain, as names of namespaces and objects are; `..` would lead out of the collection. */
const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

export const isName = (name: string): boolean => NAME.test(name);

/** @throws ApiFault where there can be no such namespace */
export const collectionPath = (collection: Collection): string => {
  const { namespace, resource } = collection;
  if (!isName(namespace)) throw new ApiFault({ kind: 'absent', ...collection });
  return `/apis/argoproj.io/v1alpha1/namespaces/${encodeURIComponent(namespace)}/${resource}`;
};
