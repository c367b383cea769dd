/** A check run as we put it on a commit, and as we read it back (then without its annotations). */
export type Check = {
  readonly name: string;
  /** `pending`: not finished yet. */
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'action_required' | 'pending';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /**
   * When Cordage saw the commit first, by GitHub's clock, in milliseconds: carried from run to run, for it dates the head
   * that a command is about. Undefined for the first, which GitHub dates itself.
   */
  readonly startedAt: number | undefined;
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
