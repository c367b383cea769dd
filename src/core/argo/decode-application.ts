import type { ArgoConfig } from '../config/config.ts';
import type { ArgoApplication } from './application.ts';
import { decodeOperation } from './decode-operation.ts';
import { decodeSpec, isComparedTo } from './decode-spec.ts';
import { decodeHydrated, decodeStatus } from './decode-status.ts';
import { isObject, type Json, meansTrue, readName, readObject, readObjects, readText } from './read-json.ts';
import { shareText } from './share.ts';

const REFRESH = 'argocd.argoproj.io/refresh';
const SKIP_RECONCILE = 'argocd.argoproj.io/skip-reconcile';

/**
 * An Application as the API server sends it, in a LIST or a WATCH. Undefined for what is none: another kind, or without name
 * or namespace, as a bookmark is. All else may be missing or wrong: that is then as if it were not there, and what is not
 * known is never good. Keeps nothing of the object alive but short texts; under 1 kB for one of 10 kB.
 * @param instance its Argo CD, by the name in `cordage.yaml`
 * @param node where an Application names its node
 */
export const decodeApplication = (
  raw: unknown,
  instance: string,
  node: ArgoConfig['node'],
): ArgoApplication | undefined => {
  if (!isObject(raw) || !isApplication(raw)) return undefined;
  const metadata = readObject(raw['metadata']);
  const namespace = shareText(readName(metadata['namespace']));
  const name = readName(metadata['name']);
  if (name === '' || namespace === '') return undefined;
  const annotations = readObject(metadata['annotations']);
  const spec = readObject(raw['spec']);
  const status = readObject(raw['status']);
  return {
    instance,
    namespace,
    name,
    called: node.by === 'name' ? name : readCalled(node, metadata),
    ...decodeSpec(spec),
    skipReconcile: meansTrue(annotations[SKIP_RECONCILE]),
    applicationSet: findApplicationSet(metadata['ownerReferences']),
    deleting: readText(metadata['deletionTimestamp']) !== '',
    comparedToSpec: isComparedTo(spec, readObject(status['sync'])['comparedTo']),
    ...decodeStatus(status),
    operationRequested: isObject(raw['operation']),
    operation: decodeOperation(status['operationState']),
    refreshRequested: typeof annotations[REFRESH] === 'string',
    hydrated: decodeHydrated(spec['sourceHydrator'], status['sourceHydrator']),
  };
};

/** Items of a LIST may come without kind and version. */
const isApplication = ({ kind, apiVersion }: Json): boolean =>
  (kind === undefined || kind === 'Application') &&
  (apiVersion === undefined || readText(apiVersion).startsWith('argoproj.io/'));

const readCalled = (
  { by, key }: Exclude<ArgoConfig['node'], { readonly by: 'name' }>,
  { labels, annotations }: Json,
): string | undefined => readName(readObject(by === 'label' ? labels : annotations)[key]) || undefined;

const findApplicationSet = (owners: unknown): string | undefined => {
  for (const { kind, name } of readObjects(owners))
    if (kind === 'ApplicationSet') return shareText(readName(name)) || undefined;
  return undefined;
};
