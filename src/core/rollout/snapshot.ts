import type { NetworkParameters, Role } from '../config/config.ts';
import type { NodeVerdict } from '../argo/verdict.ts';
import type { RefreshWish } from '../argo/refresh.ts';
import type { Drift } from '../drift/drift.ts';
import type { Problem } from '../problem.ts';
import type { Network } from '../network/network.ts';
import type { InspectedAsset, JarsByVersion } from '../release/release.ts';
import type { Decisions, RollbackRecord } from '../journal/decisions.ts';
import type { RestorePlan } from '../rollback/restore.ts';
import type { Check } from './check.ts';
import type { ArtifactReleases } from '../release/select.ts';
import type { Draft } from './draft.ts';
import type { ConfigPull, OtherPull, OwnPull, PersonPull, Pull, Refusal } from './pull.ts';

/** A comment of somebody's on an issue or a pull request of the manifests repository. Times in milliseconds. */
export type SeenComment = {
  readonly id: number;
  readonly url: string;
  /** The number of the issue or pull request. */
  readonly on: number;
  readonly onPull: boolean;
  readonly login: string;
  readonly bot: boolean;
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** What GitHub says of a person. `none`: no right at all, or GitHub would not say. */
export type Person = {
  readonly login: string;
  readonly role: Role | 'none';
  /** Slugs, of the teams that `cordage.yaml` names. */
  readonly teams: ReadonlySet<string>;
};

/** How the manifests repository lets pull requests be merged. */
export type Merging = {
  /** Allowed ones, in the order in which we would use them. */
  readonly methods: readonly MergeMethod[];
  /** The default branch takes pull requests through a merge queue only. */
  readonly queue: boolean;
  /** Names of checks that branch protection or rulesets require. */
  readonly requiredChecks: readonly string[];
};
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** The newest Deployment of a ring, and its newest status; `at`: when that was written, milliseconds. */
export type RingDeployment = {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly at: number;
};

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

/** A request to take nodes back, worked out against git's history. */
export type Restore = {
  readonly record: RollbackRecord;
  readonly branch: string;
  readonly plan: RestorePlan;
  readonly pulls: readonly Pull[];
  readonly files: ReadonlyMap<string, { readonly blob: string; readonly bytes: Uint8Array }>;
};

/** An issue of Cordage's own. */
export type DriftIssue = {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly title: string;
  readonly body: string;
};

/** One rollout, with what was read for its front: for what is to be moved next. */
export type Prospect = {
  readonly draft: Draft;
  /** The commit the tag leads to now. */
  readonly tagCommit: string | undefined;
  readonly assets: readonly InspectedAsset[];
  /** Why assets could not be had; the pull request says it and its check fails. */
  readonly assetProblems: readonly Problem[];
  /** Bytes at the base of every file that the front moves pins in. */
  readonly files: ReadonlyMap<string, { readonly blob: string; readonly bytes: Uint8Array }>;
  /** Those from the front's branch, newest first. */
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
  /** The JARs of the versions that nodes run or may come to. */
  readonly jars: JarsByVersion;
  /** As declared, or as the Network Map tells them. */
  readonly parameters: NetworkParameters;
  readonly parameterProblems: readonly Problem[];
  /** What there is to propose of every artifact that follows releases. */
  readonly releases: readonly ArtifactReleases[];
  readonly prospects: readonly Prospect[];
  readonly ownPulls: readonly OwnPull[];
  readonly restores: readonly Restore[];
  readonly personPulls: readonly PersonPull[];
  /** Looked at only where a check of Cordage's is required. */
  readonly otherPulls: readonly OtherPull[];
  /** What was decided, read from the journal; `problems` are entries that count for nothing. */
  readonly decisions: Decisions;
  readonly journalProblems: readonly Problem[];
  /** Comments of the last days by others than Cordage, oldest first. */
  readonly comments: readonly SeenComment[];
  /** Cordage's replies of the last days: which comment each answers. */
  readonly replies: readonly { readonly id: number; readonly comment: number }[];
  /** Everybody whose word counts for something in this pass, by login in lower case. */
  readonly people: ReadonlyMap<string, Person>;
  readonly merging: Merging;
  /** By number of the pull request. */
  readonly refusals: ReadonlyMap<number, Refusal>;
  /** Numbers of issues and pull requests that take no comment. */
  readonly mute: ReadonlySet<number>;
  /** What the clusters say, by rollout (`trade@1.4.0`) and node. */
  readonly verdicts: ReadonlyMap<string, ReadonlyMap<string, NodeVerdict>>;
  /** Applications that Argo CD is to look at again, and when. */
  readonly refreshes: readonly (RefreshWish & { readonly commit: string })[];
  /** Where the clusters differ from git without a rollout being the reason; undefined where nobody watches. */
  readonly drift: Drift | undefined;
  /** Those that tell the drift, newest first; undefined when nobody asked for them, and where there are no issues. */
  readonly driftIssues: readonly DriftIssue[] | undefined;
  /** By rollout and ring: `trade@1.4.0 canary`. */
  readonly deployments: ReadonlyMap<string, RingDeployment>;
  /** Login of the App: it decides by rule. */
  readonly self: string;
  readonly configPulls: readonly ConfigPull[];
  readonly branches: ReadonlyMap<string, BranchFacts>;
  /** `artifact@version` of open and merged pull requests whose release is certainly gone. */
  readonly withdrawn: ReadonlySet<string>;
};
