import type { CordappFacts } from '../cordapp/cordapp.ts';

/** A file attached to a GitHub release. */
export type Asset = {
  readonly id: number;
  readonly name: string;
  /** Bytes, as GitHub says. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Lower-hex SHA-256 as GitHub computed it at upload, where it tells. */
  readonly sha256: string | undefined;
};

/** A GitHub release as it is listed now; a deleted or unpublished one is simply not in the list, a draft neither. */
export type Release = {
  readonly id: number;
  readonly repository: string;
  readonly tag: string;
  readonly title: string;
  readonly notes: string;
  readonly prerelease: boolean;
  readonly publishedAt: number;
  readonly url: string;
  readonly assets: readonly Asset[];
};

/** An asset after it was downloaded: what its bytes are. */
export type InspectedAsset = Asset & { readonly sha256: string; readonly facts: CordappFacts };

/** The JARs of one version of a CorDapp: an artifact may be delivered as several. */
export type InspectedJar = Pick<InspectedAsset, 'name' | 'sha256' | 'facts'>;

/** JARs by `trade@1.4.0`; a version that no release is known of is not in the map. */
export type JarsByVersion = ReadonlyMap<string, readonly InspectedJar[]>;
