import type { GateVerdict } from '../gates/gate.ts';
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

/** When a verdict may become another without anything happening: a freeze ends, a soak, a deadline. Milliseconds from now. */
export const nextChange = (verdicts: readonly GateVerdict[], now: number): number | undefined =>
  soonest(verdicts.map((verdict) => (verdict.kind === 'wait' ? Math.max(1000, verdict.until - now) : undefined)));

export const soonest = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.flatMap((time) => time ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
};
