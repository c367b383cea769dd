/** A position in a text file, both numbers from 1, columns in UTF-16 code units as editors count them. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

/**
 * Anything a person must be told: what is wrong, where, and the next step.
 * `error` stops the work it concerns; `warning` is told and the work goes on.
 * Problems are built only by the functions in `core/text/`, so that every sentence has one home.
 */
export type Problem = {
  /** Stable kebab-case name, for `--json` and for tests: `pin-shared`, `config-unknown-key`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, one sentence without a full stop, with the value seen. */
  readonly message: string;
  /** The next step, imperative, without a full stop. */
  readonly remedy: string;
  readonly at?: Place;
};

/** A value, or the problems that kept it from being made. Never both empty. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const fail = (...problems: readonly Problem[]): Outcome<never> => ({ ok: false, problems });

export const isError = (problem: Problem): boolean => problem.severity === 'error';

/** An error at a place in a file. */
export const errorAt = (code: string, at: Place, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  message,
  remedy,
  at,
});

/** A warning at a place in a file. */
export const warningAt = (code: string, at: Place, message: string, remedy: string): Problem => ({
  ...errorAt(code, at, message, remedy),
  severity: 'warning',
});

/** Where a problem stands that concerns a file as a whole. */
export const topOf = (file: string): Place => ({ file, line: 1, column: 1 });
