import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { planRollouts } from '../core/rollout/plan.ts';
import { blobId } from '../git/blob-id.ts';
import { fetchMirror } from '../git/fetch.ts';
import { openMirror } from '../git/open.ts';
import type { Mirror } from '../git/mirror.ts';
import { tidyMirror } from '../git/tidy.ts';
import type { GitHub, Octokit } from '../github/client.ts';
import { gitAuthorization, loadBot, loadDefaultBranch, type Bot } from '../github/installations.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Settings } from '../settings.ts';
import type { Clusters } from '../kubernetes/clusters.ts';
import type { JournalKey } from '../git/journal-key.ts';
import { apply, type Hands } from './apply.ts';
import type { Directory } from './directory.ts';
import { createMemory, type Memory } from './memory.ts';
import { observe } from './observe.ts';
import { observeJournal } from './observe-journal.ts';
import type { PassResult } from './queue.ts';

export type Parts = {
  readonly settings: Settings;
  readonly github: GitHub;
  readonly directory: Directory;
  readonly metrics: Metrics;
  readonly clusters: Clusters;
  /** The first signs, all verify: what the journal says is trusted because of them. */
  readonly journalKeys: readonly [JournalKey, ...JournalKey[]];
  readonly now: () => number;
  /** Ends whatever is under way: the server stops. */
  readonly stop: AbortSignal;
};

/** Passes in a row that wrote something before the next is made to wait: a plan that never comes to rest is a fault. */
const RESTLESS = 6;
const LONGEST_REST_MS = 300_000;

/**
 * One pass over one network: observe, plan, apply. After a pass that wrote, the next follows at once, for it sees
 * what the writes made possible; when nothing was left to write, the network rests until an event or a sweep.
 */
export const createReconciler = (parts: Parts) => {
  const memories = new Map<string, Memory>();
  const restless = new Map<string, number>();

  const pass = async (
    mirror: Mirror,
    octokit: Octokit,
    repository: string,
    bot: Bot,
    log: Logger,
  ): Promise<PassResult> => {
    const { settings, metrics, now } = parts;
    const refs = await fetchMirror(mirror);
    const branch = await loadDefaultBranch(octokit, repository);
    const commit = refs.get(`refs/heads/${branch}`);
    if (commit === undefined) return {};
    const memory = memories.get(repository) ?? createMemory();
    memories.set(repository, memory);

    const journal = await observeJournal(mirror, repository, memory, parts.journalKeys, refs);
    const base = { branch, commit };
    const snapshot = await observe({
      settings,
      octokit,
      mirror,
      repository,
      base,
      bot,
      memory,
      refs,
      journal,
      clusters: parts.clusters,
      now: now(),
      stop: parts.stop,
      log,
    });
    if (!snapshot) return {};
    const sources = snapshot.network?.artifacts.flatMap(({ releases }) => releases?.repository ?? []);
    if (sources) parts.directory.follow(repository, sources);
    const plan = planRollouts(snapshot, blobId);
    for (const severity of ['error', 'warning'] as const) {
      const count = plan.problems.filter((problem) => problem.severity === severity).length;
      metrics.problems.set({ network: repository, severity }, count);
    }
    const hands: Hands = { octokit, mirror, repository, bot, now: now(), memory, journal, clusters: parts.clusters };
    const { written, lost } = await apply(plan.actions, hands, log, (action) => metrics.writes.inc({ action }));
    if (written === 0) await tidy(mirror, memory, now());
    const lookAgainMs = nextLook(repository, written, lost !== undefined) ?? plan.lookAgainMs;
    const problems = plan.problems.map(({ code }) => code);
    log.info({ base: commit, written, lost: lost?.kind, problems, lookAgainMs }, 'pass');
    return { lookAgainMs };
  };

  const nextLook = (repository: string, written: number, lost: boolean): number | undefined => {
    if (written === 0 && !lost) {
      restless.delete(repository);
      return undefined;
    }
    const streak = (restless.get(repository) ?? 0) + 1;
    restless.set(repository, streak);
    const patience = Math.max(0, streak - RESTLESS) + (lost ? 1 : 0);
    return patience === 0 ? 0 : Math.min(500 * 2 ** patience, LONGEST_REST_MS);
  };

  let bot: Bot | undefined;
  return async (repository: string, log: Logger): Promise<PassResult> => {
    const known = parts.directory.get(repository);
    if (!known) return {};
    const { settings } = parts;
    const octokit = parts.github.installation(known.installationId);
    bot ??= await loadBot(parts.github, octokit, settings.github.serverUrl);
    using mirror = await openMirror({
      dir: join(settings.cacheDir, 'mirrors', folderOf(repository)),
      remote: { url: `${settings.github.serverUrl}/${repository}.git`, authorization: () => gitAuthorization(octokit) },
      signal: parts.stop,
      signingKeyPath: settings.signingKeyPath,
      log: (event) => log.debug(event, 'git'),
    });
    // Awaited here, not by the caller: the mirror is given back when this function ends.
    return await pass(mirror, octokit, repository, bot, log);
  };
};

/** Every entry of the journal and every pushed commit leaves its own files; first an hour after the start, then daily. */
const FIRST_TIDY_MS = 3_600_000;
const TIDY_MS = 24 * FIRST_TIDY_MS;

const tidy = async (mirror: Mirror, memory: Memory, now: number): Promise<void> => {
  const due = memory.tidyAt !== undefined && now >= memory.tidyAt;
  if (due) await tidyMirror(mirror);
  if (due || memory.tidyAt === undefined) memory.tidyAt = now + (due ? TIDY_MS : FIRST_TIDY_MS);
};

/** Names may differ in case only, and file systems may not tell: a hash keeps networks apart. */
const folderOf = (repository: string): string => {
  const hash = createHash('sha256').update(repository).digest('hex').slice(0, 12);
  return `${repository.replaceAll(/[^\w.-]/g, '+')}-${hash}`;
};
