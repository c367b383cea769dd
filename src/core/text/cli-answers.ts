import { plural } from './count.ts';
import { findNearest } from './nearest.ts';

const didYouMean = (name: string, known: readonly string[]): string => {
  const near = findNearest(name, known);
  return near === undefined ? `; there are: ${known.join(', ')}` : `; did you mean "${near}"?`;
};

export const noSuchArtifact = (name: string, known: readonly string[]): string =>
  `cordage.yaml has no artifact "${name}"${didYouMean(name, known)}`;

export const noSuchRing = (name: string, known: readonly string[]): string =>
  `cordage.yaml has no ring "${name}"${didYouMean(name, known)}`;

export const noSuchNode = (glob: string): string => `no node is called "${glob}"; cordage pins lists the nodes`;

export const notAVersion = (version: string): string =>
  `"${version}" cannot be a version: letters, digits, and . _ + - between them, at most 100 characters`;

export const notADigest = (digest: string): string =>
  `"${digest}" is no digest: write sha256: and 64 hexadecimal digits`;

export const bumped = (files: number, pins: number, nodes: number, dryRun: boolean): string =>
  `${plural(files, 'file')} ${dryRun ? 'would change' : 'changed'}: ${plural(pins, 'pin')} of ${plural(nodes, 'node')}\n`;

export const nothingToBump = (artifact: string, version: string): string =>
  `nothing to change: no chosen node runs an older ${artifact} than ${version}\n`;
