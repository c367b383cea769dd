import type { Network } from '../core/network/network.ts';
import type { ApplicationRef } from '../core/argo/application.ts';
import type { RefreshAsked } from '../core/argo/refresh.ts';
import { NO_SUSPECTS, type Suspects } from '../core/drift/suspects.ts';
import type { Manifest } from '../core/manifests/manifest.ts';
import type { Problem } from '../core/problem.ts';
import type { Refusal } from '../core/rollout/pull.ts';
import type { BranchFacts } from '../core/rollout/snapshot.ts';
import type { InspectedAsset } from '../core/release/release.ts';
import type { JournalMemory } from '../git/journal.ts';
import type { MapMemory } from './observe-parameters.ts';
import type { NetworkReading } from './read-network.ts';

/**
 * What a network's earlier passes learned from bytes that cannot change: keyed by object id or by an asset's identity,
 * so nothing in it can be stale. Losing it costs time, never truth.
 */
export type Memory = {
  /** By blob and path. */
  readonly manifests: Map<string, Manifest>;
  /** By asset id, size and time of its last change. */
  readonly assets: Map<string, AssetVerdict>;
  journal: JournalMemory | undefined;
  /** When the mirror is to be packed anew; milliseconds since the epoch. */
  tidyAt: number | undefined;
  /** The network at the commit that was read last: most passes find the default branch where it was. */
  reading: { readonly commit: string; readonly reading: NetworkReading } | undefined;
  /** The commit that brought `cordage.yaml` as it is at another. */
  config: { readonly at: string; readonly commit: string } | undefined;
  /** By head and base. */
  readonly branches: Map<string, BranchFacts>;
  /** What a person's pull request moves and brings, by head and base. */
  readonly heads: Map<string, HeadFacts>;
  /** Issues and pull requests that take no comment, being locked: asked again after the next start. */
  readonly mute: Set<number>;
  /** Whether a revision contains a commit, by `commit revision`; neither ever changes. */
  readonly ancestry: Map<string, boolean>;
  /** The newest commit that touched some files, by base and paths. */
  readonly touched: Map<string, string>;
  /** What Argo CD was asked for, by Application, the newest first: forgotten with the process, it is asked once more. */
  readonly refreshes: Map<string, readonly RefreshAsked[]>;
  /** Since when nodes look wrong; Argo CD keeps no time of it. */
  suspects: Suspects;
  /** Whether an issue about drift may be open: it is to be closed when the configuration wants none. */
  driftIssueOpen: boolean;
  /** GitHub would take no issue, for the repository has none: asked again after the next start. */
  noIssues: boolean;
  /** What GitHub last answered when it would not merge a pull request, by number. */
  readonly refusals: Map<number, Refusal>;
  /** What the Network Map said; it may be up to an hour old. */
  networkMap: MapMemory | undefined;
};

/** Of a head against a base: its `cordage.yaml`, and the network with it merged, where that has other pins. */
export type HeadFacts = { readonly config: string | undefined; readonly next: Network | undefined };

export type AssetVerdict = { readonly asset: InspectedAsset } | { readonly problem: Problem };

/** An Application's place in memory. */
export const keyOf = ({ instance, namespace, name }: ApplicationRef): string => `${instance}/${namespace}/${name}`;

export const createMemory = (): Memory => ({
  manifests: new Map(),
  assets: new Map(),
  journal: undefined,
  tidyAt: undefined,
  reading: undefined,
  config: undefined,
  branches: new Map(),
  heads: new Map(),
  mute: new Set(),
  ancestry: new Map(),
  touched: new Map(),
  refreshes: new Map(),
  suspects: NO_SUSPECTS,
  driftIssueOpen: true,
  noIssues: false,
  refusals: new Map(),
  networkMap: undefined,
});
