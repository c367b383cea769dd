import type { Ownership } from './ownership.ts';

/** Where a repository is and how to be let in. */
export type Remote = {
  /** http, https or file, without credentials. */
  readonly url: string;
  /** Value of the `Authorization` header, asked for before each use: tokens expire. */
  readonly authorization?: () => Promise<string>;
};

/** What happened on a mirror, for the log and for metrics. Free of credentials. */
export type GitEvent =
  | { readonly event: 'git-ran'; readonly command: string; readonly status: number; readonly ms: number }
  | { readonly event: 'mirror-created'; readonly dir: string }
  | { readonly event: 'mirror-discarded'; readonly dir: string; readonly why: string }
  | { readonly event: 'leftover-removed'; readonly file: string }
  | { readonly event: 'blob-left-out'; readonly blob: string; readonly size: number }
  | { readonly event: 'path-left-out'; readonly path: string; readonly commit: string }
  | { readonly event: 'authorization-renewed'; readonly command: string };

/** Milliseconds a git process may take, and how long another owner of the mirror is waited for. */
export type Timeouts = { readonly localMs: number; readonly remoteMs: number; readonly ownerMs: number };

/** A bare copy of one repository on this machine, opened by `openMirror` and ours alone until disposed of. */
export type Mirror = {
  /** Absolute. */
  readonly dir: string;
  readonly remote: Remote;
  readonly signal: AbortSignal | undefined;
  /** An OpenSSH private key without passphrase; commits are signed with it. */
  readonly signingKeyPath: string | undefined;
  readonly timeouts: Timeouts;
  readonly log: (event: GitEvent) => void;
  readonly ownership: Ownership;
  /** How often the mirror was thrown away since it was opened, and the last making anew. */
  readonly health: { generation: number; rebuilding: Promise<void> | undefined };
  /** Lets others have the mirror. */
  readonly [Symbol.dispose]: () => void;
};
