import type { Problem } from '../problem.ts';
import type { Pin } from './network.ts';
import type { Site } from './sites.ts';

/**
 * The pins of the network in the order of files and lines, each with the nodes whose version it decides. A site whose
 * version cannot be read is a problem, but only where it decides something.
 * @param sitesByNode by name of the node, in the order of the names
 */
export const collectPins = (
  sitesByNode: ReadonlyMap<string, readonly Site[]>,
): { readonly pins: readonly Pin[]; readonly problems: readonly Problem[] } => {
  const nodesOf = new Map<Site, string[]>();
  for (const [node, sites] of sitesByNode) {
    for (const site of sites) {
      const nodes = nodesOf.get(site);
      if (nodes) nodes.push(node);
      else nodesOf.set(site, [node]);
    }
  }
  const pins: Pin[] = [];
  const problems: Problem[] = [];
  for (const [{ artifact, reading, candidate, at }, nodes] of nodesOf) {
    if ('problem' in reading) problems.push(reading.problem(at));
    else pins.push({ artifact, version: reading.version, ...at, format: candidate.format, candidate, nodes });
  }
  return { pins: pins.toSorted(byPlace), problems };
};

const byPlace = (a: Pin, b: Pin): number =>
  a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
