import type { Logger } from 'pino';
import type { Mirror } from '../git/mirror.ts';
import type { Octokit } from '../github/client.ts';
import type { Bot } from '../github/installations.ts';
import type { Settings } from '../settings.ts';
import type { Clusters } from '../kubernetes/clusters.ts';
import type { Memory } from './memory.ts';
import type { ObservedJournal } from './observe-journal.ts';

/** Everything that looking at one network needs. Nothing in it can write to GitHub's side but `octokit`, and observe does not. */
export type Eyes = {
  readonly settings: Settings;
  readonly octokit: Octokit;
  readonly mirror: Mirror;
  /** `owner/name` of the manifests repository. */
  readonly repository: string;
  readonly base: { readonly branch: string; readonly commit: string };
  readonly bot: Bot;
  readonly memory: Memory;
  /** Of the mirror, as they were fetched for this pass. */
  readonly refs: ReadonlyMap<string, string>;
  readonly journal: ObservedJournal;
  readonly clusters: Clusters;
  /** Milliseconds since the epoch, the same for the whole pass. */
  readonly now: number;
  /** Ends whatever is under way: the server stops. */
  readonly stop: AbortSignal;
  readonly log: Logger;
};
