import type { Terminal } from './command.ts';

/** Milliseconds of work before anything is shown: most commands are done by then. */
const PATIENCE = 500;
/** Milliseconds between two lines; more often nobody can read. */
const PACE = 100;

/** One line that says how far the work is, for a person who waits. */
export type Progress = {
  /** Costs one look at the clock where there is nothing to show. */
  readonly tell: (text: () => string) => void;
  /** Takes the line away; to be called before anything else is written. */
  readonly clear: () => void;
};

export const startProgress = ({ err, isWatched, now }: Terminal): Progress => {
  if (!isWatched) return { tell: () => undefined, clear: () => undefined };
  let next = now() + PATIENCE;
  let isShown = false;
  return {
    tell: (text) => {
      const time = now();
      if (time < next) return;
      next = time + PACE;
      isShown = true;
      err(`\r${text()}\u001B[K`);
    },
    clear: () => {
      if (isShown) err('\r\u001B[K');
      isShown = false;
    },
  };
};
