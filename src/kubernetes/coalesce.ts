/** Tells of each key once within a time, at the end of it, however often it is named. */
export type Coalescer = { readonly add: (key: string) => void; readonly stop: () => void };

/** @param within milliseconds */
export const createCoalescer = (within: number, tell: (key: string) => void): Coalescer => {
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  return {
    add: (key) => {
      if (stopped || timers.has(key)) return;
      const end = (): void => {
        timers.delete(key);
        tell(key);
      };
      timers.set(key, setTimeout(end, within));
    },
    stop: () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
};
