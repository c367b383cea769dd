/** A finished check run as we put it on a commit, and as we read it back (then without its annotations). */
export type Check = {
  readonly name: string;
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'action_required';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
};

export type Annotation = {
  readonly path: string;
  readonly line: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
};

/** Whether putting the second where the first is would tell anybody anything new. */
export const sameCheck = (before: Check | undefined, after: Check): boolean =>
  before?.conclusion === after.conclusion && before.title === after.title && before.summary === after.summary;
