import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { GitError } from '../git/git-error.ts';
import { RetryLater } from '../github/errors.ts';
import type { Metrics } from '../http/metrics.ts';
import type { PassResult } from './queue.ts';

/** Key under which the sweep itself stands in the queue: it is retried and coalesced like a pass. */
export const SWEEP = '*';

type Pass = (key: string, log: Logger) => Promise<PassResult>;

/** What an operator sees of passes: one id on every log line of each, counts, and what is waited for. */
export const watchPasses = (log: Logger, metrics: Metrics) => {
  const current = new AsyncLocalStorage<Logger>();
  /** The log of the pass over a key that runs or ran last; of one key there is one pass at a time. */
  const logs = new Map<string, Logger>();
  const waiting = new Map<string, string>();
  return {
    /** The log of the pass in whose course this is asked, so that a client shared by all tells whose request it makes. */
    log: (): Logger => current.getStore() ?? log,
    /** What failed passes wait for, a sentence for each key. */
    waitingFor: (): readonly string[] =>
      [...waiting].map(([key, why]) => `${key === SWEEP ? 'the list of networks' : key}: ${why}`),
    around:
      (pass: Pass) =>
      async (key: string): Promise<PassResult> => {
        const passLog = log.child({ pass: randomUUID().slice(0, 8), network: key });
        logs.set(key, passLog);
        const end = metrics.passSeconds.startTimer({ network: key });
        const result = await current.run(passLog, pass, key, passLog).finally(end);
        metrics.passes.inc({ network: key, result: 'ok' });
        metrics.waiting.set({ network: key }, 0);
        waiting.delete(key);
        return result;
      },
    onFailure: (key: string, error: unknown, waitMs: number | undefined): void => {
      const why = error instanceof Error ? error.message : String(error);
      const next = waitMs === undefined ? 'left for the next start' : `looking again in ${Math.ceil(waitMs / 1000)} s`;
      waiting.set(key, why);
      metrics.passes.inc({ network: key, result: 'failed' });
      metrics.waiting.set({ network: key }, 1);
      const passing = error instanceof RetryLater || (error instanceof GitError && error.kind === 'retry');
      (logs.get(key) ?? log)[passing ? 'warn' : 'error']({ err: error, waitMs }, `waiting for ${why}; ${next}`);
    },
  };
};
