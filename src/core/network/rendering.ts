import type { NamedHook } from '../argo/expectation.ts';
import { isManifestPath, type ApplicationSource } from '../manifests/manifest.ts';
import { mergeWorkloads, type Workload } from '../manifests/workload.ts';
import type { Place } from '../problem.ts';
import { outsideRoot } from '../text/manifest-problems.ts';
import { valuesMissing } from '../text/network-problems.ts';
import { folderOfSource, resolveValues } from './applications.ts';
import { followFile, merge, mergeHooks, override, overriddenBy, sitesOf, type Explorer, type Placed } from './reach.ts';
import type { Site } from './sites.ts';
import { join, kustomizationIn, openFile } from './tree.ts';

/** What Argo CD renders for one Application. */
export type Rendering = {
  readonly sites: readonly Site[];
  readonly labels: Readonly<Record<string, string>>;
  readonly hooks: readonly NamedHook[];
  readonly workloads: readonly Workload[];
  /** The files it starts from: a Kustomization, values files, or the manifests of a plain folder. */
  readonly files: ReadonlySet<string>;
};

/** What an Application renders from this repository; sources in others, and values files there, are passed over. */
export const followApplication = (explorer: Explorer, placed: Placed): Rendering => {
  const own = ownSites(explorer, placed);
  const files = new Set<string>();
  let sites: readonly Site[] = [];
  for (const source of placed.application.sources) {
    const entries = listEntries(explorer, placed, source);
    for (const file of entries.files) files.add(file);
    const parts = entries.files.map((file) => followFile(explorer, file).sites);
    sites = merge(sites, entries.layered ? layer([...parts, own]) : parts.reduce(merge, []));
  }
  const reaches = [...files].map((file) => followFile(explorer, file));
  return {
    sites: merge(
      override(
        sites.filter((site) => !own.includes(site)),
        overriddenBy(own),
      ),
      own,
    ),
    labels: Object.assign({}, ...reaches.map(({ labels }) => labels), placed.application.labels),
    hooks: reaches.map(({ hooks }) => hooks).reduce(mergeHooks, []),
    workloads: reaches.map(({ workloads }) => workloads).reduce(mergeWorkloads, []),
    files,
  };
};

/** Helm's values: of two files that say the same key, the later counts. */
const layer = (parts: readonly (readonly Site[])[]): readonly Site[] => {
  const byKey = new Map<string, Site>();
  for (const site of parts.flat()) byKey.set(keyOf(site), site);
  return [...byKey.values()];
};

/** The path of a value among Helm's values, wherever they are written: in a file of their own, or in an Application. */
const keyOf = ({ scalar: { path } }: Site): string => {
  const inline = path.findIndex(
    (step, index) => (step === 'valuesObject' || step === 'values') && path[index - 1] === 'helm',
  );
  return JSON.stringify(path.slice(inline === -1 ? 1 : inline + 1));
};

type Entries = { readonly files: readonly string[]; readonly layered: boolean };

const listEntries = (explorer: Explorer, { file, application }: Placed, source: ApplicationSource): Entries => {
  const { tree, manifests } = explorer;
  const at: Place = { file, line: 1, column: 1 };
  const folder = folderOfSource(source);
  const here = folder !== undefined && tree.folders.has(folder);
  if (source.path !== undefined && folder === undefined) explorer.problems.push(outsideRoot(at, source.path));
  const kustomization = here ? kustomizationIn(tree, folder) : undefined;
  if (kustomization !== undefined) return { files: openEach(explorer, at, [kustomization]), layered: false };
  const isChart = here && tree.entries.has(join(folder, 'Chart.yaml'));
  if (here && !isChart && source.valueFiles.length === 0) {
    const names = (tree.folders.get(folder) ?? []).map((name) => join(folder, name)).filter(isManifestPath);
    // An Application in a plain folder is deployed by this one, not rendered into it.
    const plain = names.filter((name) => manifests.get(name)?.applications.length === 0);
    return { files: openEach(explorer, at, plain), layered: false };
  }
  const chart = isChart && tree.entries.has(join(folder, 'values.yaml')) ? [join(folder, 'values.yaml')] : [];
  const values = source.valueFiles.flatMap((written) => {
    const resolved = resolveValues(source, application.sources, written);
    if (!resolved) return [];
    const { path } = resolved;
    if (path === undefined) {
      explorer.problems.push(outsideRoot(at, written));
      return [];
    }
    if (tree.entries.has(path)) return [path];
    if (here && !written.startsWith('$')) explorer.problems.push(valuesMissing(at, written));
    return [];
  });
  return { files: openEach(explorer, at, [...chart, ...values]), layered: true };
};

const openEach = ({ tree, problems }: Explorer, at: Place, files: readonly string[]): readonly string[] =>
  files.flatMap((file) => {
    const target = openFile(tree, file, at, file);
    if ('file' in target) return [target.file];
    problems.push(target.problem);
    return [];
  });

const ownSites = (explorer: Explorer, { file, application }: Placed): readonly Site[] => {
  const sites = sitesOf(explorer, file);
  const documents = explorer.documents.get(file) ?? Map.groupBy(sites, ({ scalar }) => scalar.path[0]);
  explorer.documents.set(file, documents);
  const { path } = application;
  return (documents.get(path[0]) ?? []).filter(({ scalar }) =>
    path.every((step, index) => scalar.path[index] === step),
  );
};
