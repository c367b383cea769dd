import type { SyncWindow } from './application.ts';

/** What a hook of a node's rendering does, as its manifest says by the annotation `cordage.io/hook`. */
export type NamedHook = {
  readonly kind: string;
  /** Its name, or the beginning of it where the cluster makes the rest (`generateName`). */
  readonly name: string;
  readonly generated: boolean;
  readonly stage: 'drain' | 'backup' | 'migration';
  /** Milliseconds that it may take: the annotation `cordage.io/budget`, 15 minutes without it. */
  readonly budget: number;
};

/** What must have happened to a node for it to be live. Times in milliseconds. */
export type Expectation = {
  /** The commit of the default branch that moved it. */
  readonly commit: string;
  /** When the commit was merged. */
  readonly movedAt: number;
  /** Whether a revision is the commit or a descendant of it; undefined for one that git does not know. */
  readonly contains: (revision: string) => boolean | undefined;
  /** Whether a source's repository is the manifests repository. */
  readonly isOurs: (repoUrl: string) => boolean;
  /** Name of the default branch: sources that track another are of no account. Undefined: all of ours count. */
  readonly branch?: string | undefined;
  /** Whether an image is the artifact's, maybe by way of a mirror, in the version wanted, the artifact's in another, or no business of it. */
  readonly judgeImage: (image: string) => 'wanted' | 'other-version' | 'unrelated';
  /** Whether the artifact shows in images at all: a JAR by URL does not. */
  readonly hasImage: boolean;
  readonly hooks: readonly NamedHook[];
  /** Sync windows of its AppProject; undefined when they could not be read. */
  readonly windows: readonly SyncWindow[] | undefined;
  /** When Cordage last asked Argo CD to look at the Application again, for this commit. */
  readonly refreshAskedAt: number | undefined;
  /** How long Healthy must have stood. */
  readonly settle: number;
  /** How long Degraded, Missing or OutOfSync may stand before it is believed. */
  readonly grace: number;
  readonly now: number;
};
