import type { Problem } from '../problem.ts';
import type { Network } from '../network/network.ts';
import type { InspectedAsset } from '../release/release.ts';

import type { ConfigScope } from '../text/check-text.ts';
import type { Check } from './check.ts';
import type { ArtifactReleases } from '../release/select.ts';
import type { Draft } from './draft.ts';

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
  readonly closedAt: number | undefined;
  /** The commit on the default branch that merged it. */
  readonly mergeCommit: string | undefined;
};

export type OwnComment = { readonly id: number; readonly body: string };

/** A file as a commit changed it. `to` is undefined when it was deleted. Object ids. */
export type FileChange = { readonly path: string; readonly from: string | undefined; readonly to: string | undefined };

/** What a branch of ours holds beyond the default branch. */
export type BranchFacts = {
  readonly head: string;
  /** The first commit above the default branch that is not Cordage's; the branch is then left alone. */
  readonly person: { readonly commit: string; readonly name: string } | undefined;
  /** What Cordage's own commit on it says of the assets it was made from; undefined when there is no such commit. */
  readonly recorded: Recorded | undefined;
  readonly changes: readonly FileChange[];
};

/** What was true of the release when the branch was made: kept in the commit, where nobody edits it by accident. */
export type Recorded = {
  readonly tagCommit: string | undefined;
  readonly assets: readonly { readonly name: string; readonly sha256: string }[];
};

/** One open or recently closed pull request of Cordage's, with all that was read about it. */
export type OwnPull = {
  readonly pull: Pull;
  readonly artifact: string;
  readonly version: string;
  readonly ring: string;
  readonly batch: number | undefined;
  readonly comments: readonly OwnComment[];
  /** The App's checks on its head, by name. */
  readonly checks: ReadonlyMap<string, Check>;
};

/** Someone's pull request that changes `cordage.yaml`, judged as if it were merged. */
export type ConfigPull = {
  readonly number: number;
  readonly head: string;
  readonly problems: readonly Problem[];
  /** Undefined when its `cordage.yaml` cannot be understood. */
  readonly scope: ConfigScope | undefined;
  readonly checks: ReadonlyMap<string, Check>;
};

/** One release that may become a pull request now, with what was read for it. */
export type Prospect = {
  readonly draft: Draft;
  /** The commit the tag leads to now. */
  readonly tagCommit: string | undefined;
  readonly assets: readonly InspectedAsset[];
  /** Why assets could not be had; the pull request says it and its check fails. */
  readonly assetProblems: readonly Problem[];
  /** Bytes at the base of every file that the draft moves pins in. */
  readonly files: ReadonlyMap<string, { readonly blob: string; readonly bytes: Uint8Array }>;
  /** Newest first; normally none or one. */
  readonly pulls: readonly Pull[];
  /** Somebody else's open pull request from our branch: GitHub takes no second one. */
  readonly foreign: number | undefined;
};

/** The world of one network, read whole before anything is decided. */
export type Snapshot = {
  readonly now: number;
  /** `owner/name` of the manifests repository. */
  readonly repository: string;
  readonly base: { readonly branch: string; readonly commit: string };
  readonly config: {
    readonly file: string;
    readonly problems: readonly Problem[];
    /** The commit that brought the file as it is. */
    readonly commit: string;
    readonly checks: ReadonlyMap<string, Check>;
  };
  /** Undefined when `cordage.yaml` has errors: then no rollout moves. */
  readonly network: Network | undefined;
  readonly baseChecks: ReadonlyMap<string, Check>;
  /** What there is to propose of every artifact that follows releases. */
  readonly releases: readonly ArtifactReleases[];
  readonly prospects: readonly Prospect[];
  readonly ownPulls: readonly OwnPull[];
  readonly configPulls: readonly ConfigPull[];
  readonly branches: ReadonlyMap<string, BranchFacts>;
  /** `artifact@version` of open and merged pull requests whose release is certainly gone. */
  readonly withdrawn: ReadonlySet<string>;
};
