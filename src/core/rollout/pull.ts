import type { Network } from '../network/network.ts';
import type { Problem } from '../problem.ts';
import type { ConfigScope } from '../text/check-text.ts';
import type { Check } from './check.ts';

/** A pull request of the manifests repository, as far as it matters. */
export type Pull = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly branch: string;
  readonly headRepository: string | undefined;
  readonly head: string;
  readonly base: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly url: string;
  readonly draft: boolean;
  readonly createdAt: number;
  readonly closedAt: number | undefined;
  /** The commit on the default branch that merged it. */
  readonly mergeCommit: string | undefined;
};

export type OwnComment = { readonly id: number; readonly body: string; readonly updatedAt: number };

/** The newest word of one reviewer. */
export type Review = {
  readonly login: string;
  readonly bot: boolean;
  readonly state: 'approved' | 'changes-requested';
  readonly commit: string;
  readonly at: number;
};

/** A check run or a commit status on a head, of whoever but Cordage. */
export type HeadCheck = {
  readonly name: string;
  readonly state: 'success' | 'failure' | 'pending';
};

/** What merging an open pull request depends on. */
export type PullFacts = {
  readonly reviews: readonly Review[];
  readonly checks: readonly HeadCheck[];
  /** `behind`: the base must be merged in first, as branch protection demands. */
  readonly mergeable: 'yes' | 'conflict' | 'behind' | 'blocked' | 'unknown';
};

/** GitHub would not merge this head, and its words. `at` in milliseconds. */
export type Refusal = { readonly head: string; readonly message: string; readonly at: number };

/** One open or recently ended pull request of Cordage's, with all that was read about it. */
export type OwnPull = {
  readonly pull: Pull;
  readonly artifact: string;
  readonly version: string;
  /** Empty for one that takes nodes back. */
  readonly ring: string;
  readonly batch: number | undefined;
  /** The number of the request in the journal, of a pull request that takes nodes back. */
  readonly request: number | undefined;
  readonly comments: readonly OwnComment[];
  /** The App's checks on its head, by name. */
  readonly checks: ReadonlyMap<string, Check>;
  /** What merging it depends on; undefined unless it is open. */
  readonly facts: PullFacts | undefined;
};

/** Somebody's open pull request that changes pins: versions, or only what else a tag says. */
export type PersonPull = {
  readonly pull: Pull;
  /** What it moves: nodes by version of an artifact. */
  readonly moves: readonly { readonly artifact: string; readonly version: string; readonly nodes: readonly string[] }[];
  /** The network as it would be with it merged. */
  readonly next: Network;
  readonly checks: ReadonlyMap<string, Check>;
};

/** A person's open pull request that concerns nothing of Cordage's. */
export type OtherPull = { readonly head: string; readonly checks: ReadonlyMap<string, Check> };

/** Someone's pull request that changes `cordage.yaml`, judged as if it were merged. */
export type ConfigPull = {
  readonly number: number;
  readonly head: string;
  readonly problems: readonly Problem[];
  /** Undefined when its `cordage.yaml` cannot be understood. */
  readonly scope: ConfigScope | undefined;
  /** As it would be; undefined when its `cordage.yaml` cannot be understood. */
  readonly network: Network | undefined;
  readonly checks: ReadonlyMap<string, Check>;
};
