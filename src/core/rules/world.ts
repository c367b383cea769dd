import type { NamedHook } from '../argo/expectation.ts';
import type { NetworkParameters, RulesConfig } from '../config/config.ts';
import type { DeclaredVersions, PlatformVersion } from '../corda/releases.ts';
import type { Workload } from '../manifests/workload.ts';
import type { Place } from '../problem.ts';
import type { InspectedJar } from '../release/release.ts';

/** What is about to happen. `parameters`: a change of the network parameters that `cordage.yaml` declares. */
export type Change = {
  readonly kind: 'corda' | 'cordapp' | 'cenm' | 'image' | 'parameters';
  /** Undefined for `parameters`. */
  readonly artifact: string | undefined;
  readonly version: string | undefined;
  /** Nodes are taken back to what they ran before. */
  readonly back: boolean;
};

/** The Corda node that a group runs. */
export type CordaNode = {
  readonly artifact: string;
  readonly version: string;
  /** Undefined: no release that is known, or declared. */
  readonly platformVersion: PlatformVersion | undefined;
  /** Of its image; undefined where no tag is written. */
  readonly tag: string | undefined;
};

/** A CorDapp that a group runs. */
export type InstalledCordapp = {
  readonly artifact: string;
  readonly version: string;
  /** Undefined: no JAR of this version could be looked into. */
  readonly jars: readonly InspectedJar[] | undefined;
};

/** A CENM service, or any other image. */
export type Piece = {
  readonly artifact: string;
  readonly kind: 'cenm' | 'image';
  readonly version: string;
  readonly images: readonly string[];
  readonly tag: string | undefined;
};

/** All that nodes run. */
export type Stand = {
  readonly corda: CordaNode | undefined;
  readonly cordapps: readonly InstalledCordapp[];
  readonly pieces: readonly Piece[];
};

/** Nodes of one ring that are alike in everything that a rule looks at. */
export type Group = {
  /** Sorted. */
  readonly nodes: readonly string[];
  readonly ring: string | undefined;
  /** Whether the change moves them. */
  readonly moves: boolean;
  readonly before: Stand;
  /** The same as `before` for those that do not move. */
  readonly after: Stand;
  readonly hooks: readonly NamedHook[];
  readonly workloads: readonly Workload[];
  /** The first pin that changes. */
  readonly at: Place | undefined;
  /** Whether a JAR that is pinned by URL has its SHA-256 beside it; undefined where no JAR is pinned so. */
  readonly checksum: boolean | undefined;
};

/** The network around a change: what every rule is a function of. */
export type World = {
  readonly change: Change;
  readonly groups: readonly Group[];
  /** As they are, and for a change of kind `parameters` as they would be. */
  readonly parameters: NetworkParameters;
  readonly policy: RulesConfig;
  /** Platform versions that `cordage.yaml` declares. */
  readonly declared: DeclaredVersions;
  /** Milliseconds since the epoch. */
  readonly now: number;
};
