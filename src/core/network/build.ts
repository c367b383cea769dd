import type { NamedHook } from '../argo/expectation.ts';
import type { Config } from '../config/config.ts';
import { isManifestPath, type Entry, type Manifest } from '../manifests/manifest.ts';
import { mergeWorkloads, type Workload } from '../manifests/workload.ts';
import type { Place } from '../problem.ts';
import { applicationsOf, indexApplications, type Deployments } from './applications.ts';
import { checkNetwork, sortProblems } from './check.ts';
import type { Network } from './network.ts';
import { findNodes, type Declared } from './nodes.ts';
import { collectPins } from './pins.ts';
import { followFile, merge, mergeHooks, type Explorer, type Placed } from './reach.ts';
import { followApplication } from './rendering.ts';
import { assignRings } from './rings.ts';
import type { Site } from './sites.ts';
import { indexTree } from './tree.ts';

/** The files whose contents the network is made of. */
export const wantedFiles = (entries: readonly Entry[]): readonly Entry[] =>
  entries.filter(({ kind, path }) => kind === 'file' && isManifestPath(path));

/**
 * Understands a manifests repository at one commit: its nodes, their rings, and the pins that decide their versions.
 * Whatever is wrong is among its problems, in the order of files and lines. Work grows with the files and their references;
 * a base shared by thousands of nodes is followed once.
 * @param input `manifests` by path, of the {@link wantedFiles}; one that is missing counts as too large to be read
 */
export const buildNetwork = (input: {
  readonly config: Config;
  readonly configFile: string;
  readonly entries: readonly Entry[];
  readonly manifests: ReadonlyMap<string, Manifest>;
}): Network => {
  const { config, configFile, entries, manifests } = input;
  const placeOf = (key: string): Place => config.places?.get(key) ?? { file: configFile, line: 1, column: 1 };
  const tree = indexTree(entries);
  const explorer: Explorer = {
    tree,
    manifests,
    artifacts: config.artifacts,
    reaches: new Map(),
    sites: new Map(),
    documents: new Map(),
    problems: [],
  };
  const declared = findNodes(tree, manifests, config.nodes, placeOf('nodes'));
  const deployments = indexApplications(manifests);
  const rendered = declared.nodes.map((node) => ({ node, ...renderNode(explorer, deployments, node) }));
  const assigned = assignRings(
    config,
    rendered.map(({ node: { name, file }, labels }) => ({ name, file, labels })),
    (ring) => placeOf(`rings.${ring}`),
  );
  const found = collectPins(new Map(rendered.map(({ node, sites }) => [node.name, sites])));
  const { nodes, rings } = assigned;
  const network = {
    name: config.network,
    artifacts: config.artifacts,
    nodes,
    rings,
    pins: found.pins,
    platformVersions: config.platformVersions,
    parametersAt: placeOf('networkParameters'),
    policy: config.policy,
    workloads: new Map(rendered.map(({ node, workloads }) => [node.name, workloads] as const)),
    hooks: new Map(rendered.flatMap(({ node, hooks }) => (hooks.length > 0 ? [[node.name, hooks] as const] : []))),
  };
  const followed = new Set(explorer.sites.keys());
  const problems = [
    ...declared.problems,
    ...explorer.problems,
    ...assigned.problems,
    ...found.problems,
    ...checkNetwork({ network, manifests, followed, placeOf }),
  ];
  return { ...network, problems: sortProblems(problems) };
};

type Rendered = {
  readonly sites: readonly Site[];
  readonly labels: Readonly<Record<string, string>>;
  readonly hooks: readonly NamedHook[];
  readonly workloads: readonly Workload[];
};

/**
 * What decides a node's versions. Where an Application deploys the node's folder or reads its values file, what counts is
 * what Argo CD makes of it: its overrides lie over the file's.
 */
const renderNode = (explorer: Explorer, deployments: Deployments, { file, kind, placed }: Declared): Rendered => {
  if (placed) return followApplication(explorer, placed);
  const own = followFile(explorer, file);
  const applications = new Map<Placed['application'], Placed>();
  for (const one of [...applicationsOf(deployments, file, kind === 'folder'), ...own.applications])
    applications.set(one.application, one);
  const renderings = [...applications.values()].map((one) => followApplication(explorer, one));
  const isCovered = renderings.some(({ files }) => files.has(file));
  return {
    sites: renderings.reduce((sites, rendering) => merge(sites, rendering.sites), isCovered ? [] : own.sites),
    labels: Object.assign({}, ...renderings.map(({ labels }) => labels), own.labels),
    hooks: renderings.map(({ hooks }) => hooks).reduce(mergeHooks, isCovered ? [] : own.hooks),
    workloads: renderings.map(({ workloads }) => workloads).reduce(mergeWorkloads, isCovered ? [] : own.workloads),
  };
};
