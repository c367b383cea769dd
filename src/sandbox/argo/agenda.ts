import { nextStep, type App, type Step } from './app.ts';

type Turn = { readonly app: App; readonly step: Step; readonly at: number };

/**
 * Runs the steps of all Applications that are due, in the order of their times; a step may make others due.
 * @param run carries a step out
 */
export const runDue = (apps: Iterable<App>, now: number, run: (turn: Turn) => void): void => {
  const turns: Turn[] = [];
  const add = (app: App): void => {
    const next = nextStep(app);
    if (!next || next.at > now) return;
    const turn = { app, ...next };
    let low = 0;
    let high = turns.length;
    // The earliest last, so that taking it costs nothing.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAfter(turns[middle], turn)) low = middle + 1;
      else high = middle;
    }
    turns.splice(low, 0, turn);
  };
  for (const app of apps) add(app);
  for (let turn = turns.pop(); turn; turn = turns.pop()) {
    run(turn);
    add(turn.app);
  }
};

const isAfter = (one: Turn | undefined, other: Turn): boolean =>
  one !== undefined && (one.at > other.at || (one.at === other.at && one.app.name > other.app.name));
