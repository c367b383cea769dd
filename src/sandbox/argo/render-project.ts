import { createHash } from 'node:crypto';
import type { SyncWindow } from '../../core/argo/application.ts';
import { isoTime } from '../github/world.ts';
import { API_VERSION, NAMESPACE, PROJECT } from './render.ts';

/** The object that the API server shows of the project, with its windows. */
export const renderProject = (windows: readonly SyncWindow[], version: number, url: string): unknown => ({
  apiVersion: API_VERSION,
  kind: 'AppProject',
  metadata: {
    name: PROJECT,
    namespace: NAMESPACE,
    uid: createHash('md5').update(PROJECT).digest('hex'),
    resourceVersion: String(version),
    creationTimestamp: isoTime(0),
  },
  spec: {
    sourceRepos: [`${url}/*`],
    destinations: [{ name: '*', namespace: '*' }],
    ...(windows.length > 0 && {
      syncWindows: windows.map(({ namespaces, clusters, andOperator, ...window }) => ({
        ...window,
        ...(namespaces.length > 0 && { namespaces }),
        ...(clusters.length > 0 && { clusters }),
        ...(andOperator && { andOperator }),
      })),
    }),
  },
});
