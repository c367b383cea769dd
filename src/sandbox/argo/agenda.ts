import { nextStep, pollMs, type App, type Step } from './app.ts';

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

/** Nothing is new and nothing is under way: of the looks at git that were due, the last alone is made. */
export const skipIdle = (app: App, newest: string | undefined, now: number): void => {
  const poll = app.due.get('poll');
  if (poll === undefined || app.due.size > 1 || app.revision !== newest || app.sync !== 'Synced') return;
  const times = Math.floor((now - poll) / pollMs(app.name));
  if (times > 0) app.due.set('poll', poll + times * pollMs(app.name));
};
