import type { Artifact } from '../config/config.ts';
import type { Network } from '../network/network.ts';
import { fromVersions } from '../network/summary.ts';
import { planPath, type PathStep } from './path.ts';

/** How nodes get from one version to another, and how many they are. */
export type CordaPath = { readonly from: string; readonly nodes: number; readonly steps: readonly PathStep[] };

/**
 * The way of these nodes to a version of Corda, by the version they run; what no way leads from is left out, and is for
 * the rules to tell. None for artifacts that are not Corda nodes.
 */
export const listPaths = (
  network: Network,
  { name, kind }: Artifact,
  version: string,
  nodes: readonly string[],
): readonly CordaPath[] =>
  kind === 'corda'
    ? fromVersions(network, name, nodes).flatMap((group) => {
        const path = planPath(group.version, version, network.platformVersions);
        return path.ok ? [{ from: group.version, nodes: group.nodes, steps: path.value }] : [];
      })
    : [];
