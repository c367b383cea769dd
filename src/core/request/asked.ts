import type { Permission } from '../config/config.ts';
import { authorize } from '../authority/authorize.ts';
import type { Decisions } from '../journal/decisions.ts';
import type { Answer, Effect } from '../journal/entry.ts';
import type { Network } from '../network/network.ts';
import type { Problem } from '../problem.ts';
import type { Course } from '../rollout/course.ts';
import type { OwnPull, PersonPull } from '../rollout/pull.ts';
import type { Person, SeenComment, Snapshot } from '../rollout/snapshot.ts';

/** One comment, with what its commands may be about. */
export type Asked = {
  readonly snapshot: Snapshot;
  readonly network: Network;
  readonly courses: readonly Course[];
  /** With everything that was asked for before. */
  readonly decisions: Decisions;
  readonly comment: SeenComment;
  readonly person: Person | undefined;
  /** The pull request of Cordage's that it was written on. */
  readonly own: OwnPull | undefined;
  /** The pull request of a person's that it was written on. */
  readonly theirs: PersonPull | undefined;
  /** Whether it was written on any pull request. */
  readonly onPull: boolean;
};

/** What a command comes to. With a problem nothing of its whole comment is done. */
export type Resolved = {
  readonly effects: readonly Effect[];
  readonly answers: readonly Answer[];
  readonly problems: readonly Problem[];
};

export const does = (...effects: readonly Effect[]): Resolved => ({ effects, answers: [], problems: [] });
export const answers = (...given: readonly Answer[]): Resolved => ({ effects: [], answers: given, problems: [] });
export const refuses = (...problems: readonly Problem[]): Resolved => ({ effects: [], answers: [], problems });

/** The one place where a comment meets a right. */
export const allowed = (
  { person, network }: Asked,
  permission: Permission,
  rings: readonly string[],
  resolved: Resolved,
  nodes?: readonly string[],
): Resolved => {
  const verdict = authorize({ permission, rings, nodes, person, policy: network.policy, network });
  return verdict.ok ? resolved : refuses(verdict.problem);
};
