import { renderBranch, renderRollbackBranch } from './branch.ts';
import { plural } from './count.ts';
import { inlineCode, plain, row } from './escape.ts';
import type { PullStatus } from './pull-status.ts';
import { tellOutdated } from './status-ended.ts';
import { renderCommit, type Sentences, type State } from './status-words.ts';

/** A person's commit is on the branch. */
export const explainTakeover = (status: PullStatus, { commit, author, outdated }: State<'taken-over'>): Sentences => {
  const { artifact, version, batch, rollback } = status;
  const branch = rollback
    ? renderRollbackBranch({ artifact, version, request: rollback.request })
    : renderBranch({ ...status, batch: batch?.number });
  const taken = `Commit ${renderCommit(commit)} by ${plain(author)} is not Cordage's. Cordage leaves the branch ${inlineCode(branch)} as it is, also when the default branch or the release changes, and does not merge it.`;
  if (!outdated) {
    return {
      headline: 'in the hands of a person',
      details: [taken],
      next: 'review and merge it as it is, or remove the commit from the branch and Cordage goes on, or close the pull request.',
    };
  }
  const { what, why } = tellOutdated(status, outdated);
  return {
    headline: `in the hands of a person, and ${what}`,
    details: [why, taken],
    next: 'close this pull request, or remove the commit from the branch and Cordage closes it.',
  };
};

const hash = (sha256: string | undefined): string => (sha256 === undefined ? 'none' : inlineCode(sha256));

export const explainAssets = ({ tag, changes }: State<'asset-changed'>): Sentences => ({
  headline: `stopped, ${plural(changes.length, 'asset')} of ${tag} changed under the tag`,
  details: [
    row('asset', 'SHA-256 when this was opened', 'SHA-256 now'),
    '|---|---|---|',
    ...changes.map(({ name, before, after }) => row(inlineCode(name), hash(before), hash(after))),
  ],
  next: 'do not merge; ask who changed the release and why. If the new bytes are right, release them under a new version. When the former bytes are back, the check `cordage/rollout` passes again.',
});

const short = (commit: string): string => inlineCode(commit.slice(0, 7));

export const explainTag = ({ tag, before, after }: State<'retagged'>): Sentences => ({
  headline: `stopped, the tag ${tag} was moved`,
  details: [
    `It led to ${short(before)} when this was opened and ${after === undefined ? 'is gone now' : `leads to ${short(after)} now`}.`,
  ],
  next: 'do not merge; ask who moved the tag and why. If the new commit is right, release it under a new version. When the tag is back, the check `cordage/rollout` passes again.',
});
