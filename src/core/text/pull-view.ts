import type { VerdictKind } from '../argo/verdict.ts';
import type { Goal } from '../journal/entry.ts';
import type { LeftOut } from '../network/moves.ts';
import type { Problem } from '../problem.ts';
import type { InspectedAsset, Release } from '../release/release.ts';
import type { Judgement } from '../rules/rule.ts';
import type { Marker } from './marker.ts';
import type { PullSubject } from './pull-title.ts';

/** How many nodes run a version. */
export type VersionCount = { readonly version: string; readonly nodes: number };

export type RingState =
  /** Nodes of this ring move by the pull request that shows the table. */
  | { readonly kind: 'here' }
  /** Its turn comes when the ring before it passed, or, `by-hand`, when somebody then asks for it. */
  | { readonly kind: 'later'; readonly after: string | undefined; readonly soak: number; readonly byHand: boolean }
  /** Its turn has come; another pull request moves it, or will. */
  | {
      readonly kind: 'elsewhere';
      readonly pull: number | undefined;
      readonly merged: boolean;
      /** Of all its nodes; undefined while none has moved, and in a text that is not kept current. */
      readonly progress?: Pick<Progress, 'live' | 'nodes'> | undefined;
    }
  | { readonly kind: 'passed'; readonly at: number; readonly laggards: number; readonly overridden: string | undefined }
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

/** What the clusters say of the nodes that a pull request moved. */
export type Progress = {
  readonly nodes: number;
  readonly live: number;
  /** How many of the live are so without an image that shows their version. */
  readonly unproven: number;
  readonly syncing: number;
  readonly degraded: number;
  readonly unknown: number;
  /** How many of the unknown are so because their Argo CD cannot be seen. */
  readonly unseen: number;
  /** How many of the syncing and the unknown had their time to become live; they count like degraded ones. */
  readonly late: number;
  /** How many are in each state that any is in, best first. `syncing` above is all that are on their way, `degraded` all that are unwell. */
  readonly states: readonly { readonly kind: VerdictKind; readonly nodes: number }[];
  /** Unwell for one and the same reason: the largest group of them; 0 when none is unwell. */
  readonly alike: number;
  /**
   * Equal messages once, those of unwell nodes first, then the most frequent. `since` of the first node, milliseconds.
   */
  readonly groups: readonly {
    readonly kind: VerdictKind;
    readonly message: string;
    readonly nodes: readonly string[];
    readonly since: number;
    /** Where Argo CD shows the first of them. */
    readonly link?: string | undefined;
  }[];
  /** Of those on their way the ones that have been in their state longest, three at most; `until`: the end of a hook's time. */
  readonly slowest: readonly {
    readonly node: string;
    readonly kind: VerdictKind;
    readonly since: number;
    readonly until?: number | undefined;
    readonly message?: string | undefined;
    readonly link?: string | undefined;
  }[];
};

/** All that the body of a pull request says that takes nodes back. */
export type RollbackView = {
  readonly artifact: string;
  /** The version that the nodes are taken back from. */
  readonly version: string;
  /** Number of the request in the journal: the identity of the pull request. */
  readonly request: number;
  /** Rings or nodes, as the title names them. */
  readonly scope: string;
  readonly by: string;
  readonly url: string | undefined;
  readonly reason: string;
  readonly moves: readonly { readonly node: string; readonly from: string; readonly to: string }[];
  readonly left: readonly { readonly node: string; readonly why: string }[];
  readonly pins: number;
  readonly files: number;
  readonly problems: readonly Problem[];
  /** What Corda's rules say of the way back. */
  readonly rules: Judgement;
  readonly marker: Marker<'rollback'>;
};

/** All that a pull request's body says. Times are absolute, so the same view is the same text. */
export type PullView = Omit<PullSubject, 'nodes'> & {
  /** `1.3` when the release is a backport, for nodes on that line only. */
  readonly line: string | undefined;
  /** Undefined when the rollout was asked for by a person and no release is known. */
  readonly release: Pick<Release, 'repository' | 'tag' | 'url' | 'publishedAt' | 'notes'> | undefined;
  /** Who asked for the rollout, where it was not a release that began it. */
  readonly asked:
    | {
        readonly by: string;
        readonly on: number;
        readonly adopted: boolean;
        /** Where the rollout is one of several steps. */
        readonly goal?: Goal | undefined;
      }
    | undefined;
  /** What its ring asks for before it merges; `granted`: a person's word for it is there already. */
  readonly goOn: {
    readonly approvals: number;
    readonly merges: 'automatic' | 'manual';
    readonly granted?: boolean | undefined;
  };
  readonly rings: readonly RingRow[];
  /** The nodes that move by this pull request. */
  readonly moves: readonly { readonly node: string; readonly from: string }[];
  readonly leftOut: readonly LeftOut[];
  readonly pins: number;
  readonly files: number;
  readonly jars: readonly InspectedAsset[];
  readonly problems: readonly Problem[];
  readonly rules: Judgement;
  readonly marker: Marker<'pull'>;
};
