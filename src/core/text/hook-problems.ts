import { warningAt, type Place, type Problem } from '../problem.ts';
import { findNearest } from './nearest.ts';
import { quoted } from './printable.ts';

/** Sentences about hooks that say, or mean to say, what they do. */

/** @param hook `Job "migrate"` as it is shown; @param stages those there are */
export const hookStageUnknown = (at: Place, hook: string, seen: string, stages: readonly string[]): Problem => {
  const near = findNearest(seen, stages);
  return warningAt(
    'hook-stage',
    at,
    `cordage.io/hook of ${hook} says ${quoted(seen)}, so the hook shows as part of the sync`,
    near === undefined ? `write ${stages.slice(0, -1).join(', ')} or ${stages.at(-1)}` : `did you mean "${near}"?`,
  );
};

export const hookBudgetUnread = (at: Place, hook: string, seen: string, byDefault: string): Problem =>
  warningAt(
    'hook-budget',
    at,
    `cordage.io/budget of ${hook} says ${quoted(seen)}, which is no span of time, so ${byDefault} count`,
    'write 90s, 15m or 2h',
  );

export const hookNotRun = (at: Place, hook: string): Problem =>
  warningAt(
    'hook-not-argo',
    at,
    `cordage.io/hook stands on ${hook}, which Argo CD does not run as a hook`,
    'add the annotation argocd.argoproj.io/hook with PreSync, Sync or PostSync beside it, or take it out',
  );

export const hookBudgetAlone = (at: Place, hook: string): Problem =>
  warningAt(
    'hook-budget-alone',
    at,
    `cordage.io/budget of ${hook} is for nothing: cordage.io/hook is missing`,
    'add cordage.io/hook with drain, backup or migration beside it, or take it out',
  );

/** To name a hook in a sentence. */
export const nameHook = (kind: string, name: string): string => `${quoted(kind).slice(1, -1)} ${quoted(name)}`;
