import type { PullFacts } from '../rollout/pull.ts';
import { conflictStays } from '../text/gate-problems.ts';
import * as say from '../text/gate-sentences.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

type Question = {
  readonly mergeable: PullFacts['mergeable'];
  /** Whether the default branch takes changes through a merge queue only. */
  readonly queue: boolean;
  readonly draft: boolean;
  /** Name of the default branch. */
  readonly base: string;
  readonly since: number;
  readonly now: number;
  readonly patience: number;
  /** Whether Cordage may make its change anew on top of the default branch: not when a person has taken the branch over. */
  readonly canRebase: boolean;
};

/**
 * Whether GitHub could merge it. `blocked` passes: GitHub says it for the very things that other gates judge, and for
 * Cordage's own check that is still pending because of this answer (D38). What else it may mean shows when the merge is
 * tried.
 */
export const judgeMergeable = (question: Question): GateVerdict => {
  const { mergeable, queue, draft, base, canRebase } = question;
  if (draft) return wait(question, say.tellDraft(), say.whoReadies());
  if (mergeable === 'conflict') {
    return canRebase
      ? wait(question, say.tellConflict(base), say.whoRebases())
      : { kind: 'block', gate: 'mergeable', problem: conflictStays(base) };
  }
  if (mergeable === 'behind' && !canRebase) return wait(question, say.tellBehind(base), say.whoUpdates());
  if (queue) return wait(question, say.tellQueue(base), say.whoQueues());
  switch (mergeable) {
    case 'behind':
      return passGate('mergeable', say.willRebase(base));
    case 'yes':
    case 'blocked':
      return passGate('mergeable');
    case 'unknown':
      return wait(question, say.tellUncertain(), say.whoIsCertain());
  }
};

/**
 * Every merge to the default branch makes GitHub think again about all that is open, however old it is. So nothing here
 * is overdue before people's patience is at its end, else old pull requests would turn red for seconds at a time.
 */
const wait = ({ since, now, patience }: Question, what: string, who: string): GateVerdict =>
  waitOrOverdue({ gate: 'mergeable', what, since, until: since + patience, now, who });
