/** Ends what hangs on its signal when it is not fed for long enough, or when its parent ends. */
export type Watchdog = Disposable & {
  readonly signal: AbortSignal;
  /** A sign of life: the time begins anew. */
  readonly feed: () => void;
  /** From now on this many milliseconds between two signs of life. */
  readonly allow: (ms: number) => void;
};

/**
 * Disposing of it ends the work as well: nothing that hangs on its signal outlives the block that made it. The signals
 * of `AbortSignal.any` and `AbortSignal.timeout` would stay with a parent as old as the process.
 */
export const createWatchdog = (parent: AbortSignal, ms: number): Watchdog => {
  const controller = new AbortController();
  const starve = (): void => controller.abort(new DOMException('no sign of life', 'TimeoutError'));
  const follow = (): void => controller.abort(parent.reason);
  let timer = setTimeout(starve, ms);
  parent.addEventListener('abort', follow, { once: true });
  if (parent.aborted) follow();
  return {
    signal: controller.signal,
    feed: () => void timer.refresh(),
    allow: (next) => {
      clearTimeout(timer);
      timer = setTimeout(starve, next);
    },
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', follow);
      controller.abort(new DOMException('done', 'AbortError'));
    },
  };
};
