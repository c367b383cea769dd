import type { Candidate } from '../manifest.ts';
import type { Spot } from '../spot.ts';
import type { Leaf } from '../tree.ts';
import { childrenOf, leafAt } from '../tree.ts';

export const isJarUrl = ({ type, value }: Leaf): boolean =>
  type === 'string' && value.length <= 2000 && /^https?:\/\/\S+\.jar$/.test(value);

/**
 * CorDapp JARs by URL: under a key that ends in `url` (Bevel's `cordApps.jars[].url`), with the SHA-256 that stands beside it
 * as `sha256`, `checksum` or `digest`; or as an item of a list.
 */
export const findJarUrls = (spot: Spot): readonly Candidate[] => {
  const { node, scalar } = spot;
  const found: Candidate[] = [];
  for (const [step, child] of childrenOf(node)) {
    if (child.kind !== 'leaf' || !isJarUrl(child)) continue;
    if (typeof step === 'string' && !/url$/i.test(step)) continue;
    found.push({ kind: 'jar', format: 'cordapp-jar', url: scalar(child, step), sha256: findChecksum(spot) });
  }
  return found;
};

export const findChecksum = ({ node, scalar }: Spot): ReturnType<Spot['scalar']> | undefined => {
  for (const key of ['sha256', 'checksum', 'digest']) {
    const leaf = leafAt(node, key);
    if (leaf) return scalar(leaf, key);
  }
  return undefined;
};
