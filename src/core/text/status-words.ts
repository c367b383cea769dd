import { plural } from './count.ts';
import { inlineCode, plain } from './escape.ts';
import type { PullState, PullStatus } from './pull-status.ts';
import { renderRing } from './pull-title.ts';

/** What a status says, shared by the comment and the check. Only `headline` and `command` are plain text, to be escaped. */
export type Sentences = {
  readonly headline: string;
  /** What a person is to write; the headline ends with it. */
  readonly command?: string | undefined;
  /** Since when, in milliseconds. */
  readonly since?: number | undefined;
  /** Safe Markdown, line by line. */
  readonly details: readonly string[];
  /** What to do, safe Markdown; empty where there is nothing to do. */
  readonly next: string;
};

export type State<K extends PullState['kind']> = Extract<PullState, { readonly kind: K }>;

/** What the status is of, plain: `canary`, `all, batch 2 of 15`, `rollback of canary`. */
export const renderPart = ({ ring, batch, rollback }: PullStatus): string =>
  rollback === undefined ? renderRing(ring, batch) : `rollback of ${rollback.scope}`;

/** The headline as Markdown. */
export const renderHeadline = ({ headline, command }: Sentences): string =>
  command === undefined ? plain(headline) : `${plain(headline)} ${inlineCode(command)}`;

/** What to do, where there is anything to do. */
export const renderNext = (next: string): string => (next === '' ? '' : `Next: ${next}`);

/** `trade 1.4.0` */
export const renderTarget = ({ artifact, version }: Pick<PullStatus, 'artifact' | 'version'>): string =>
  `${plain(artifact)} ${plain(version)}`;

/** `12 nodes move to trade 1.4.0`; of a rollback `12 nodes go back from trade 1.4.0`. */
export const renderMove = (status: PullStatus): string => {
  const one = status.nodes === 1;
  const verb = status.rollback ? (one ? 'goes back from' : 'go back from') : one ? 'moves to' : 'move to';
  return `${plural(status.nodes, 'node')} ${verb} ${renderTarget(status)}`;
};

/** The command that takes the nodes of a pull request back. */
export const rollbackCommand = ({ ring }: Pick<PullStatus, 'ring'>): string =>
  inlineCode(`/rollback${ring === '' ? '' : ` ${ring}`} "reason"`);

/** A commit of this repository, for GitHub to link. */
export const renderCommit = (commit: string): string =>
  /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 10) : inlineCode(commit);

/** `"month end"`: a reason that a person gave. */
export const quoteReason = (reason: string): string => `"${plain(reason)}"`;
