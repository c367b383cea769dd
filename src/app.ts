import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Event } from './events/decode.ts';
import { keysOf } from './events/keys.ts';
import { connectGitHub } from './github/client.ts';
import { loadLogin } from './github/installations.ts';
import { journalKey } from './git/journal-key.ts';
import { healthHandler } from './http/health.ts';
import { createMetrics } from './http/metrics.ts';
import { close, listen, urlOf } from './http/server.ts';
import { webhookHandler } from './http/webhook.ts';
import { createDirectory } from './reconcile/directory.ts';
import { createQueue, type PassResult, type QueueOptions } from './reconcile/queue.ts';
import { createReconciler } from './reconcile/reconcile.ts';
import { sweep } from './reconcile/sweep.ts';
import { SWEEP, watchPasses } from './reconcile/watch.ts';
import { noClusters } from './kubernetes/clusters.ts';
import { createClusters, type ReadSoFar } from './kubernetes/create-clusters.ts';
import type { Timings } from './kubernetes/timings.ts';
import type { Settings } from './settings.ts';

export type App = {
  readonly url: string;
  /** Looks for networks and asks for a pass over each; resolves when these passes have ended. */
  readonly sweep: () => Promise<void>;
  /** Resolves when no pass runs and none is due. */
  readonly idle: () => Promise<void>;
  /** How far the Applications of each `context/namespace` were read; empty where no cluster is watched. */
  readonly watched: () => ReadonlyMap<string, ReadSoFar>;
  /** Takes no more work, lets passes in hand end, closes every connection. */
  readonly stop: () => Promise<void>;
};

/** GitHub's answers lag behind its webhooks by seconds (D15); a second look finds what the first could not see yet. */
const ECHO_MS = 15_000;

/** Events of a followed repository that may change what there is to propose. */
const FOLLOWED: ReadonlySet<string> = new Set(['release', 'push']);

/** Nodes of a ring change by the second while they sync, and a comment is edited at most every 15. */
const CHANGES_MS = 3000;

/** What passes in hand get to end by themselves when the server stops; git then gets 2 s to leave. Milliseconds. */
const GRACE_MS = 5000;

/** What a test has no time for: waits between failed passes and between attempts to reach a cluster, and the clock. */
export type Pace = {
  readonly backoff?: QueueOptions['backoff'];
  readonly watching?: Partial<Timings>;
  readonly now?: () => number;
};

/** Wires everything and listens. Nothing of it reads the environment. */
export const startApp = async (
  settings: Settings,
  log: Logger,
  { backoff, watching, now = Date.now }: Pace = {},
): Promise<App> => {
  await mkdir(settings.cacheDir, { recursive: true, mode: 0o700 });
  // Downloads that a killed process left behind.
  await rm(join(settings.cacheDir, 'assets'), { recursive: true, force: true });
  const metrics = createMetrics();
  const watch = watchPasses(log, metrics);
  const halt = new AbortController();
  const github = connectGitHub(settings, {
    log: watch.log,
    onCall: (method, status) => metrics.githubCalls.inc({ method, status: String(status) }),
    stop: halt.signal,
  });
  const directory = createDirectory();
  const watched =
    settings.kubeConfig &&
    createClusters({
      kubeConfig: settings.kubeConfig,
      now,
      onChange: (network) => queue.add(network),
      log: (news) => log[news.state === 'away' ? 'warn' : 'info'](news, `Argo CD is ${news.state}`),
      onEvent: (event, context = '') => metrics.clusterEvents.inc({ event, context }),
      timings: { coalesce: CHANGES_MS, ...watching },
    });
  const clusters = watched ?? noClusters;
  const reconcile = createReconciler({
    settings,
    github,
    directory,
    metrics,
    clusters,
    journalKeys: [journalKey(settings.app.privateKey), ...settings.app.formerKeys.map(journalKey)],
    now,
    stop: halt.signal,
  });
  let ownLogin: string | undefined;
  let swept = false;
  let stopping = false;

  const runSweep = async (passLog: Logger): Promise<PassResult> => {
    ownLogin ??= await loadLogin(github);
    const networks = await sweep(github, directory, queue);
    clusters.keep(new Set(networks));
    swept = true;
    passLog.info({ networks }, 'swept');
    return { lookAgainMs: settings.sweepMs };
  };

  const queue = createQueue({
    ...(backoff ? { backoff } : {}),
    pass: watch.around((key, passLog) => (key === SWEEP ? runSweep(passLog) : reconcile(key, passLog))),
    onFailure: (key, error, waitMs) => watch.onFailure(key, error, stopping ? undefined : waitMs),
  });
  metrics.watchQueue(queue);

  const onEvent = (name: string, event: Event): void => {
    metrics.webhooks.inc({ event: name });
    // What Cordage wrote itself needs no look: after a pass that wrote, the next follows at once.
    if (event.sender !== undefined && event.sender === ownLogin) return;
    const { networks, sweep: unknown } = keysOf(event, {
      networks: directory.networks(),
      // Of the repositories whose releases a network follows, their checks and comments are nobody's business here.
      followersOf: FOLLOWED.has(name) ? directory.followersOf : () => [],
    });
    for (const network of networks) {
      queue.add(network);
      queue.addAfter(network, ECHO_MS);
    }
    if (unknown) queue.add(SWEEP);
  };
  const readiness = () => ({
    ready: swept && !stopping,
    waitingFor: [
      ...(stopping ? ['the end of passes in hand'] : []),
      ...(swept ? [] : ['the first sweep']),
      ...watch.waitingFor(),
    ],
  });
  const server = await listen(
    settings.http,
    [await webhookHandler(settings, log, onEvent), healthHandler(metrics.registry, readiness)],
    log,
  );
  queue.add(SWEEP);

  return {
    url: urlOf(server),
    sweep: async () => {
      queue.add(SWEEP);
      await queue.idle();
    },
    idle: queue.idle,
    watched: () => watched?.news() ?? new Map(),
    stop: async () => {
      stopping = true;
      const enough = setTimeout(() => halt.abort(new Error('the server is stopping')), GRACE_MS);
      await queue.drain();
      clearTimeout(enough);
      await clusters.stop();
      await close(server);
    },
  };
};
