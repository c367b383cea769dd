import { pinOf } from '../manifests/pin-version.ts';
import { readManifest } from '../manifests/read.ts';
import type { Network, Pin } from '../network/network.ts';
import type { PersonPull } from './pull.ts';

/**
 * Which nodes come to which version by these files, against the pins as they are. A pin is known again by its order
 * among those of its artifact in the file.
 */
export const findPinMoves = (network: Network, files: ReadonlyMap<string, Uint8Array>): PersonPull['moves'] => {
  const found = new Map<string, { artifact: string; version: string; nodes: Set<string> }>();
  for (const [path, pins] of Map.groupBy(network.pins, ({ file }) => file)) {
    const bytes = files.get(path);
    if (!bytes) continue;
    for (const { pin, version } of versionsAt(network, path, bytes, pins)) {
      if (version === pin.version) continue;
      const key = `${pin.artifact}@${version}`;
      const move = found.get(key) ?? { artifact: pin.artifact, version, nodes: new Set<string>() };
      for (const node of pin.nodes) move.nodes.add(node);
      found.set(key, move);
    }
  }
  return [...found.values()].map(({ nodes, ...move }) => ({ ...move, nodes: [...nodes].toSorted() }));
};

const versionsAt = (
  network: Network,
  path: string,
  bytes: Uint8Array,
  pins: readonly Pin[],
): readonly { readonly pin: Pin; readonly version: string }[] => {
  const { candidates } = readManifest(path, bytes);
  return [...Map.groupBy(pins, (pin) => pin.artifact)].flatMap(([name, ofArtifact]) => {
    const artifact = network.artifacts.find((one) => one.name === name);
    const readings = artifact ? candidates.flatMap((candidate) => pinOf(candidate, artifact) ?? []) : [];
    // Another number of pins: the file was rebuilt, and nobody can say which one became which.
    if (readings.length !== ofArtifact.length) return [];
    return ofArtifact.flatMap((pin, index) => {
      const reading = readings[index];
      return reading && 'version' in reading ? [{ pin, version: reading.version }] : [];
    });
  });
};
