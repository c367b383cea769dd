import type { Review } from '../rollout/pull.ts';
import { noApproval, tellApprovals, tellChanges, whoApproves, whoRelents } from '../text/gate-sentences.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

type Question = {
  readonly needed: number;
  readonly reviews: readonly Review[];
  /** The commit that would be merged. */
  readonly head: string;
  readonly mayApprove: (login: string) => boolean;
  /** Logins of those who asked for the step. */
  readonly requesters: readonly string[];
  readonly since: number;
  readonly now: number;
  readonly patience: number;
  readonly who: string;
};

/**
 * Whether enough people who may approve have approved exactly this commit, and none of them asks for changes. Bots count
 * neither way.
 */
export const judgeApprovals = (question: Question): GateVerdict => {
  const { needed, reviews, head, mayApprove, requesters, since, now, patience, who } = question;
  const words = newestWords(reviews).filter(({ bot, login }) => !bot && mayApprove(login));
  const against = words.filter(({ state }) => state === 'changes-requested');
  if (against.length > 0) {
    const logins = against.map(({ login }) => login);
    const asked = Math.min(...against.map(({ at }) => at));
    const [what, relent] = [tellChanges(logins), whoRelents(logins)];
    return waitOrOverdue({ gate: 'approvals', what, since: asked, until: asked + patience, now, who: relent });
  }
  if (needed <= 0) return passGate('approvals', noApproval());
  const approved = words.filter(({ state }) => state === 'approved');
  const counted = countApprovals(
    approved.filter(({ commit }) => commit === head),
    requesters,
  );
  if (counted >= needed) return passGate('approvals');
  const stale = approved.filter(({ commit }) => commit !== head).length;
  return waitOrOverdue({
    gate: 'approvals',
    what: tellApprovals(needed - counted, stale),
    since,
    until: since + patience,
    now,
    who: whoApproves(who, requesters),
  });
};

/**
 * A requester approves nothing by asking. Where several asked, each asked for the whole: any one of them may be taken as
 * the requester and the others as people who looked at what he wants. So the best choice counts, and with it at least
 * one more person than `needed` stands behind every merge that somebody asked for.
 */
const countApprovals = (approved: readonly Review[], requesters: readonly string[]): number => {
  const approvers = new Set(approved.map(({ login }) => login.toLowerCase()));
  const asking = new Set(requesters.map((login) => login.toLowerCase()));
  const all = asking.size > 0 && [...asking].every((login) => approvers.has(login));
  return approvers.size - (all ? 1 : 0);
};

/** Of several words of one person the last one counts, an objection before an approval of the same time. */
const newestWords = (reviews: readonly Review[]): readonly Review[] => {
  const inTurn = reviews.toSorted(
    (a, b) => a.at - b.at || Number(a.state !== 'approved') - Number(b.state !== 'approved'),
  );
  return [...new Map(inTurn.map((review) => [review.login.toLowerCase(), review])).values()];
};
