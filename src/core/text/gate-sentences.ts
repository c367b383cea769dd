import type { GateName } from '../gates/gate.ts';
import type { Pause } from '../journal/decisions.ts';
import { parseRolloutId } from '../rollout/rollout.ts';
import { formatDuration, formatTime, listNames, plural } from './count.ts';
import { printable, quoted } from './printable.ts';

/**
 * What gates wait for, who can do what about it, and why they pass. All of it is prose, as in problems: plain words, code
 * between backticks. `gates/wait.ts` makes it inert.
 */

/** Text from outside as code within prose. */
export const coded = (text: string): string => `\`${printable(text).replaceAll('`', "'")}\``;

/** People by login. */
export const listPeople = (logins: readonly string[]): string => listNames(logins.map(printable));

const passOver = (gate: GateName): string => `whoever may override can pass over it: \`/override ${gate} "reason"\``;

/** Of a node that is degraded, or of which nothing is heard. */
export const NO_REASON = 'no reason given';
export const NO_WORD = 'no word from its cluster';

export const tellPause = (what: string, { by, reason }: Pause): string =>
  `${what} to be resumed; ${printable(by)} paused it: ${quoted(reason)}`;
export const whoResumes = (who: string, network: boolean): string =>
  `${who} can comment \`/rollout resume${network ? ' network' : ''} "reason"\``;

export const tellFormer = (ring: string): string => `ring ${printable(ring)} to pass`;
export const whoPassesFormer = (): string =>
  `that ring passes by itself when it is live and has soaked; ${passOver('order')}`;
export const nothingBefore = (rings: readonly string[]): string =>
  `nothing to do in ${rings.length === 1 ? 'ring' : 'rings'} ${listNames(rings.map(printable))}`;

export const tellOther = (rollout: string, ring: string): string =>
  `${tellRollout(rollout)} to pass ring ${printable(ring)}`;
export const whoEndsOther = (): string => `it passes by itself when it is live and has soaked; ${passOver('busy')}`;
export const besides = (rollout: string, ring: string): string =>
  `${tellRollout(rollout)} is under way in ring ${printable(ring)} too, and several may be`;

const tellRollout = (id: string): string => {
  const { artifact, version } = parseRolloutId(id);
  return printable(`${artifact} ${version}`);
};

export const tellGrant = (ring: string): string => coded(`/rollout ${ring}`);
export const whoGrants = (ring: string, who: string): string => `${tellGrant(ring)} by ${who}`;

/** @param stale approvals that were given to an earlier commit */
export const tellApprovals = (missing: number, stale: number): string => {
  const wanted = plural(missing, 'approval');
  return stale === 0
    ? wanted
    : `${wanted} of the present commit, for ${stale === 1 ? 'one was' : `${stale} were`} of an earlier one`;
};
export const whoApproves = (who: string, requesters: readonly string[]): string => {
  if (requesters.length === 0) return `${who} can approve`;
  return requesters.length === 1
    ? `${who} but ${listPeople(requesters)}, who asked for it, can approve`
    : `${who} can approve; of ${listPeople(requesters)}, who asked for it, one does not count`;
};
export const noApproval = (): string => 'this ring asks for no approval';

export const tellChanges = (logins: readonly string[]): string =>
  `${listPeople(logins)} to approve after asking for changes`;
export const whoRelents = (logins: readonly string[]): string =>
  `${listPeople(logins)} can look again; ${passOver('approvals')}`;

export const tellChecks = (missing: readonly string[], running: readonly string[]): string =>
  [...running.map((name) => `${coded(name)} to succeed`), ...missing.map((name) => `${coded(name)} to report`)]
    .slice(0, MOST_CHECKS)
    .join(', ') + more(missing.length + running.length - MOST_CHECKS);
export const whoChecks = (): string =>
  `they report by themselves, or whoever runs them starts them again; ${passOver('checks')}`;

/** Checks that are named. */
const MOST_CHECKS = 5;
const more = (count: number): string => (count > 0 ? ` and ${plural(count, 'more check')}` : '');

export const tellDraft = (): string => 'the draft to be marked as ready for review';
export const whoReadies = (): string => 'whoever may write here can press "Ready for review"';
export const tellConflict = (base: string): string => `a conflict with ${coded(base)} to be solved`;
export const whoRebases = (): string =>
  'Cordage makes its change anew on top of that branch, by itself; if it does not, close this and comment `/rollout retry`';
export const tellBehind = (base: string): string => `an update from ${coded(base)}`;
export const whoUpdates = (): string => 'whoever may write here can press "Update branch"';
export const willRebase = (base: string): string => `behind ${coded(base)}; Cordage brings it up to date by itself`;
export const tellQueue = (base: string): string => `somebody to add it to the merge queue of ${coded(base)}`;
export const whoQueues = (): string => 'whoever may merge here can press "Merge when ready"';
export const tellUncertain = (): string => 'GitHub to work out whether it can be merged';
export const whoIsCertain = (): string => 'GitHub does it by itself, mostly within a minute';

export const tellLive = (left: number, nodes: number): string => `${left} of ${plural(nodes, 'node')} to become live`;
export const tellLiveAgain = (ring: string, away: number, nodes: number): string =>
  `${away} of ${nodes} nodes of ring ${printable(ring)}, which passed, to be live again or to be seen`;
export const whoLivesAgain = (): string =>
  `they do so by themselves when their clusters are well and can be reached; ${passOver('live')}`;
export const whoLives = (ring: string, who: string): string =>
  `their clusters do it by themselves; ${who} can give them their time again, \`/rollout retry\`, or they are taken back: ${takeBack(ring)}`;
export const leftBehind = (count: number, budget: number): string =>
  `${plural(count, 'node')} not live in time, within the budget of ${budget}; left to ${count === 1 ? 'its owner' : 'their owners'}`;
export const noneMoved = (): string => 'no node has moved';
export const takeBack = (ring: string): string => coded(`/rollback ${ring} "reason"`);

/** @param soak milliseconds */
export const tellSoak = (soak: number): string => `its nodes to stay live for ${formatDuration(soak)}`;
export const tellUnsoaked = (soak: number): string => `its nodes to be live, and then for ${formatDuration(soak)}`;
export const whoSoaks = (): string => `it ends by itself if nothing degrades; ${passOver('soak')}`;

export const overriddenBy = (by: string, at: number, reason: string): string =>
  `passed over by ${printable(by)} ${formatTime(at)}: ${quoted(reason)}`;
