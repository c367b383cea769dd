import type { NamedHook } from '../argo/expectation.ts';
import type { Artifact } from '../config/config.ts';
import { isManifestPath, type Application, type Manifest, type Reference } from '../manifests/manifest.ts';
import { mergeWorkloads, type Workload } from '../manifests/workload.ts';
import type { Place, Problem } from '../problem.ts';
import { fileUnread, referenceCycle, referenceTooDeep } from '../text/network-problems.ts';
import { findSites, type FileSites, type Site } from './sites.ts';
import { findTarget, type Tree } from './tree.ts';

/** Kustomize has no limit of its own; nobody nests bases this deep, and a stack ends somewhere. */
const DEEPEST = 100;

/** An Argo CD Application and the file it stands in. */
export type Placed = { readonly file: string; readonly application: Application };

/** What rendering a file takes from the repository. */
export type Reach = {
  /** The places that decide a version; those that something around them overrides are left out. */
  readonly sites: readonly Site[];
  /** Names of the images whose version this file sets for what stands beside it, where it is a Kustomize component. */
  readonly images: ReadonlySet<string>;
  readonly labels: Readonly<Record<string, string>>;
  readonly applications: readonly Placed[];
  readonly hooks: readonly NamedHook[];
  readonly workloads: readonly Workload[];
};

export type Explorer = {
  readonly tree: Tree;
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly artifacts: readonly Artifact[];
  /** Each file is followed once, however many nodes share it. */
  readonly reaches: Map<string, Reach | 'open'>;
  readonly sites: Map<string, FileSites>;
  /** The same by document, of files with Applications: there may be thousands in one. */
  readonly documents: Map<string, ReadonlyMap<string | number | undefined, readonly Site[]>>;
  readonly problems: Problem[];
};

const NOTHING: Reach = { sites: [], images: new Set(), labels: {}, applications: [], hooks: [], workloads: [] };

/** The sites of one file by itself. Its problems are told when it is first asked for: so only of files that a node reads. */
export const sitesOf = (explorer: Explorer, file: string): readonly Site[] => {
  const known = explorer.sites.get(file);
  if (known) return known.sites;
  const manifest = explorer.manifests.get(file);
  const found = manifest ? findSites(file, manifest, explorer.artifacts) : { sites: [], problems: [] };
  explorer.sites.set(file, found);
  // A manifest may have been read under another path with the same bytes.
  const own = (manifest?.problems ?? []).map((problem) =>
    problem.at ? { ...problem, at: { ...problem.at, file } } : problem,
  );
  explorer.problems.push(...own, ...found.problems);
  if (!manifest && isManifestPath(file)) explorer.problems.push(fileUnread({ file, line: 1, column: 1 }));
  return found.sites;
};

/**
 * What rendering a file takes: the file, and through Kustomize's references all that it builds on. What cannot be
 * followed is a problem, told once at the reference; the rest is followed nevertheless.
 */
export const followFile = (explorer: Explorer, file: string, depth = 0): Reach => {
  const known = explorer.reaches.get(file);
  if (known && known !== 'open') return known;
  explorer.reaches.set(file, 'open');
  const reach = build(explorer, file, depth);
  explorer.reaches.set(file, reach);
  return reach;
};

const build = (explorer: Explorer, file: string, depth: number): Reach => {
  const manifest = explorer.manifests.get(file);
  const own = sitesOf(explorer, file);
  if (!manifest) return { ...NOTHING, sites: own };
  const follow = (reads: readonly Reference['reads'][]): readonly Reach[] =>
    manifest.references
      .filter((reference) => reads.includes(reference.reads))
      .map((reference) => followReference(explorer, file, reference, depth));
  const resources = follow(['folder-or-file']);
  const files = follow(['file']);
  const components = follow(['component']);
  const beside = components.reduce(
    (sites, component) => merge(override(sites, component.images), component.sites),
    [...resources, ...files].reduce<readonly Site[]>((sites, reach) => merge(sites, reach.sites), []),
  );
  const images = overriddenBy(own);
  return {
    sites: merge(override(beside, images), own),
    images: components.reduce((names, component) => new Set([...names, ...component.images]), images),
    labels: Object.assign({}, ...[...resources, ...components].map(({ labels }) => labels), manifest.labels),
    applications: [
      ...[...resources, ...components].flatMap(({ applications }) => applications),
      ...manifest.applications.map((application) => ({ file, application })),
    ],
    hooks: [...resources, ...components, ...files].map(({ hooks }) => hooks).reduce(mergeHooks, manifest.hooks),
    workloads: [...resources, ...components, ...files]
      .map(({ workloads }) => workloads)
      .reduce(mergeWorkloads, manifest.workloads),
  };
};

const followReference = (explorer: Explorer, from: string, reference: Reference, depth: number): Reach => {
  const at: Place = { file: from, line: reference.line, column: reference.column };
  const target = findTarget(explorer.tree, from, reference);
  if ('problem' in target) explorer.problems.push(target.problem);
  else if (explorer.reaches.get(target.file) === 'open') explorer.problems.push(referenceCycle(at, reference.path));
  else if (depth >= DEEPEST) explorer.problems.push(referenceTooDeep(at, DEEPEST));
  else return followFile(explorer, target.file, depth + 1);
  return NOTHING;
};

export const merge = (some: readonly Site[], more: readonly Site[]): readonly Site[] => {
  if (some.length === 0) return more;
  return more.length === 0 ? some : [...new Set([...some, ...more])];
};

/** Hooks by kind and name: of two the later counts, as a patch does over what it changes. The array of a base stays one. */
export const mergeHooks = (some: readonly NamedHook[], more: readonly NamedHook[]): readonly NamedHook[] => {
  if (some.length === 0 || some === more) return more;
  if (more.length === 0) return some;
  return [...new Map([...some, ...more].map((hook) => [`${hook.kind}/${hook.name}`, hook])).values()];
};

/** The image names whose version these sites set for everything they are applied to. */
export const overriddenBy = (sites: readonly Site[]): ReadonlySet<string> =>
  new Set(
    sites.flatMap(({ candidate }) => {
      const applies = candidate.kind === 'image' && OVERRIDING.has(candidate.format);
      return applies ? [candidate.alias ?? candidate.name] : [];
    }),
  );

const OVERRIDING: ReadonlySet<string> = new Set(['kustomize-image', 'argo-kustomize', 'argo-helm']);

export const override = (sites: readonly Site[], images: ReadonlySet<string>): readonly Site[] =>
  images.size === 0
    ? sites
    : sites.filter(({ candidate }) => candidate.kind !== 'image' || !images.has(candidate.name));
