import { ApiFault, Expired, faultOfError, faultOfStatus } from './api-fault.ts';
import { createBackoff, sleep, type Backoff } from './backoff.ts';
import { createCondition, type Condition } from './condition.ts';
import { list } from './list.ts';
import { MOST_RECORDS, type Reading, type Source } from './source.ts';
import type { Store } from './store.ts';
import { watch, type WatchEvent } from './stream.ts';
import type { Timings } from './timings.ts';

/** What happened, for counters. `relist`: a LIST before its time. */
export type ReflectorEvent = 'event' | 'list' | 'relist' | 'reconnect' | 'garbage' | 'too-long' | 'failure';

export type Reflector = {
  readonly condition: () => Condition;
  /** The resourceVersion that was reached; undefined where the next step is a LIST. */
  readonly version: () => string | undefined;
  readonly stop: () => Promise<void>;
};

type Hooks = {
  readonly now: () => number;
  /** Something in the store is worth a look. */
  readonly onChange: () => void;
  /** It is seen better or worse than before. */
  readonly onCondition: (condition: Condition) => void;
  readonly onEvent: (event: ReflectorEvent) => void;
};

/** A reflector at work. */
type Run<T> = {
  readonly source: Source<T>;
  readonly store: Store<T>;
  readonly timings: Timings;
  readonly hooks: Hooks;
  readonly stop: AbortSignal;
  readonly condition: ReturnType<typeof createCondition>;
  /** Pauses after failures, and before lists that come too early. */
  readonly failures: Backoff;
  readonly relists: Backoff;
  version: string | undefined;
  /** When the next LIST is due, by `performance.now()`. */
  dueAt: number;
};

/**
 * Keeps a store like a collection of the API server, until it is stopped: LIST, then WATCH from its version for as long
 * as the server remembers it. Whatever goes wrong is tried again, after pauses that grow; a server that was called away
 * is believed again only after a complete LIST and once it takes a WATCH.
 */
export const startReflector = <T>(source: Source<T>, store: Store<T>, timings: Timings, hooks: Hooks): Reflector => {
  const stop = new AbortController();
  const run: Run<T> = {
    source,
    store,
    timings,
    hooks,
    stop: stop.signal,
    condition: createCondition(hooks.now, timings, hooks.onCondition),
    failures: createBackoff(timings.firstPause, timings.longestPause),
    relists: createBackoff(timings.firstPause, timings.longestPause),
    version: undefined,
    dueAt: 0,
  };
  const running = goOn(run);
  return {
    condition: run.condition.get,
    version: () => run.version,
    stop: () => {
      run.condition.stop();
      stop.abort(new DOMException('the reflector was stopped', 'AbortError'));
      return running;
    },
  };
};

const goOn = async <T>(run: Run<T>): Promise<void> => {
  while (!run.stop.aborted) await sleep(await step(run).catch((error: unknown) => recover(run, error)), run.stop);
};

/** @returns how long to pause; milliseconds */
const step = async <T>(run: Run<T>): Promise<number> => {
  const { condition, failures, relists, timings, hooks } = run;
  if (condition.get().state === 'away') forget(run);
  const from = run.version !== undefined && performance.now() < run.dueAt ? run.version : await readAll(run);
  const lasted = await follow(run, from);
  hooks.onEvent('reconnect');
  if (lasted >= timings.longestPause) relists.reset();
  // A server that ends every watch at once is not asked again at once.
  return lasted >= timings.firstPause || performance.now() >= run.dueAt ? 0 : failures.next();
};

/** @returns how long to pause; milliseconds */
const recover = <T>(run: Run<T>, error: unknown): number => {
  const { condition, failures, relists, timings, hooks } = run;
  if (run.stop.aborted) return 0;
  const fault = faultOfError(error);
  if (fault instanceof Expired) {
    condition.reached();
    forget(run);
    return relists.next();
  }
  hooks.onEvent('failure');
  // Where the version is what the server does not like, a LIST gives another.
  if (fault.trouble.kind === 'nonsense') forget(run);
  condition.failed(fault);
  return Math.max(failures.next(), Math.min(fault.retryAfter ?? 0, timings.longestRetryAfter));
};

/** The next step is a LIST. */
const forget = <T>(run: Run<T>): void => {
  if (run.version !== undefined) run.hooks.onEvent('relist');
  run.version = undefined;
};

const readingOf = <T>({ stop, condition, timings }: Run<T>): Reading => ({
  stop,
  heard: condition.heard,
  reached: condition.reached,
  timings,
});

const readAll = async <T>(run: Run<T>): Promise<string> => {
  run.hooks.onEvent('list');
  const { version, records } = await list(run.source, readingOf(run));
  run.version = version;
  run.dueAt = performance.now() + run.timings.relist * (0.9 + Math.random() / 5);
  const worth = run.store.replace(records);
  run.condition.listed();
  if (worth) run.hooks.onChange();
  return version;
};

/** @returns for how long; ends when the server does so, or when a LIST is due */
const follow = async <T>(run: Run<T>, from: string): Promise<number> => {
  const began = performance.now();
  const due = new AbortController();
  const end = (): void => due.abort(run.stop.reason);
  run.stop.addEventListener('abort', end, { once: true });
  if (run.stop.aborted) end();
  let timer = setTimeout(end, run.dueAt - began);
  try {
    for await (const event of watch(run.source, from, { ...readingOf(run), stop: due.signal })) {
      const before = run.dueAt;
      take(run, event);
      if (run.dueAt === before) continue;
      clearTimeout(timer);
      timer = setTimeout(end, run.dueAt - performance.now());
    }
  } catch (error) {
    if (!due.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    run.stop.removeEventListener('abort', end);
  }
  return performance.now() - began;
};

const take = <T>(run: Run<T>, event: WatchEvent): void => {
  const { source, store, hooks } = run;
  hooks.onEvent('event');
  if (event.kind === 'error') {
    forget(run);
    if (event.code === 410) throw new Expired('the version watched from is gone');
    throw faultOfStatus(event.code, source.collection, event.retryAfter);
  }
  if (event.kind === 'lost') {
    // The watch goes on meanwhile: all that is lost is what this line said.
    hooks.onEvent(event.why);
    hooks.onEvent('relist');
    run.dueAt = Math.min(run.dueAt, performance.now() + run.relists.next());
    return;
  }
  run.failures.reset();
  run.version = event.version;
  if (event.kind === 'bookmark') return;
  const record = event.kind === 'changed' ? source.decode(event.raw) : undefined;
  const worth = record === undefined ? store.delete(event.name) : store.set(event.name, record);
  if (store.size() > MOST_RECORDS) throw new ApiFault({ kind: 'too-large' });
  if (worth) hooks.onChange();
};
