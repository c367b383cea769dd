import type { Answer, Effect, Ending, Laggard } from './entry.ts';

/** Who said it, when (milliseconds) and where. */
export type Said = {
  readonly seq: number;
  readonly by: string;
  readonly at: number;
  /** Of the comment; undefined for what Cordage decided by rule. */
  readonly url?: string | undefined;
};

/** `on` is the pull request or issue it was given on; `head` the commit that its author saw there. */
export type Grant = Said & { readonly ring: string; readonly on: number; readonly head?: string | undefined };
export type Override = Said & { readonly ring: string; readonly subject: string; readonly reason: string };
export type Pause = Said & { readonly reason: string };
/** `nodes` is a glob over node names; `until` in milliseconds. */
export type Hold = Said & { readonly nodes: string; readonly until: number; readonly reason: string };

/** Nodes kept from a version of an artifact, and from every newer one, since they were taken back from it. */
export type VersionHold = Said & {
  readonly artifact: string;
  readonly version: string;
  readonly nodes: readonly string[];
  readonly reason: string;
};

/** A part that was merged. `at` is GitHub's time of the merge. */
export type MergedPart = {
  readonly ring: string;
  readonly batch?: number | undefined;
  readonly pull: number;
  readonly commit: string;
  readonly nodes: readonly string[];
  readonly at: number;
};

export type PassedRing = {
  readonly ring: string;
  readonly at: number;
  readonly nodes: number;
  readonly laggards: readonly Laggard[];
  readonly overridden?: string | undefined;
};

/** All that was decided of one rollout, `trade@1.4.0`. */
export type RolloutRecord = {
  readonly id: string;
  /** When somebody asked for it; undefined when a release did. */
  readonly start?: (Said & Extract<Effect, { kind: 'start' }>) | undefined;
  readonly grants: readonly Grant[];
  readonly pause?: Pause | undefined;
  readonly overrides: readonly Override[];
  /** The newest. */
  readonly retry?: Said | undefined;
  readonly merged: readonly MergedPart[];
  readonly passed: readonly PassedRing[];
  readonly ended?: (Said & { readonly how: Ending; readonly reason?: string | undefined }) | undefined;
};

/** One request to take nodes back; it is done when its pull request is merged. */
export type RollbackRecord = Said & Omit<Extract<Effect, { kind: 'rollback' }>, 'kind'>;

/** A comment that is dealt with, and what is to be said to it. */
export type DoneRequest = Said & {
  readonly comment: number;
  readonly on: number;
  readonly accepted: boolean;
  readonly lines: readonly string[];
  readonly answers: readonly Answer[];
};

/** One line of "last decisions"; `rollout` is undefined for what concerns the network. */
export type Told = Said & { readonly rollout?: string | undefined; readonly text: string };

/** The journal, folded: everything that later decisions depend on. Plain data, so that a snapshot entry can hold it. */
export type Decisions = {
  /** The number of the newest entry; 0 for an empty journal. */
  readonly seq: number;
  readonly pause?: Pause | undefined;
  /** The newest decision to merge. */
  readonly merging?: (Said & { readonly pull: number; readonly head: string }) | undefined;
  readonly holds: readonly Hold[];
  readonly versionHolds: readonly VersionHold[];
  readonly rollouts: Readonly<Record<string, RolloutRecord>>;
  readonly rollbacks: readonly RollbackRecord[];
  /** Comments dealt with in the last days, newest last; older ones are never looked at again. */
  readonly requests: readonly DoneRequest[];
  /** The newest 50. */
  readonly told: readonly Told[];
};

export const NO_DECISIONS: Decisions = {
  seq: 0,
  holds: [],
  versionHolds: [],
  rollouts: {},
  rollbacks: [],
  requests: [],
  told: [],
};
