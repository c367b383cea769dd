import type { GateVerdict } from '../gates/gate.ts';
import type { Told } from '../journal/decisions.ts';
import type { Laggard } from '../journal/entry.ts';
import type { Problem } from '../problem.ts';
import type { PassReason } from '../release/select.ts';
import type { Hide } from './disclosure.ts';
import type { PullSubject } from './pull-title.ts';
import type { Progress, RingRow } from './pull-view.ts';

/** An asset whose bytes are not those that the pull request was made from. `after` is undefined when it is gone. */
export type AssetChange = {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** Where a pull request stands; exactly one at a time. Times in milliseconds since the epoch. */
export type PullState =
  /** Open, and each gate's word, in their order. The first that does not pass is what it waits for. */
  | { readonly kind: 'waiting'; readonly verdicts: readonly GateVerdict[] }
  | { readonly kind: 'blocked'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'taken-over';
      readonly commit: string;
      readonly author: string;
      /** Why Cordage would have closed it, were the commit not there. */
      readonly outdated?: Outdated;
    }
  | { readonly kind: 'asset-changed'; readonly tag: string; readonly changes: readonly AssetChange[] }
  | { readonly kind: 'retagged'; readonly tag: string; readonly before: string; readonly after: string | undefined }
  | { readonly kind: 'withdrawn'; readonly tag: string; readonly merged: boolean }
  /** `pull` is undefined when no pull request of the newer version is open. */
  | { readonly kind: 'superseded'; readonly version: string; readonly pull: number | undefined }
  /** Its release changed, or the policy in `cordage.yaml`. */
  | { readonly kind: 'not-proposed'; readonly tag: string; readonly reason: PassReason }
  /** All its nodes run the version already, or a newer one. */
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'aborted'; readonly by: string; readonly reason: string; readonly merged: boolean }
  /** `pull` is the one that takes its nodes back, when it is there already. */
  | {
      readonly kind: 'rolled-back';
      readonly by: string;
      readonly reason: string;
      readonly pull: number | undefined;
      readonly merged: boolean;
    }
  /** Merged; its nodes are on their way, or its ring soaks, or the rollout is stopped: the verdicts say. */
  | {
      readonly kind: 'settling';
      readonly commit: string | undefined;
      readonly mergedAt: number;
      readonly progress: Progress;
      /** Of all nodes of its ring that have moved, which its verdicts are about, where they are more than its own. */
      readonly whole?: Progress | undefined;
      readonly verdicts: readonly GateVerdict[];
    }
  /** Its ring is done. `next` is the pull request that goes on. */
  | {
      readonly kind: 'passed';
      readonly commit: string | undefined;
      readonly at: number;
      readonly nodes: number;
      readonly laggards: readonly Laggard[];
      readonly overridden: string | undefined;
      readonly next: { readonly ring: string; readonly pull: number } | undefined;
    }
  /** Merged, and part of no rollout that Cordage follows. */
  | { readonly kind: 'merged'; readonly commit: string | undefined }
  | { readonly kind: 'closed' };

/** States that Cordage closes an open pull request with. */
export type Outdated = Extract<
  PullState,
  { readonly kind: 'withdrawn' | 'superseded' | 'not-proposed' | 'nothing-left' | 'aborted' | 'rolled-back' }
>;

export type PullStatus = PullSubject & {
  readonly state: PullState;
  /** Every ring of the rollout; empty for a pull request that takes nodes back. */
  readonly rings: readonly RingRow[];
  /** The last decisions, newest first. */
  readonly told: readonly Told[];
  /** What somebody tried that changes nothing: safe Markdown, a line each. */
  readonly notices: readonly string[];
  /** Who paused it, or the whole network; undefined while it is not paused. */
  readonly pause?: { readonly by: string; readonly network: boolean } | undefined;
  /** What takes names out of the text, where they are not to be shown. */
  readonly hide?: Hide | undefined;
  /** Set for a pull request that takes nodes back; `version` is then the one they leave. */
  readonly rollback?: { readonly request: number; readonly scope: string } | undefined;
};
