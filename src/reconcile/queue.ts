/** What a pass says about itself when it ends well: nothing, or when to look again at the latest (milliseconds from now). */
export type PassResult = { readonly lookAgainMs?: number | undefined };

export type QueueOptions = {
  /** One pass over one key. A throw means: try again later. */
  readonly pass: (key: string) => Promise<PassResult>;
  /** Told of every failed pass, with the wait until the next one (milliseconds). */
  readonly onFailure: (key: string, error: unknown, waitMs: number) => void;
  /** Keys in work at the same time; each costs a git process or two. */
  readonly concurrency?: number;
  readonly random?: () => number;
  readonly backoff?: { readonly firstMs: number; readonly longestMs: number };
};

export type Queue = {
  /** Asks for a pass. Many asks before it starts are one; an ask during a pass is one more pass after it. */
  readonly add: (key: string) => void;
  /** Asks for a pass no later than so many milliseconds from now. */
  readonly addAfter: (key: string, ms: number) => void;
  /** Resolves when no pass runs and none is due now; delayed ones do not count. */
  readonly idle: () => Promise<void>;
  /** Takes no more work and resolves when the passes in hand have ended. */
  readonly drain: () => Promise<void>;
  readonly depth: () => { readonly running: number; readonly waiting: number; readonly delayed: number };
};

/** Beyond it `setTimeout` rings at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The longest hint that is obeyed: a wrong header must not put a network to sleep for a day. */
const LONGEST_HINT_MS = 65 * 60_000;

const hintOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? Math.min(error.retryAfterMs, LONGEST_HINT_MS)
    : undefined;

/**
 * A keyed work queue: one pass per key at a time, asks coalesced, failures retried with exponential back-off and
 * jitter (so that networks which failed together do not come back together), a later look on request.
 */
export const createQueue = (options: QueueOptions): Queue => {
  const { pass, onFailure, concurrency = 4, random = Math.random } = options;
  const { firstMs, longestMs } = options.backoff ?? { firstMs: 1000, longestMs: 5 * 60_000 };
  const ready = new Set<string>();
  const running = new Set<string>();
  const timers = new Map<string, { timer: NodeJS.Timeout; due: number }>();
  const failures = new Map<string, number>();
  // Until when GitHub told us to stay away; an event in between must not make it worse.
  const closedUntil = new Map<string, number>();
  const waiters: (() => void)[] = [];
  let draining = false;

  const add = (key: string): void => {
    if (draining) return;
    const closedMs = (closedUntil.get(key) ?? 0) - performance.now();
    if (closedMs > 0) return addAfter(key, closedMs);
    closedUntil.delete(key);
    clearTimer(key);
    ready.add(key);
    startSome();
  };

  const clearTimer = (key: string): void => {
    clearTimeout(timers.get(key)?.timer);
    timers.delete(key);
  };

  const addAfter = (key: string, ms: number): void => {
    // At once, so that nobody who waits for rest takes the moment between for it.
    if (ms <= 0) return add(key);
    const due = performance.now() + ms;
    const pending = timers.get(key);
    if (draining || ready.has(key) || (pending && pending.due <= due)) return;
    clearTimer(key);
    const ring = (): void => {
      // Forgotten first: `add` may have to set another one, and a timer that has rung must not pass for it.
      timers.delete(key);
      add(key);
    };
    const timer = setTimeout(ring, Math.min(ms, LONGEST_TIMER_MS));
    timers.set(key, { timer, due });
  };

  const startSome = (): void => {
    for (const key of ready) {
      if (running.size >= concurrency) break;
      if (running.has(key)) continue;
      ready.delete(key);
      running.add(key);
      void run(key);
    }
    if (running.size === 0 && ready.size === 0) for (const wake of waiters.splice(0)) wake();
  };

  const run = async (key: string): Promise<void> => {
    try {
      const { lookAgainMs } = await pass(key);
      failures.delete(key);
      if (lookAgainMs !== undefined) addAfter(key, lookAgainMs);
    } catch (error) {
      const count = (failures.get(key) ?? 0) + 1;
      failures.set(key, count);
      const ceiling = Math.min(firstMs * 2 ** (count - 1), longestMs);
      const hint = hintOf(error);
      const waitMs = Math.ceil(hint ?? ceiling / 2 + (random() * ceiling) / 2);
      if (hint !== undefined) {
        closedUntil.set(key, performance.now() + waitMs);
        // Asked for during the pass that failed: put off like any other ask, not lost.
        ready.delete(key);
      }
      onFailure(key, error, waitMs);
      addAfter(key, waitMs);
    } finally {
      running.delete(key);
      startSome();
    }
  };

  const idle = (): Promise<void> =>
    running.size === 0 && ready.size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve));

  return {
    add,
    addAfter,
    idle,
    drain: () => {
      draining = true;
      ready.clear();
      for (const key of timers.keys()) clearTimer(key);
      return idle();
    },
    depth: () => ({ running: running.size, waiting: ready.size, delayed: timers.size }),
  };
};
