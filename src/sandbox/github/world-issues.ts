/** What issues and pull requests have in common, and what only pull requests have. */

export const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const;
export type ReactionContent = (typeof REACTIONS)[number];

export type Reaction = {
  readonly id: number;
  readonly content: ReactionContent;
  readonly login: string;
  readonly createdAt: number;
};

export type Comment = {
  readonly id: number;
  readonly login: string;
  readonly appId: number | undefined;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly reactions: Reaction[];
};

export type Issue = {
  readonly id: number;
  readonly number: number;
  readonly login: string;
  readonly appId: number | undefined;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  /** Lower-case names of labels of the repository. */
  readonly labels: Set<string>;
  readonly assignees: Set<string>;
  readonly comments: Map<number, Comment>;
  readonly reactions: Reaction[];
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | undefined;
  closedBy: string | undefined;
  locked: boolean;
  readonly pull: Pull | undefined;
};

export type Review = {
  readonly id: number;
  readonly login: string;
  body: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly commit: string;
  submittedAt: number | undefined;
};

type Mergeability = {
  /** The commits this was computed for; other commits make it unknown again. */
  readonly head: string;
  readonly base: string;
  /** The test merge, or undefined on conflict. */
  readonly mergeCommit: string | undefined;
};

type Pull = {
  readonly id: number;
  /** Full name of the repository that the head branch is in. */
  readonly headRepository: string;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  draft: boolean;
  merged: { readonly at: number; readonly by: string; readonly commit: string } | undefined;
  mergeability: Mergeability | undefined;
  readonly reviews: Map<number, Review>;
  readonly requestedReviewers: Set<string>;
  readonly requestedTeams: Set<string>;
  maintainerCanModify: boolean;
};

/** An issue that is known to be a pull request. */
export type PullIssue = Issue & { readonly pull: Pull };
export const isPull = (issue: Issue): issue is PullIssue => issue.pull !== undefined;
