import type { ApplicationSource, Manifest } from '../manifests/manifest.ts';
import { resolvePath } from '../manifests/refuse-entry.ts';
import type { Placed } from './reach.ts';
import { folderOf } from './tree.ts';

/** Which Applications deploy a folder, or read a values file: by path from the root. */
export type Deployments = ReadonlyMap<string, readonly Placed[]>;

export const indexApplications = (manifests: ReadonlyMap<string, Manifest>): Deployments => {
  const found = new Map<string, Placed[]>();
  for (const [file, { applications }] of manifests) {
    for (const application of applications) {
      for (const path of pathsOf(application.sources)) {
        const placed = found.get(path);
        if (placed) placed.push({ file, application });
        else found.set(path, [{ file, application }]);
      }
    }
  }
  return found;
};

const pathsOf = (sources: readonly ApplicationSource[]): ReadonlySet<string> =>
  new Set(
    sources
      .flatMap((source) => [
        folderOfSource(source),
        ...source.valueFiles.map((written) => resolveValues(source, sources, written)?.path),
      ])
      .filter((path) => path !== undefined),
  );

export const folderOfSource = ({ path }: ApplicationSource): string | undefined =>
  path === undefined ? undefined : resolvePath('', path);

/**
 * A values file as Argo CD finds it (User Guide, "Helm", "Values Files"): from the source's folder, from the root with a
 * leading slash, or from the root of the source called `ref`. Without a path where it leads out of the repository;
 * undefined for URLs, for other repositories, and for what only the cluster knows.
 */
export const resolveValues = (
  source: ApplicationSource,
  sources: readonly ApplicationSource[],
  written: string,
): { readonly path: string | undefined } | undefined => {
  if (written.includes('://')) return undefined;
  if (written.startsWith('$')) {
    const [, ref, rest = ''] = /^\$([^/]+)\/(.*)$/.exec(written) ?? [];
    const isKnown = ref !== undefined && sources.some((other) => other.ref === ref);
    return isKnown ? { path: resolvePath('', rest) } : undefined;
  }
  if (written.startsWith('/')) return { path: resolvePath('', written.replace(/^\/+/, '')) };
  const folder = folderOfSource(source);
  return folder === undefined ? undefined : { path: resolvePath(folder, written) };
};

/** The Applications that concern a node which is a file of its own. */
export const applicationsOf = (deployments: Deployments, file: string, byFolder: boolean): readonly Placed[] => [
  ...(deployments.get(file) ?? []),
  ...(byFolder ? (deployments.get(folderOf(file)) ?? []) : []),
];
