/** What hangs on commits and branches. */

type CheckStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
export const CONCLUSIONS = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
] as const;
type Conclusion = (typeof CONCLUSIONS)[number];

export type Annotation = {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column: number | null;
  readonly end_column: number | null;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly title: string | null;
  readonly message: string;
  readonly raw_details: string | null;
};

export type CheckSuite = {
  readonly id: number;
  readonly appId: number;
  readonly headSha: string;
  headBranch: string | null;
  readonly createdAt: number;
  updatedAt: number;
};

export type CheckRun = {
  readonly id: number;
  readonly suiteId: number;
  readonly appId: number;
  readonly headSha: string;
  name: string;
  externalId: string;
  detailsUrl: string;
  status: CheckStatus;
  conclusion: Conclusion | null;
  startedAt: number;
  completedAt: number | undefined;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: readonly Annotation[];
};

export type Status = {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly login: string;
  readonly createdAt: number;
};

export const DEPLOYMENT_STATES = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] as const;

export type DeploymentStatus = {
  readonly id: number;
  readonly login: string;
  state: (typeof DEPLOYMENT_STATES)[number];
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly createdAt: number;
};

export type Deployment = {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: Record<string, unknown> | string;
  readonly environment: string;
  readonly description: string | null;
  readonly login: string;
  readonly appId: number | undefined;
  readonly transient: boolean;
  readonly production: boolean;
  readonly createdAt: number;
  updatedAt: number;
  readonly statuses: DeploymentStatus[];
};

export type Asset = {
  readonly id: number;
  name: string;
  label: string | null;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly login: string;
  downloads: number;
  readonly createdAt: number;
  updatedAt: number;
};

export type Release = {
  readonly id: number;
  tag: string;
  target: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  readonly login: string;
  readonly createdAt: number;
  updatedAt: number;
  publishedAt: number | undefined;
  readonly assets: Map<number, Asset>;
};

export const MERGE_METHODS = ['merge', 'squash', 'rebase'] as const;
export type MergeMethod = (typeof MERGE_METHODS)[number];

/** The ways of merging that a repository's settings allow. */
export type MergeMethods = Record<MergeMethod, boolean>;

/** What the rulesets of a branch demand beside its protection; what is left out is not demanded. */
export type Ruleset = {
  /** Approvals that a pull request needs; undefined: changes need no pull request. */
  readonly approvals?: number;
  /** The only ones for this branch, of those that the repository allows. */
  readonly methods?: readonly MergeMethod[];
  /** Contexts of checks or statuses that must have succeeded. */
  readonly checks?: readonly string[];
  /** Whether the head must contain the base. */
  readonly strict?: boolean;
  readonly linearHistory?: boolean;
  /** Pull requests come in through the merge queue only. */
  readonly mergeQueue?: boolean;
};

export type Protection = {
  /** Approvals needed; 0 means that changes need no pull request. */
  approvals: number;
  dismissStale: boolean;
  /** Contexts of checks or statuses that must have succeeded. */
  checks: readonly string[];
  /** Whether the head must contain the base. */
  strict: boolean;
  enforceAdmins: boolean;
  linearHistory: boolean;
  allowForcePushes: boolean;
  allowDeletions: boolean;
};
