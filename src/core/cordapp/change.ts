/** One thing that is different, or that stays and matters. Built only by the functions in `core/text/`. */
export type Finding = {
  /** Stable kebab-case name, for `--json` and for tests. */
  readonly code: string;
  /** `block`: must not go on as it is; `warn`: somebody must do or know something; `info`: told, nothing to do. */
  readonly severity: 'block' | 'warn' | 'info';
  /** What is different and what follows from it, without a full stop. */
  readonly what: string;
  /** The document or source file of Corda's from which it follows. */
  readonly source: string;
  /** The next step, imperative, without a full stop. */
  readonly remedy: string;
};

/** What it means that one JAR takes the place of another: blocks first, then warnings. */
export type CordappChange = {
  /** Byte for byte the same file. */
  readonly identical: boolean;
  readonly findings: readonly Finding[];
};

/** Names of the two files in `cordapps/`. */
export type FileNames = { readonly before: string; readonly after: string };
