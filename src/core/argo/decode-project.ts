import type { SyncWindow } from './application.ts';
import {
  isObject,
  type Json,
  readList,
  readName,
  readObject,
  readObjects,
  readText,
  readWord,
  words,
} from './read-json.ts';
import { cutText } from './share.ts';

const KINDS = words('allow', 'deny');
const MOST_WINDOWS = 200;
/** Globs in one list of a window. */
const MOST_GLOBS = 1000;
const LONGEST_GLOB = 500;

/** Stands for what is too much to keep: it applies to everything and cannot be read, so that nothing is taken for open. */
const TOO_MUCH: SyncWindow = {
  kind: 'deny',
  schedule: '',
  duration: '',
  timeZone: '',
  applications: ['*'],
  namespaces: [],
  clusters: [],
  manualSync: false,
  andOperator: false,
};

/** The sync windows of an AppProject as the API server sends it; undefined for what is none. At most 200, and one for the rest. */
export const decodeProject = (
  raw: unknown,
): { readonly project: string; readonly windows: readonly SyncWindow[] } | undefined => {
  if (!isObject(raw) || (raw['kind'] !== undefined && raw['kind'] !== 'AppProject')) return undefined;
  const project = readName(readObject(raw['metadata'])['name']);
  if (project === '') return undefined;
  const windows: SyncWindow[] = [];
  for (const item of readObjects(readObject(raw['spec'])['syncWindows'])) {
    const window = decodeWindow(item);
    if (window === undefined) continue;
    windows.push(windows.length < MOST_WINDOWS ? window : TOO_MUCH);
    if (windows.length > MOST_WINDOWS) break;
  }
  return { project, windows };
};

/** Undefined: neither allows nor denies, and is nothing to Argo CD either. */
const decodeWindow = (raw: Json): SyncWindow | undefined => {
  const kind = readWord(raw['kind'], KINDS, undefined);
  if (kind === undefined) return undefined;
  const applications = decodeGlobs(raw['applications']);
  const namespaces = decodeGlobs(raw['namespaces']);
  const clusters = decodeGlobs(raw['clusters']);
  if (!applications || !namespaces || !clusters) return TOO_MUCH;
  return {
    kind,
    schedule: readName(raw['schedule']),
    duration: readName(raw['duration']),
    timeZone: cutText(readText(raw['timeZone']), 100),
    applications,
    namespaces,
    clusters,
    manualSync: raw['manualSync'] === true,
    andOperator: raw['andOperator'] === true,
  };
};

/** Undefined: more than is kept. */
const decodeGlobs = (raw: unknown): readonly string[] | undefined => {
  const globs = readList(raw).filter((glob) => typeof glob === 'string');
  return globs.length > MOST_GLOBS || globs.some((glob) => glob.length > LONGEST_GLOB) ? undefined : globs;
};
