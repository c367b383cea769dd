import type { ArgoApplication } from './application.ts';
import { isObject, type Json, readList, readName, readObject } from './read-json.ts';
import { isSameJson } from './same-json.ts';
import { createPool, EMPTY, shareText } from './share.ts';

type Sources = ArgoApplication['sources'];
type Spec = Pick<ArgoApplication, 'project' | 'sources' | 'destination' | 'autoSync' | 'selfHeal'>;

const MOST_SOURCES = 50;
const pool = createPool<Sources>(1024);

/** `spec` of an Application, with Argo CD's own defaults. */
export const decodeSpec = (spec: Json): Spec => {
  const { namespace, name, server } = readObject(spec['destination']);
  const automated = readObject(spec['syncPolicy'])['automated'];
  const autoSync = isObject(automated) && automated['enabled'] !== false;
  return {
    project: shareText(readName(spec['project'])) || 'default',
    sources: decodeSources(spec),
    destination: {
      cluster: shareText(readName(name) || readName(server)),
      namespace: shareText(readName(namespace)),
    },
    autoSync,
    selfHeal: autoSync && automated['selfHeal'] === true,
  };
};

/** Of several kinds of source, which one counts: the hydrator before `sources` before `source`, as in Argo CD. */
const decodeSources = (spec: Json): Sources => {
  const { sourceHydrator, source } = spec;
  const several = readList(spec['sources']);
  const all = isObject(sourceHydrator) ? [sourceHydrator['drySource']] : several.length > 0 ? several : [source];
  const sources = all.slice(0, MOST_SOURCES).map(decodeSource);
  if (sources.every(({ repoUrl }) => repoUrl === '')) return EMPTY;
  return pool(JSON.stringify(sources), () => sources);
};

const decodeSource = (raw: unknown): Sources[number] => {
  const { repoURL, targetRevision } = readObject(raw);
  return { repoUrl: shareText(readName(repoURL)), target: shareText(readName(targetRevision)) || 'HEAD' };
};

/**
 * Whether a status belongs to this spec: `status.sync.comparedTo` has its sources and its destination. Without it nothing
 * was compared yet.
 */
export const isComparedTo = (spec: Json, comparedTo: unknown): boolean => {
  if (!isObject(comparedTo) || !isSameJson(comparedTo['destination'], spec['destination'])) return false;
  const { sourceHydrator } = spec;
  if (isObject(sourceHydrator)) return isSameJson(comparedTo['source'], syncSourceOf(sourceHydrator));
  const several = readList(spec['sources']);
  return several.length > 0
    ? isSameJson(comparedTo['sources'], several)
    : isObject(spec['source']) && isSameJson(comparedTo['source'], spec['source']);
};

/** What a hydrated Application syncs: the branch of rendered manifests (`SourceHydrator.GetSyncSource`). */
const syncSourceOf = (hydrator: Json): Json => {
  const { repoURL, path, targetBranch } = readObject(hydrator['syncSource']);
  return {
    repoURL: readName(repoURL) || readObject(hydrator['drySource'])['repoURL'],
    path,
    targetRevision: targetBranch,
  };
};
