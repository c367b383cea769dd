/**
 * What a person may ask for in a comment, one a line. The grammar, the help, the docs and the permissions all come from
 * the table in `table.ts`; this is what parsing a line gives.
 */
export type Command =
  /** Go on up to this ring; `all` is the last one, `next` the one after those that it may enter already. */
  | { readonly kind: 'rollout'; readonly to: { readonly ring: string } | 'all' | 'next' }
  /** Start a rollout of a version; without a ring only the first pull request opens. */
  | { readonly kind: 'start'; readonly artifact: string; readonly version: string; readonly ring: string | undefined }
  | { readonly kind: 'plan'; readonly ring: string | undefined }
  | { readonly kind: 'status' }
  | { readonly kind: 'pause'; readonly scope: Scope; readonly reason: string }
  | { readonly kind: 'resume'; readonly scope: Scope; readonly reason: string }
  | { readonly kind: 'abort'; readonly reason: string }
  | { readonly kind: 'retry' }
  /** Names of rings or nodes; none means what the pull request moved. */
  | { readonly kind: 'rollback'; readonly targets: readonly string[]; readonly reason: string }
  /** `nodes` is a glob over node names; `until` is a date, `2026-12-01`, whose end in UTC ends the hold. */
  | { readonly kind: 'hold'; readonly nodes: string; readonly until: string | undefined; readonly reason: string }
  | { readonly kind: 'unhold'; readonly nodes: string }
  /** A gate by its name, or a rule by its id (`R7`). */
  | { readonly kind: 'override'; readonly subject: string; readonly reason: string }
  | { readonly kind: 'help' };

export type CommandKind = Command['kind'];

/** This rollout, or everything in the network. */
type Scope = 'rollout' | 'network';

/** What a command may name; words outside of it are told with "did you mean". */
export type Vocabulary = {
  readonly rings: readonly string[];
  readonly artifacts: readonly string[];
  /** Gates and rules that may be overridden. */
  readonly overridable: readonly string[];
};
