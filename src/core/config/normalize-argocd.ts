import type * as z from 'zod';
import type { ArgoConfig, ArgoInstance } from './config.ts';
import { listOf, readDuration } from './read-value.ts';
import type { ApplicationShape, ArgoShape, InstanceShape } from './schema-argocd.ts';

export type ApplicationInput = z.output<typeof ApplicationShape>;

/** The section `argocd` in full. */
export const normalizeArgo = ({ instances, application, settle, ...rest }: z.output<typeof ArgoShape>): ArgoConfig => ({
  instances: instances.map(normalizeInstance),
  node: normalizeApplication(application),
  settle: readDuration(settle),
  ...rest,
});

export const normalizeInstance = (instance: z.output<typeof InstanceShape>): ArgoInstance => ({
  name: instance.name,
  context: instance.context,
  namespaces: listOf(instance.namespaces),
  selector: instance.selector,
  url: instance.url?.replace(/\/+$/, ''),
});

/** A rule sees to it that a map has exactly one of the two keys. */
const normalizeApplication = (application: ApplicationInput): ArgoConfig['node'] => {
  if (typeof application === 'string') return { by: 'name', template: application };
  const { label, annotation = '' } = application;
  return label === undefined ? { by: 'annotation', key: annotation } : { by: 'label', key: label };
};
