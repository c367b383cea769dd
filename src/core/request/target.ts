import type { Problem } from '../problem.ts';
import type { Course } from '../rollout/course.ts';
import { rolloutId } from '../rollout/rollout.ts';
import { ROLLOUT_CHECK } from '../text/check-text.ts';
import * as say from '../text/request-problems.ts';
import type { Asked } from './asked.ts';

/** The rollout that a command is about: that of the pull request it stands on. */
export const rolloutAsked = ({ own }: Asked): string | undefined =>
  own && own.request === undefined ? rolloutId(own) : undefined;

export const courseAsked = (asked: Asked): Course | undefined => {
  const id = rolloutAsked(asked);
  return asked.courses.find((course) => course.id === id);
};

/**
 * A command about an open pull request counts for the head that its author could see: the one that had Cordage's check
 * before the comment was written. GitHub's comments name no head (D17); its own clock dates both, in whole seconds, and
 * a tie counts as too late.
 */
export const findVoid = ({ comment, own, theirs }: Asked): Problem | undefined => {
  const on = own ?? theirs;
  if (!on || on.pull.state !== 'open') return undefined;
  const seen = on.checks.get(ROLLOUT_CHECK)?.startedAt;
  return seen !== undefined && seen < comment.createdAt ? undefined : say.pushedSince(on.pull.head);
};
