import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the benchmark's, and what it says. */
export type Child<Said, Told> = {
  readonly tell: (message: Told) => void;
  /** The next of this kind that it says from now on. @throws Error when it ends before */
  readonly hear: <K extends (Said extends { readonly kind: infer Kind } ? Kind : never)>(
    kind: K,
  ) => Promise<Extract<Said, { readonly kind: K }>>;
  readonly end: () => Promise<void>;
};

/** @param file beside this one */
export const startChild = <Said extends { readonly kind: string }, Told extends object>(
  file: string,
  ...args: readonly string[]
): Child<Said, Told> => {
  // Bytecode that comes and goes would be larger than what is measured.
  const execArgv = ['--expose-gc', '--no-flush-bytecode'];
  const child = fork(new URL(file, import.meta.url), args, { execArgv });
  const ended = once(child, 'exit');
  return {
    tell: (message) => void child.send(message),
    hear: (kind) =>
      new Promise((resolve, reject) => {
        const listen = (said: Said): void => {
          if (said.kind !== kind) return;
          child.off('message', listen);
          child.off('exit', fail);
          resolve(said as Extract<Said, { readonly kind: typeof kind }>);
        };
        const fail = (): void => reject(new Error(`${file} ended without a word on "${kind}"`));
        child.on('message', listen);
        child.on('exit', fail);
      }),
    end: async () => {
      child.disconnect();
      await ended;
    },
  };
};
