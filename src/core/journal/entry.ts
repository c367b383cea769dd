import type { Problem } from '../problem.ts';

/** What an accepted command does, with every name resolved when it was accepted: `next` became a ring, a date a time. */
export type Effect =
  /** A rollout exists because somebody asked for it. `nodes`: only these, as the adopted pull request moves them. */
  | {
      readonly kind: 'start';
      readonly rollout: string;
      readonly artifact: string;
      readonly version: string;
      readonly origin:
        | { readonly issue: number }
        | { readonly pull: number; readonly head: string; readonly author: string };
      readonly nodes?: readonly string[] | undefined;
      readonly goal?: Goal | undefined;
    }
  /** The rollout may enter every ring up to this one. */
  | { readonly kind: 'grant'; readonly rollout: string; readonly ring: string }
  /** Without a rollout: the whole network. */
  | { readonly kind: 'pause'; readonly rollout?: string | undefined; readonly reason: string }
  | { readonly kind: 'resume'; readonly rollout?: string | undefined; readonly reason: string }
  | { readonly kind: 'abort'; readonly rollout: string; readonly reason: string }
  | { readonly kind: 'retry'; readonly rollout: string }
  /** `nodes` is a glob over node names; `until` in milliseconds. */
  | {
      readonly kind: 'hold';
      readonly nodes: string;
      readonly until: number;
      readonly reason: string;
    }
  | { readonly kind: 'unhold'; readonly nodes: string }
  | {
      readonly kind: 'override';
      readonly rollout: string;
      readonly ring: string;
      readonly subject: string;
      readonly reason: string;
    }
  /** Brings these nodes back to what each ran before `version`, and keeps them from it until `unhold`. */
  | {
      readonly kind: 'rollback';
      readonly rollout: string;
      readonly artifact: string;
      readonly version: string;
      readonly nodes: readonly string[];
      /** Rings they are of, for the title. */
      readonly rings: readonly string[];
      readonly reason: string;
    };

/** The version that was asked for, where a rollout is one of several steps to it. */
export type Goal = {
  readonly version: string;
  /** Login of the person who asked. */
  readonly by: string;
  /** When that was accepted; milliseconds. */
  readonly at: number;
  /** Every version from that of the slowest nodes to the goal, both included; the rollout's own is one of them. */
  readonly way: readonly string[];
};

/** What is to be said to a person in a reply of its own. */
export type Answer =
  | { readonly kind: 'help' }
  | { readonly kind: 'status' }
  | { readonly kind: 'plan'; readonly rollout?: string | undefined; readonly ring?: string | undefined }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  /** What was done, where no sticky comment says it: on an issue or on a person's own pull request. */
  | { readonly kind: 'done' };

/** One line of the journal. All or nothing: a comment with one command that cannot be carried out has no effects. */
export type Decision =
  | {
      readonly kind: 'request';
      readonly comment: number;
      readonly url: string;
      /** The issue or pull request it was written on. */
      readonly on: number;
      /** The head that its author saw, on a pull request. */
      readonly head?: string | undefined;
      /** The command lines as written, cleaned. */
      readonly lines: readonly string[];
      readonly accepted: boolean;
      readonly effects: readonly Effect[];
      readonly answers: readonly Answer[];
    }
  /** About to merge, with the gates judged. Written before the merge, so that a pause which came first wins. */
  | {
      readonly kind: 'merge';
      readonly rollout: string;
      /** Absent when the pull request takes nodes back. */
      readonly ring?: string | undefined;
      readonly batch?: number | undefined;
      readonly pull: number;
      readonly head: string;
    }
  /** A part was merged, by us or by a person. */
  | {
      readonly kind: 'merged';
      readonly rollout: string;
      readonly ring: string;
      readonly batch?: number | undefined;
      readonly pull: number;
      readonly commit: string;
      /** The nodes it moved, by name. */
      readonly nodes: readonly string[];
      /** Milliseconds since the epoch, GitHub's. */
      readonly mergedAt: number;
    }
  /** All nodes of the ring were live for its soak; laggards are left to their owners. */
  | {
      readonly kind: 'passed';
      readonly rollout: string;
      readonly ring: string;
      readonly nodes: number;
      readonly laggards: readonly Laggard[];
      /** The gate that was overridden, when it did not pass by itself. */
      readonly overridden?: string | undefined;
    }
  | { readonly kind: 'ended'; readonly rollout: string; readonly how: Ending }
  /** The next step to a goal begins, because the one before it is done. */
  | Extract<Effect, { kind: 'start' }>
  /** Somebody changed what is Cordage's own: a comment, a body, the journal. It changed nothing. `text` is plain. */
  | {
      readonly kind: 'noticed';
      readonly on?: number | undefined;
      readonly rollout?: string | undefined;
      readonly text: string;
    }
  /** Everything decided so far, so that nobody has to read further back. */
  | { readonly kind: 'snapshot'; readonly state: unknown };

export type Laggard = { readonly node: string; readonly owner?: string | undefined; readonly until: number };

/** `done`: every ring passed. */
export type Ending = 'done' | 'aborted' | 'superseded' | 'withdrawn' | 'rolled-back';

export type Entry = {
  /** From 1, without gaps. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Login of the person; the App's own for what it decided by rule. */
  readonly by: string;
  readonly decision: Decision;
};
