import type { Place } from '../problem.ts';

/**
 * `cordage.yaml`, checked and with every default filled in. `schema.ts` is the one source of its shape;
 * this is what the rest of the core works with.
 */
export type Config = {
  readonly network: string;
  readonly artifacts: readonly Artifact[];
  /** Globs relative to the root of the repository; each match is a node. */
  readonly nodes: readonly string[];
  /** In order; at most the last has no selector and takes the rest. */
  readonly rings: readonly RingConfig[];
  /** By minor release of Corda (`4.15`): for releases newer than Cordage's own table. */
  readonly platformVersions: ReadonlyMap<string, number>;
  /** Where `nodes`, `artifacts.<name>` and `rings.<name>` stand, for problems that only the network shows. */
  readonly places?: ReadonlyMap<string, Place>;
};

type ArtifactKind = 'corda' | 'cordapp' | 'cenm' | 'image';

export type Artifact = {
  readonly name: string;
  readonly kind: ArtifactKind;
  /** Image names without tag that carry this artifact's version. */
  readonly images: readonly string[];
  /** How a version becomes an image tag: `{version}-zulu-openjdk-alpine`. Without it the tag's flavour stays as it is. */
  readonly tag: string | undefined;
  /** URL template of the CorDapp's JAR: `https://…/v{version}/trade-{version}.jar`. */
  readonly jars: readonly string[];
  readonly releases: ReleaseSource | undefined;
};

export type ReleaseSource = {
  /** `owner/name` on the same GitHub. */
  readonly repository: string;
  /** Tag template, `{version}` once: `v{version}`, `trade-v{version}`. */
  readonly tag: string;
  /** Globs of the asset names that are this artifact's JARs. */
  readonly assets: readonly string[];
  /** Whether a prerelease is proposed like a release. */
  readonly prereleases: 'ignore' | 'propose';
  /** What makes one release newer than another: semantic version order, or date of publication. */
  readonly order: 'semver' | 'published';
};

/** A number of nodes, or a share of the ring. */
export type Share = { readonly count: number } | { readonly percent: number };

export type Selector = {
  /** Globs over paths of node files. */
  readonly glob: readonly string[];
  /** Globs over node names. */
  readonly names: readonly string[];
  /** All must be equal. */
  readonly labels: Readonly<Record<string, string>>;
  /** Share of the nodes that no other selector takes; a stable choice by hash of the name. */
  readonly percent: number | undefined;
};

export type RingConfig = {
  readonly name: string;
  /** Undefined: all nodes that no other ring takes. */
  readonly nodes: Selector | undefined;
  /** Milliseconds. */
  readonly soak: number;
  readonly batch: Share | undefined;
  readonly maxUnhealthy: Share;
  /**
   * Whether its pull request opens without a person's word when its turn comes. Undefined: only as the entry ring of a
   * rollout, which is the first that the release concerns.
   */
  readonly opens: 'automatic' | 'manual' | undefined;
};

/** At the root of the manifests repository. */
export const CONFIG_FILE = 'cordage.yaml';
