import type { Scalar } from './manifest.ts';
import type { Branch, Leaf, Path } from './tree.ts';

/**
 * What a document, or a part of one, is: it decides which formats are looked for. `argo-values` are Helm values inside an
 * Application; `object` is anything that calls itself a Kubernetes object.
 */
export type Ground = 'kustomization' | 'application' | 'argo-values' | 'object' | 'values';

/** A map or a list on the way through a document, as the formats see it. */
export type Spot = {
  readonly node: Branch;
  readonly ground: Ground;
  /** From the document's index on. Valid during the visit only. */
  readonly path: Path;
  /** The whole file, for what a tree does not hold: comments. */
  readonly text: string;
  /** A scalar under this spot, by the steps that lead to it. */
  readonly scalar: (leaf: Leaf, ...steps: Path) => Scalar;
};
