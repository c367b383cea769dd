import type { Answer } from './answer.ts';
import type { FaultSpec } from './faults.ts';

/** Addresses remembered, and states of each: enough for a test's conversation, bounded for a long demo. */
const ADDRESSES = 1000;
const STATES = 8;

type Remembered = { readonly answer: Answer; readonly writes: number; readonly at: number };

/**
 * What GETs were answered before, so that a read can lag behind a write as GitHub's replicas do.
 * It holds what was really answered: a lagging answer can be older than asked for, never newer.
 */
export type Memory = {
  readonly remember: (key: string, answer: Answer) => void;
  /** The newest answer that is old enough; undefined when there is none. */
  readonly recall: (key: string, fault: Pick<FaultSpec, 'stale' | 'staleMs'>) => Answer | undefined;
};

/** @param writes how many changes there have been */
export const createMemory = (now: () => number, writes: () => number): Memory => {
  const answers = new Map<string, Remembered[]>();
  return {
    remember: (key, answer) => {
      const former = answers.get(key) ?? [];
      const same = Buffer.compare(former.at(-1)?.answer.bytes ?? new Uint8Array(), answer.bytes) === 0;
      const states = former.length > 0 && same ? former : [...former, { answer, writes: writes(), at: now() }];
      answers.delete(key);
      answers.set(key, states.slice(-STATES));
      const oldest = answers.keys().next();
      if (answers.size > ADDRESSES && !oldest.done) answers.delete(oldest.value);
    },
    recall: (key, { stale, staleMs }) =>
      answers
        .get(key)
        ?.findLast(
          (entry) =>
            (stale === undefined || entry.writes <= writes() - stale) &&
            (staleMs === undefined || entry.at <= now() - staleMs),
        )?.answer,
  };
};
