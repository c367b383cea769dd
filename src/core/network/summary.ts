import type { Share } from '../config/config.ts';
import { compareVersions } from '../release/version.ts';
import type { Network, Ring } from './network.ts';

/** The versions of an artifact that each node runs, oldest first; a node that does not run it is not in the map. */
export const versionsByNode = (network: Network, artifact: string): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>();
  for (const pin of network.pins) {
    if (pin.artifact !== artifact) continue;
    for (const node of pin.nodes) {
      const versions = found.get(node);
      if (versions) versions.add(pin.version);
      else found.set(node, new Set([pin.version]));
    }
  }
  return new Map([...found].map(([node, versions]) => [node, [...versions].toSorted(byVersion)]));
};

const byVersion = (a: string, b: string): number => compareVersions(a, b) ?? (a < b ? -1 : a > b ? 1 : 0);

/** How many of these nodes run which version: the most frequent first. A node with two counts for its oldest. */
export const fromVersions = (
  network: Network,
  artifact: string,
  nodes: Iterable<string>,
): readonly { readonly version: string; readonly nodes: number }[] => {
  const versions = versionsByNode(network, artifact);
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const version = versions.get(node)?.[0];
    if (version !== undefined) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts]
    .map(([version, nodes]) => ({ version, nodes }))
    .toSorted((a, b) => b.nodes - a.nodes || byVersion(b.version, a.version));
};

/**
 * These nodes in the parts that move together: by name, in a stable order. A share counts all members of the ring and is
 * rounded up, so that a batch has the same size however many nodes are left out; without `batch`, all move at once.
 */
export const batchesOf = (ring: Ring, nodes: Iterable<string>): readonly (readonly string[])[] => {
  const names = [...new Set(nodes)].toSorted();
  const size = ring.batch === undefined ? names.length : sizeOf(ring.batch, ring.members.length);
  const batches: (readonly string[])[] = [];
  for (let from = 0; from < names.length; from += size) batches.push(names.slice(from, from + size));
  return batches;
};

const sizeOf = (share: Share, members: number): number =>
  Math.max(1, 'count' in share ? share.count : Math.ceil((members * share.percent) / 100));
