import type { Problem } from '../core/problem.ts';
import type { Arguments } from './arguments.ts';
import type { Progress } from './progress.ts';

/** Where words go: results to `out`, everything about the run itself to `err`. */
export type Terminal = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person watches `err`. */
  readonly isWatched: boolean;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** How many lines a person sees of `out` at once; undefined where nobody looks. */
  readonly rows?: () => number | undefined;
  /** From now on Ctrl-C asks for an end and no longer forces it: the signal is aborted then. */
  readonly onInterrupt?: () => AbortSignal;
};

/** Exit status of every command. */
export const FINE = 0;
export const PROBLEMS = 1;
export const WRONG_USE = 2;

/** What a command has to say, in both forms; `runCli` prints one of them. */
export type Answer = {
  readonly status: typeof FINE | typeof PROBLEMS | typeof WRONG_USE;
  /** What the JSON has beside `problems`. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
  /** For `out`. */
  readonly text: string;
  /** For `err`. */
  readonly notes: string;
  /** All of it was written while the command ran. */
  readonly isTold?: boolean;
};

/** What the commands share while one runs. */
export type Desk = {
  readonly now: () => number;
  readonly progress: Progress;
  /** For what runs on: the terminal itself. */
  readonly terminal: Terminal;
};

export type Run = (args: Arguments, desk: Desk) => Promise<Answer>;
