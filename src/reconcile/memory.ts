import type { Manifest } from '../core/manifests/manifest.ts';
import type { Problem } from '../core/problem.ts';
import type { InspectedAsset } from '../core/release/release.ts';

/**
 * What a network's earlier passes learned from bytes that cannot change: keyed by object id or by an asset's identity,
 * so nothing in it can be stale. Losing it costs time, never truth.
 */
export type Memory = {
  /** By blob and path. */
  readonly manifests: Map<string, Manifest>;
  /** By asset id, size and time of its last change. */
  readonly assets: Map<string, AssetVerdict>;
};

export type AssetVerdict = { readonly asset: InspectedAsset } | { readonly problem: Problem };

export const createMemory = (): Memory => ({ manifests: new Map(), assets: new Map() });
