import type { Artifact } from '../core/config/config.ts';
import type { NodeVerdict } from '../core/rollout/snapshot.ts';

/** Nodes that were moved to a version, and since when (milliseconds); undefined when nobody knows. */
export type Question = {
  readonly artifact: Artifact;
  readonly version: string;
  readonly nodes: readonly string[];
  readonly since: number | undefined;
};

/**
 * Where the truth about nodes comes from. Every node asked for gets a verdict; one that nobody can tell about is
 * `unknown`, never live. Does not throw: that the clusters are away is an answer.
 */
export type Clusters = {
  /** For one pass over one network: what it asks is answered from one look. */
  readonly open: (network: string) => (question: Question) => Promise<ReadonlyMap<string, NodeVerdict>>;
};

export const unknownAll = ({ nodes, since = 0 }: Question, message: string): ReadonlyMap<string, NodeVerdict> =>
  new Map(nodes.map((node) => [node, { kind: 'unknown', since, message }]));
