import { z } from 'zod';
import { CONFIG_FILE } from '../core/config/config.ts';

/**
 * What an event is good for: which repository changed. Everything else in it is dropped, for the pass reads the world
 * itself; so a forged, doubled or late event can do no more than cause a look.
 */
export type Event = {
  /** `owner/name`; undefined for events about the whole installation. */
  readonly repository: string | undefined;
  /** Login of whoever caused it. */
  readonly sender: string | undefined;
  /** Whether a push touched `cordage.yaml`: it may make a repository a network. */
  readonly bringsConfig: boolean;
};

/**
 * The events that the App asks for in app.yml: the least with which nobody waits for a sweep to see what they did.
 * Commands and tampering come as `issue_comment`, approvals and objections as `pull_request_review`, what gates wait for
 * as `check_run` and `status`. `check_suite` would be fewer, but comes only when the last run of an App ends, and a suite
 * with a job that waits for a person never does. `created` and `edited` are taken like all others: asks coalesce, and a
 * look at a world that did not change is conditional requests only. What Cordage wrote itself causes no look, for GitHub
 * gives the App as its sender; should it name somebody else, the one pass more finds nothing to write.
 */
export const SUBSCRIBED = [
  'release',
  'push',
  'pull_request',
  'pull_request_review',
  'issue_comment',
  'check_run',
  'status',
] as const;

/** The events that GitHub sends to every App. */
export const UNASKED = ['installation', 'installation_repositories'] as const;

const files = z.array(z.string()).default([]);
const payload = z.object({
  repository: z.object({ full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/) }).optional(),
  sender: z.object({ login: z.string() }).optional(),
  commits: z.array(z.object({ added: files, modified: files, removed: files })).default([]),
});

/** Undefined when the payload has not the shape that GitHub documents. */
export const decodeEvent = (body: unknown): Event | undefined => {
  const parsed = payload.safeParse(body);
  if (!parsed.success) return undefined;
  const { repository, sender, commits } = parsed.data;
  const touches = commits.flatMap((commit) => [...commit.added, ...commit.modified, ...commit.removed]);
  return {
    repository: repository?.full_name,
    sender: sender?.login,
    bringsConfig: touches.includes(CONFIG_FILE),
  };
};
