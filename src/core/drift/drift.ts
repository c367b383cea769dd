import type { ApplicationRef } from '../argo/application.ts';

/** One way in which what runs is not what git says, though no rollout is the reason. Names sorted; texts from outside, plain. */
export type DriftFinding =
  /**
   * OutOfSync for longer than a sync takes, at a commit that changed nothing of it. `since`: the end of its last sync, for
   * Argo CD keeps no time of the change; without one, when it was first seen so. `resources`: the first few.
   */
  | {
      readonly kind: 'out-of-sync';
      readonly node: string;
      readonly since: number;
      readonly resources: readonly string[];
    }
  /** Argo CD undid what somebody changed in the cluster. `since`: when. */
  | { readonly kind: 'hand-edit'; readonly node: string; readonly since: number; readonly resources: readonly string[] }
  /** Not well, and in no rollout. */
  | { readonly kind: 'unwell'; readonly node: string; readonly since: number; readonly message: string }
  /** Runs another version than its ring passed with, without a hold. */
  | {
      readonly kind: 'off-version';
      readonly node: string;
      readonly ring: string;
      readonly artifact: string;
      readonly version: string;
      readonly ringVersion: string;
    }
  | { readonly kind: 'no-ring'; readonly node: string }
  | { readonly kind: 'no-application'; readonly node: string }
  | { readonly kind: 'duplicate'; readonly node: string; readonly applications: readonly ApplicationRef[] }
  /** An Application of this repository that is no node's. */
  | { readonly kind: 'no-node'; readonly application: ApplicationRef };

export type DriftKind = DriftFinding['kind'];

/** In the order in which they are told: what keeps a member from its business first. */
export const DRIFT_KINDS = [
  'unwell',
  'hand-edit',
  'out-of-sync',
  'off-version',
  'duplicate',
  'no-application',
  'no-node',
  'no-ring',
] as const satisfies readonly DriftKind[];

export type Drift = {
  /** In a stable order. */
  readonly findings: readonly DriftFinding[];
  /** Instances that cannot be seen: about their nodes nothing is said, and nothing is called clean. */
  readonly away: readonly { readonly instance: string; readonly heardAt: number | undefined }[];
  /** Nodes that look wrong for too short a time to be told, or of which Argo CD says nothing: not called clean either. */
  readonly undecided: number;
};
