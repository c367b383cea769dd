import type { Command } from '../command/command.ts';
import { isRuleId, rollbackScope } from '../rules/overrides.ts';
import * as say from '../text/request-problems.ts';
import { allowed, does, refuses, type Asked, type Resolved } from './asked.ts';
import { findVoid, rolloutAsked } from './target.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** Stopping is never bound to a head: it must work at once, whatever was pushed. */
export const resolvePause = (asked: Asked, { scope, reason }: Of<'pause'>): Resolved => {
  if (scope === 'network') return allowed(asked, 'network', [], does({ kind: 'pause', reason }));
  const rollout = rolloutAsked(asked);
  if (rollout === undefined) return refuses(say.whichRollout());
  return allowed(asked, 'pause', ringsOf(asked), does({ kind: 'pause', rollout, reason }));
};

export const resolveResume = (asked: Asked, { scope, reason }: Of<'resume'>): Resolved => {
  const { decisions } = asked;
  if (scope === 'network') {
    return decisions.pause === undefined
      ? refuses(say.notPaused('The network'))
      : allowed(asked, 'network', [], does({ kind: 'resume', reason }));
  }
  const rollout = rolloutAsked(asked);
  if (rollout === undefined) return refuses(say.whichRollout());
  if (decisions.rollouts[rollout]?.pause === undefined) return refuses(say.notPaused(rollout));
  return allowed(asked, 'pause', ringsOf(asked), does({ kind: 'resume', rollout, reason }));
};

export const resolveAbort = (asked: Asked, { reason }: Of<'abort'>): Resolved => {
  const rollout = rolloutAsked(asked);
  if (rollout === undefined) return refuses(say.whichRollout());
  if (asked.decisions.rollouts[rollout]?.ended) return refuses(say.endedAlready(rollout));
  return allowed(asked, 'abort', ringsOf(asked), does({ kind: 'abort', rollout, reason }));
};

/** Gives what failed, was closed or came back another try. */
export const resolveRetry = (asked: Asked): Resolved => {
  const rollout = rolloutAsked(asked);
  if (rollout === undefined) return refuses(say.whichRollout());
  if (asked.decisions.rollouts[rollout]?.ended) return refuses(say.endedAlready(rollout));
  const stale = findVoid(asked);
  if (stale) return refuses(stale);
  return allowed(asked, 'retry', ringsOf(asked), does({ kind: 'retry', rollout }));
};

/** Lifts a gate or a rule for the ring of this pull request, for as long as the rollout lasts. */
export const resolveOverride = (asked: Asked, { subject, reason }: Of<'override'>): Resolved => {
  if (asked.own?.request !== undefined) return overrideOnRollback(asked, asked.own.request, subject, reason);
  const rollout = rolloutAsked(asked);
  const ring = asked.own?.ring;
  if (rollout === undefined || ring === undefined) return refuses(say.whichRollout());
  const stale = findVoid(asked);
  if (stale) return refuses(stale);
  return allowed(asked, 'override', [ring], does({ kind: 'override', rollout, ring, subject, reason }));
};

/** On a pull request that takes nodes back: rules alone, and for this one alone. */
const overrideOnRollback = (asked: Asked, request: number, subject: string, reason: string): Resolved => {
  const record = asked.decisions.rollbacks.find(({ seq }) => seq === request);
  if (!record || !isRuleId(subject)) return refuses(say.whichRollout());
  const stale = findVoid(asked);
  if (stale) return refuses(stale);
  const { rollout, rings } = record;
  return allowed(
    asked,
    'override',
    rings,
    does({ kind: 'override', rollout, ring: rollbackScope(request), subject, reason }),
  );
};

const ringsOf = ({ own }: Asked): readonly string[] => (own && own.ring !== '' ? [own.ring] : []);
