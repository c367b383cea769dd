import type { Problem } from '../problem.ts';
import type { PassReason } from '../release/select.ts';
import { plural } from './count.ts';
import { inlineCode, plain, row } from './escape.ts';
import { fitLines, fitSections, whole } from './fit.ts';
import { parseMarker, renderMarker, type MarkerReading } from './marker.ts';
import { renderProblemItems } from './problems.ts';
import { renderRing, type PullSubject } from './pull-title.ts';
import { renderBranch } from './branch.ts';
import { renderPassReason } from './release-problems.ts';

/** An asset whose bytes are not those that the pull request was made from. `after` is undefined when it is gone. */
export type AssetChange = {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** Where a pull request stands; exactly one at a time. */
export type PullState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'blocked'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'taken-over';
      readonly commit: string;
      readonly author: string;
      /** Why Cordage would have closed it, were the commit not there. */
      readonly outdated?: Outdated;
    }
  | { readonly kind: 'asset-changed'; readonly tag: string; readonly changes: readonly AssetChange[] }
  | { readonly kind: 'retagged'; readonly tag: string; readonly before: string; readonly after: string | undefined }
  | { readonly kind: 'withdrawn'; readonly tag: string; readonly merged: boolean }
  /** `pull` is undefined when no pull request of the newer version is open. */
  | { readonly kind: 'superseded'; readonly version: string; readonly pull: number | undefined }
  /** Its release changed, or the policy in `cordage.yaml`. */
  | { readonly kind: 'not-proposed'; readonly tag: string; readonly reason: PassReason }
  /** All its nodes run the version already, or a newer one. */
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'merged'; readonly commit: string | undefined }
  | { readonly kind: 'closed' };

/** States that Cordage closes an open pull request with. */
export type Outdated = Extract<
  PullState,
  { readonly kind: 'withdrawn' | 'superseded' | 'not-proposed' | 'nothing-left' }
>;

export type PullStatus = PullSubject & { readonly state: PullState };

/** What a status says: the state as plain text, details and the next step as Markdown. Shared with the check. */
export type Sentences = { readonly headline: string; readonly details: readonly string[]; readonly next: string };

/** The one comment on a pull request; edited in place, and only when its text changes. */
export const renderStatus = (status: PullStatus): string => {
  const { artifact, version, ring, batch, state } = status;
  const { headline, details, next } = explainStatus(status);
  const marker = renderMarker('status', {
    artifact,
    version,
    ring,
    ...(batch && { batch: batch.number }),
    state: state.kind,
  });
  const rest = (left: number): string => `- ${plural(left, 'more line')}`;
  return fitSections(
    [
      whole(`**${plain(`${renderRing(ring, batch)}: ${headline}`)}**`),
      { worth: 1, render: (limit) => fitLines(details, limit, rest) },
      whole(renderNext(next)),
    ],
    marker,
  );
};

/** Which status a comment shows. */
export const parseStatus = (body: string): MarkerReading<'status'> => parseMarker('status', body);

/** What to do, where there is anything to do. */
export const renderNext = (next: string): string => (next === '' ? '' : `Next: ${next}`);

/** A commit of this repository, for GitHub to link. */
const linked = (commit: string): string =>
  /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 10) : inlineCode(commit);

const short = (commit: string): string => inlineCode(commit.slice(0, 7));

/** The sentences of a status; whatever comes from outside is safe in `details` and `next`, and not yet in `headline`. */
export const explainStatus = (status: PullStatus): Sentences => {
  const { state } = status;
  const target = `${plain(status.artifact)} ${plain(status.version)}`;
  const nodes = plural(status.nodes, 'node');
  switch (state.kind) {
    case 'waiting':
      return {
        headline: 'waiting for review',
        details: [`${target} for ${nodes}.`],
        next: 'review this pull request and merge it.',
      };
    case 'blocked':
      return {
        headline: `blocked by ${plural(state.problems.length, 'problem')}`,
        details: renderProblemItems(state.problems),
        next: 'solve what is listed; Cordage looks again by itself and this comment follows.',
      };
    case 'taken-over':
      return takenOver(status, state);
    case 'asset-changed':
      return assetChanged(state);
    case 'retagged':
      return retagged(state);
    case 'withdrawn':
      return withdrawn(state, target, nodes);
    case 'superseded':
      return superseded(state, target);
    case 'not-proposed':
      return {
        headline: `closed, release ${state.tag} is not proposed any more`,
        details: [`It was not merged. Now ${plain(renderPassReason(state.reason))}.`],
        next: 'nothing, unless it shall be proposed again: then change that, restore the branch and reopen this pull request.',
      };
    case 'nothing-left':
      return {
        headline: 'closed, nothing left to move',
        details: [`The nodes it was for run ${target} or a newer version already.`],
        next: '',
      };
    case 'merged':
      return {
        headline: state.commit === undefined ? 'merged' : `merged as ${state.commit.slice(0, 7)}`,
        details: [`${target} goes to ${nodes} as soon as Argo CD has synced; Cordage does not watch that yet.`],
        next: 'look at these nodes in Argo CD, and move the next ring when they are well.',
      };
    case 'closed':
      return {
        headline: 'closed by a person',
        details: [
          `${target} is not proposed again to ${nodes === '1 node' ? 'this node' : `these ${nodes}`}; Cordage does not reopen what a person closed.`,
        ],
        next: 'nothing, or "Reopen pull request" to go on with it. A newer release gets its own pull request.',
      };
  }
};

type State<K extends PullState['kind']> = Extract<PullState, { readonly kind: K }>;

const takenOver = (status: PullStatus, { commit, author, outdated }: State<'taken-over'>): Sentences => {
  const taken = `Commit ${linked(commit)} by ${plain(author)} is not Cordage's. Cordage leaves the branch ${inlineCode(renderBranch({ ...status, batch: status.batch?.number }))} as it is, also when the default branch or the release changes.`;
  if (!outdated) {
    return {
      headline: 'in the hands of a person',
      details: [taken],
      next: 'review and merge it as it is, or remove the commit from the branch and Cordage goes on, or close the pull request.',
    };
  }
  const { what, why } = outdatedWords(outdated, `${plain(status.artifact)} ${plain(status.version)}`);
  return {
    headline: `in the hands of a person, and ${what}`,
    details: [why, taken],
    next: 'close this pull request, or remove the commit from the branch and Cordage closes it.',
  };
};

const outdatedWords = (outdated: Outdated, target: string): { readonly what: string; readonly why: string } => {
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
      return { what: 'nothing left to move', why: `The nodes it was for run ${target} or a newer version already.` };
  }
};

const hash = (sha256: string | undefined): string => (sha256 === undefined ? 'none' : inlineCode(sha256));

const assetChanged = ({ tag, changes }: State<'asset-changed'>): Sentences => ({
  headline: `stopped, ${plural(changes.length, 'asset')} of ${tag} changed under the tag`,
  details: [
    row('asset', 'SHA-256 when this was opened', 'SHA-256 now'),
    '|---|---|---|',
    ...changes.map(({ name, before, after }) => row(inlineCode(name), hash(before), hash(after))),
  ],
  next: `do not merge; ask who changed the release and why. If the new bytes are right, release them under a new version. When the former bytes are back, the check \`cordage/rollout\` passes again.`,
});

const retagged = ({ tag, before, after }: State<'retagged'>): Sentences => ({
  headline: `stopped, the tag ${tag} was moved`,
  details: [
    `It led to ${short(before)} when this was opened and ${after === undefined ? 'is gone now' : `leads to ${short(after)} now`}.`,
  ],
  next: `do not merge; ask who moved the tag and why. If the new commit is right, release it under a new version. When the tag is back, the check \`cordage/rollout\` passes again.`,
});

const withdrawn = ({ tag, merged }: State<'withdrawn'>, target: string, nodes: string): Sentences =>
  merged
    ? {
        headline: `merged, and release ${tag} was withdrawn since`,
        details: [
          `The release was deleted or unpublished. Nothing is undone: ${target} stays where it is, on ${nodes}.`,
        ],
        next: 'ask why it was withdrawn. "Revert" on this pull request proposes the way back.',
      }
    : {
        headline: `closed, release ${tag} was withdrawn`,
        details: [
          `The release was deleted or unpublished before this was merged. No node was moved to ${target} by it.`,
        ],
        next: 'nothing, unless the release is published again: then restore the branch and reopen this pull request.',
      };

const superseded = ({ version, pull }: State<'superseded'>, target: string): Sentences => ({
  headline: `closed, superseded by ${version}`,
  details: [
    pull === undefined
      ? `${target} was not merged and is not needed any more.`
      : `${target} was not merged; the newer version is proposed in #${pull}.`,
  ],
  next: pull === undefined ? '' : `review #${pull}.`,
});
