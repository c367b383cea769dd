import { formatCount, formatTime, listNames, plural } from './count.ts';
import { inlineCode, plain } from './escape.ts';
import type { Outdated, PullStatus } from './pull-status.ts';
import { renderPassReason } from './release-problems.ts';
import {
  quoteReason,
  renderCommit,
  renderMove,
  renderTarget,
  rollbackCommand,
  type Sentences,
  type State,
} from './status-words.ts';

/** Closed by Cordage, or merged before what would have closed it. */
export const explainOutdated = (status: PullStatus, state: Outdated): Sentences => {
  switch (state.kind) {
    case 'withdrawn':
      return withdrawn(status, state);
    case 'superseded':
      return superseded(status, state);
    case 'not-proposed':
      return {
        headline: `closed, release ${state.tag} is not proposed any more`,
        details: [`It was not merged. Now ${plain(renderPassReason(state.reason))}.`],
        next: 'nothing, unless it shall be proposed again: then change that, restore the branch and reopen this pull request.',
      };
    case 'nothing-left':
      return { headline: 'closed, nothing left to move', details: [tellOutdated(status, state).why], next: '' };
    case 'aborted':
      return aborted(status, state);
    case 'rolled-back':
      return rolledBack(status, state);
  }
};

/** Why a pull request is outdated that stays open because a person took it over; `what` is plain, `why` is safe. */
export const tellOutdated = (
  status: PullStatus,
  outdated: Outdated,
): { readonly what: string; readonly why: string } => {
  const target = renderTarget(status);
  switch (outdated.kind) {
    case 'withdrawn':
      return { what: `release ${outdated.tag} was withdrawn`, why: 'The release was deleted or unpublished.' };
    case 'superseded': {
      const where = outdated.pull === undefined ? '' : `; it is proposed in #${outdated.pull}`;
      return {
        what: `superseded by ${outdated.version}`,
        why: `${plain(outdated.version)} came after ${target}${where}.`,
      };
    }
    case 'not-proposed':
      return {
        what: `release ${outdated.tag} is not proposed any more`,
        why: `Now ${plain(renderPassReason(outdated.reason))}.`,
      };
    case 'nothing-left':
      return {
        what: 'nothing left to move',
        why: status.rollback
          ? `None of the nodes it was for runs ${target} any more.`
          : `The nodes it was for run ${target} or a newer version already, or are held.`,
      };
    case 'aborted':
      return { what: `the rollout was aborted by ${outdated.by}`, why: `The reason: ${quoteReason(outdated.reason)}.` };
    case 'rolled-back':
      return {
        what: `the rollout was taken back by ${outdated.by}`,
        why: `The reason: ${quoteReason(outdated.reason)}${outdated.pull === undefined ? '' : `; see #${outdated.pull}`}.`,
      };
  }
};

const withdrawn = (status: PullStatus, { tag, merged }: State<'withdrawn'>): Sentences =>
  merged
    ? {
        headline: `merged, and release ${tag} was withdrawn since`,
        details: [
          `The release was deleted or unpublished. Nothing is undone: ${renderTarget(status)} stays where it is, on ${plural(status.nodes, 'node')}.`,
        ],
        next: `ask why it was withdrawn. ${rollbackCommand(status)} takes these nodes back.`,
      }
    : {
        headline: `closed, release ${tag} was withdrawn`,
        details: [
          `The release was deleted or unpublished before this was merged. No node was moved to ${renderTarget(status)} by it.`,
        ],
        next: 'nothing, unless the release is published again: then restore the branch and reopen this pull request.',
      };

const superseded = (status: PullStatus, { version, pull }: State<'superseded'>): Sentences => ({
  headline: `closed, superseded by ${version}`,
  details: [
    pull === undefined
      ? `${renderTarget(status)} was not merged and is not needed any more.`
      : `${renderTarget(status)} was not merged; the newer version is proposed in #${pull}.`,
  ],
  next: pull === undefined ? '' : `review #${pull}.`,
});

const aborted = (status: PullStatus, { by, reason, merged }: State<'aborted'>): Sentences => ({
  headline: merged ? `merged, and the rollout was aborted by ${by} since` : `closed, the rollout was aborted by ${by}`,
  details: [
    `The reason: ${quoteReason(reason)}.`,
    merged
      ? `Nothing is undone: ${plural(status.nodes, 'node')} of this pull request ${status.nodes === 1 ? 'stays' : 'stay'} on ${renderTarget(status)}, and no other ring opens.`
      : `No node was moved to ${renderTarget(status)} by it.`,
  ],
  next: merged ? `nothing, or ${rollbackCommand(status)} to take these nodes back.` : '',
});

const rolledBack = (status: PullStatus, { by, reason, pull, merged }: State<'rolled-back'>): Sentences => ({
  headline: merged ? `merged, and taken back by ${by} since` : `closed, the rollout was taken back by ${by}`,
  details: [
    `The reason: ${quoteReason(reason)}.`,
    merged
      ? `The nodes go back to what each ran before ${renderTarget(status)}${pull === undefined ? '; the pull request for that opens next' : `, by #${pull}`}.`
      : `No node was moved to ${renderTarget(status)} by it.`,
  ],
  next: merged && pull !== undefined ? `review #${pull}.` : '',
});

/** Laggards named before the rest is counted. */
const MOST_LAGGARDS = 10;

export const explainPassed = (status: PullStatus, state: State<'passed'>): Sentences => {
  const { at, commit, laggards, overridden, next } = state;
  const live = state.nodes - laggards.length;
  const left = laggards.map(
    ({ node, owner, until }) =>
      `${inlineCode(node)} (${owner === undefined ? 'no owner' : plain(owner)}, until ${formatTime(until)})`,
  );
  return {
    headline: 'done',
    details: [
      `${formatCount(live)} of ${plural(state.nodes, 'node')} live ${status.rollback ? 'on what each ran before' : `on ${renderTarget(status)}`}, done ${formatTime(at)}${commit === undefined ? '' : `, merged as ${renderCommit(commit)}`}.`,
      ...(left.length > 0 ? [`Left to their owners: ${listNames(left, MOST_LAGGARDS)}.`] : []),
      ...(overridden === undefined ? [] : [`It did not pass by itself: ${inlineCode(overridden)} was overridden.`]),
      ...(next === undefined ? [] : [`Continued in #${next.pull} (${plain(next.ring)}).`]),
    ],
    next: '',
  };
};

export const explainMerged = (status: PullStatus, { commit }: State<'merged'>): Sentences => ({
  headline: commit === undefined ? 'merged' : `merged as ${commit.slice(0, 7)}`,
  details: [
    status.rollback
      ? `${renderMove(status)} as Argo CD syncs, and ${status.nodes === 1 ? 'is' : 'are'} kept from it and every newer version until \`/unhold\`.`
      : `${renderMove(status)} as Argo CD syncs. No rollout of Cordage's follows from here.`,
  ],
  next: 'look at these nodes in Argo CD.',
});

export const explainClosed = (status: PullStatus): Sentences =>
  status.rollback
    ? {
        headline: 'closed by a person',
        details: [
          `${plural(status.nodes, 'node')} ${status.nodes === 1 ? 'stays' : 'stay'} on ${renderTarget(status)} or what they run now; Cordage does not reopen what a person closed.`,
        ],
        next: 'nothing, or "Reopen pull request" to go on with it.',
      }
    : {
        headline: 'closed by a person',
        details: [
          `${renderTarget(status)} is not proposed again to ${status.nodes === 1 ? 'this node' : `these ${plural(status.nodes, 'node')}`}, and no later ring opens; Cordage does not reopen what a person closed.`,
        ],
        next: 'nothing, or "Reopen pull request" or `/rollout retry` to go on with it.',
      };
