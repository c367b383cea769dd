import type { Artifact } from '../config/config.ts';
import type { Network } from '../network/network.ts';
import { fromVersions, versionsByNode } from '../network/summary.ts';
import type { VersionCount } from '../text/pull-view.ts';

/** One artifact in one ring: what one line of the status is about. */
export type Row = {
  readonly artifact: Artifact;
  readonly ring: string;
  /** Milliseconds that a node of the ring may take to become live. */
  readonly liveWithin: number;
  /** Names of those that run the artifact, sorted. */
  readonly nodes: readonly string[];
  /** Most frequent first. */
  readonly versions: readonly VersionCount[];
  /** Where the pins are that say so. */
  readonly files: readonly string[];
};

/** By artifact and then by ring, in the order of `cordage.yaml`; rings in which nobody runs the artifact are left out. */
export const listRows = (network: Network): readonly Row[] =>
  network.artifacts.flatMap((artifact) => {
    const runs = versionsByNode(network, artifact.name);
    const files = filesByNode(network, artifact.name);
    return network.rings.flatMap(({ name: ring, liveWithin, members }): readonly Row[] => {
      const nodes = members.filter((node) => runs.has(node));
      if (nodes.length === 0) return [];
      const pinned = [...new Set(nodes.flatMap((node) => files.get(node) ?? []))].toSorted();
      const versions = fromVersions(network, artifact.name, nodes);
      return [{ artifact, ring, liveWithin, nodes, versions, files: pinned }];
    });
  });

const filesByNode = (network: Network, artifact: string): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { artifact: name, file, nodes } of network.pins) {
    if (name !== artifact) continue;
    for (const node of nodes) {
      const known = found.get(node);
      if (known) known.push(file);
      else found.set(node, [file]);
    }
  }
  return found;
};
