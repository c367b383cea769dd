import type { Problem } from '../problem.ts';
import type { Action, NewEntry } from './action.ts';

/** Names bytes by their content: the object id that git gives a blob. Handed in, because the core does not hash. */
export type BlobId = (bytes: Uint8Array) => string;

/** A part of the plan. */
export type Step = {
  readonly actions: readonly Action[];
  /** Told on the default branch, for no pull request says them. */
  readonly problems: readonly Problem[];
  /** Counted only: they stand in a pull request, or may pass by themselves in a moment. */
  readonly quiet?: readonly Problem[];
  readonly lookAgainMs?: number | undefined;
  /** What is to be kept in the journal, before anything of this plan is done. */
  readonly decisions?: readonly NewEntry[];
};

/** Nothing to do and nothing to tell. */
export const NOTHING: Step = { actions: [], problems: [] };
