import type { Command } from '../command/command.ts';
import { allowed, answers, type Asked, type Resolved } from './asked.ts';
import { resolveHold, resolveRollback, resolveUnhold } from './resolve-nodes.ts';
import { resolveRollout } from './resolve-rollout.ts';
import { resolveStart } from './resolve-start.ts';
import { resolveAbort, resolveOverride, resolvePause, resolveResume, resolveRetry } from './resolve-stop.ts';
import { rolloutAsked } from './target.ts';

/** Turns a command into what it does here and now: every name found, every right checked. */
export const resolveCommand = (asked: Asked, command: Command): Resolved => {
  switch (command.kind) {
    case 'rollout':
      return resolveRollout(asked, command);
    case 'start':
      return resolveStart(asked, command);
    case 'plan':
      return allowed(
        asked,
        'ask',
        [],
        answers({
          kind: 'plan',
          rollout: rolloutAsked(asked),
          ...(command.ring !== undefined && { ring: command.ring }),
        }),
      );
    case 'status':
      return allowed(asked, 'ask', [], answers({ kind: 'status' }));
    case 'help':
      return allowed(asked, 'ask', [], answers({ kind: 'help' }));
    case 'pause':
      return resolvePause(asked, command);
    case 'resume':
      return resolveResume(asked, command);
    case 'abort':
      return resolveAbort(asked, command);
    case 'retry':
      return resolveRetry(asked);
    case 'override':
      return resolveOverride(asked, command);
    case 'rollback':
      return resolveRollback(asked, command);
    case 'hold':
      return resolveHold(asked, command);
    case 'unhold':
      return resolveUnhold(asked, command);
  }
};
