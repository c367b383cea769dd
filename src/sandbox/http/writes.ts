import type { Caller } from './route.ts';

/** Something that changed the state of the sandbox. */
export type Write = {
  /** Counts from 1. */
  readonly n: number;
  readonly at: number;
  readonly caller: Caller;
  readonly method: string;
  /** The template of the route; for a push, the service that took it. */
  readonly route: string;
  readonly path: string;
  readonly status: number;
};

export type WriteListener = (write: Write) => void | Promise<void>;

/** Every change, in order. A change is told to listeners after it is done and before its answer is sent. */
export type Writes = {
  readonly list: () => readonly Write[];
  readonly count: () => number;
  /** Resolves when every listener has. A listener that never resolves holds the answer back for ever: a kill between. */
  readonly record: (write: Omit<Write, 'n' | 'at'>) => Promise<Write>;
  /** @returns a function that takes the listener away */
  readonly onWrite: (listener: WriteListener) => () => void;
};

export const createWrites = (now: () => number): Writes => {
  const done: Write[] = [];
  const listeners = new Set<WriteListener>();
  return {
    list: () => [...done],
    count: () => done.length,
    record: async (change) => {
      const write = { ...change, n: done.length + 1, at: now() };
      done.push(write);
      for (const listener of listeners) await listener(write);
      return write;
    },
    onWrite: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
