/** Lets one wait for what another tells, or for some time, whichever comes first. */
export type Waker = {
  readonly wake: () => void;
  /** @param within milliseconds */
  readonly wait: (within: number) => Promise<void>;
};

export const createWaker = (): Waker => {
  let isDue = false;
  let end: (() => void) | undefined;
  return {
    wake: () => {
      isDue = true;
      end?.();
    },
    wait: async (within) => {
      if (!isDue) {
        const { promise, resolve } = Promise.withResolvers<void>();
        end = resolve;
        const timer = setTimeout(resolve, within);
        await promise;
        clearTimeout(timer);
        end = undefined;
      }
      isDue = false;
    },
  };
};
