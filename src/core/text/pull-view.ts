import type { LeftOut } from '../network/moves.ts';
import type { Problem } from '../problem.ts';
import type { InspectedAsset, Release } from '../release/release.ts';
import type { Marker } from './marker.ts';
import type { PullSubject } from './pull-title.ts';

/** How many nodes run a version. */
export type VersionCount = { readonly version: string; readonly nodes: number };

export type RingState =
  /** Nodes of this ring move by the pull request that shows the table. */
  | { readonly kind: 'here' }
  | { readonly kind: 'not-opened' }
  /** No node of the ring has anything to do, which is not the same as done. */
  | { readonly kind: 'nothing-to-do' };

/** One line of the plan for the whole network. */
export type RingRow = {
  readonly name: string;
  /** Nodes that the release is for. */
  readonly nodes: number;
  /** What they run now, most frequent first. */
  readonly from: readonly VersionCount[];
  readonly batches: { readonly count: number; readonly size: number } | undefined;
  readonly state: RingState;
};

/** All that a pull request's body says. Times are absolute, so the same view is the same text. */
export type PullView = Omit<PullSubject, 'nodes'> & {
  /** `1.3` when the release is a backport, for nodes on that line only. */
  readonly line: string | undefined;
  readonly release: Pick<Release, 'repository' | 'tag' | 'url' | 'publishedAt' | 'notes'>;
  readonly rings: readonly RingRow[];
  /** The nodes that move by this pull request. */
  readonly moves: readonly { readonly node: string; readonly from: string }[];
  readonly leftOut: readonly LeftOut[];
  readonly pins: number;
  readonly files: number;
  readonly jars: readonly InspectedAsset[];
  readonly problems: readonly Problem[];
  readonly marker: Marker<'pull'>;
};
