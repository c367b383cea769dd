import type { NamedHook } from '../argo/expectation.ts';
import type { Artifact, Policy, RingConfig } from '../config/config.ts';
import type { Candidate, Format } from '../manifests/manifest.ts';
import type { Workload } from '../manifests/workload.ts';
import type { Place, Problem } from '../problem.ts';

export type Node = {
  readonly name: string;
  /** The file that the node glob matched. */
  readonly file: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Name of its ring; undefined is also told as a problem. */
  readonly ring: string | undefined;
};

/** The place in a file that says which version of an artifact some nodes run. */
export type Pin = {
  readonly artifact: string;
  /** The version as the artifact counts it: without the image tag's flavour. */
  readonly version: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly format: Format;
  readonly candidate: Candidate;
  /** Names of the nodes whose rendering reads the file, sorted. */
  readonly nodes: readonly string[];
};

export type Ring = RingConfig & {
  /** Names, sorted. */
  readonly members: readonly string[];
};

/** A manifests repository at one commit, understood. */
export type Network = {
  readonly name: string;
  readonly artifacts: readonly Artifact[];
  readonly nodes: readonly Node[];
  readonly rings: readonly Ring[];
  readonly pins: readonly Pin[];
  /** As `cordage.yaml` declares them, by minor release of Corda. */
  readonly platformVersions: ReadonlyMap<string, number>;
  readonly policy: Policy;
  /** Where `cordage.yaml` declares the network parameters, or could. */
  readonly parametersAt: Place;
  /** Hooks of each node's rendering that say what they do; nodes without any are left out. */
  readonly hooks: ReadonlyMap<string, readonly NamedHook[]>;
  /** What runs each node, as its rendering says; nodes that share a base share the array. */
  readonly workloads: ReadonlyMap<string, readonly Workload[]>;
  readonly problems: readonly Problem[];
};
