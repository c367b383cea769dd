/** Pauses that double, each cut by up to half at random so that many who wait for one server do not come back as one. */
export type Backoff = { readonly next: () => number; readonly reset: () => void };

/** Milliseconds. */
export const createBackoff = (first: number, longest: number): Backoff => {
  let pause = first;
  return {
    next: () => {
      const taken = pause * (0.5 + Math.random() / 2);
      pause = Math.min(pause * 2, longest);
      return taken;
    },
    reset: () => {
      pause = first;
    },
  };
};

/** Ends early, and without an error, when the signal does. */
export const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const wake = (): void => resolve();
  signal.addEventListener('abort', wake, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', wake);
};
