import { keyOfStatus } from '../core/status/list-status.ts';
import { readingInstances } from '../core/text/cli-status.ts';
import type { Mirror } from '../git/mirror.ts';
import { FINE, type Answer, type Desk } from './command.ts';
import { createFrame } from './frame.ts';
import type { Ancestry } from './status-ancestry.ts';
import { answerStatus } from './status-answer.ts';
import type { Base } from './status-base.ts';
import { readHead } from './status-history.ts';
import type { Look } from './status-look.ts';
import type { Waker } from './waker.ts';

/** Ages change every second; milliseconds. */
const TICK_MS = 1000;
/** How often the checkout is asked whether it moved on. */
const GIT_MS = 5000;

export type Watched = {
  readonly isJson: boolean;
  readonly desk: Desk;
  readonly now: () => number;
  readonly base: Base;
  /** The checkout anew. */
  readonly read: () => Promise<Base | Answer>;
  readonly look: (base: Base, now: number) => Promise<Look>;
  readonly ancestry: Ancestry;
  readonly checkout: Mirror | undefined;
  readonly waker: Waker;
};

/**
 * Looks on until Ctrl-C: on a screen in place and every second, elsewhere one block, or one line of JSON, for every change.
 * A checkout that moves on is read anew.
 */
export const watchStatus = async (watched: Watched): Promise<Answer> => {
  const { desk, now, look, waker } = watched;
  const interrupt = desk.terminal.onInterrupt?.() ?? new AbortController().signal;
  interrupt.addEventListener('abort', waker.wake, { once: true });
  const show = createShow(watched);
  const refresh = createRefresh(watched);
  let { base } = watched;
  while (!interrupt.aborted) {
    const found = await refresh(base);
    if ('facts' in found) return found;
    base = found;
    show(await look(base, now()));
    await waker.wait(TICK_MS);
  }
  return { status: FINE, facts: {}, problems: [], text: '', notes: '', isTold: true };
};

/** The checkout anew where it has another commit than before; what it did not know is asked for again. */
const createRefresh = ({ desk, read, ancestry, checkout }: Watched): ((base: Base) => Promise<Base | Answer>) => {
  let due = desk.now() + GIT_MS;
  return async (base) => {
    if (checkout === undefined || desk.now() < due) return base;
    due = desk.now() + GIT_MS;
    ancestry.forgetUnknown();
    return (await readHead(checkout)) === base.head ? base : read();
  };
};

const createShow = ({ isJson, desk: { terminal, progress }, now }: Watched): ((found: Look) => void) => {
  const rows = terminal.rows?.();
  const draw = rows === undefined || isJson ? undefined : createFrame(terminal.out, () => terminal.rows?.());
  let told = '';
  return (found) => {
    const reading = found.status.instances.filter(({ state }) => state === 'reading').map(({ name }) => name);
    // Half a list looks like nodes that are missing.
    if (reading.length > 0 && told === '') return progress.tell(() => readingInstances(reading));
    progress.clear();
    const { facts, problems, text, notes } = answerStatus(found, now());
    const block = notes === '' ? text : `${text}\n${notes}`;
    const key = keyOfStatus(found.status) + JSON.stringify(problems);
    if (draw) draw(block);
    else if (key !== told) terminal.out(isJson ? `${JSON.stringify({ ...facts, problems })}\n` : `${block}\n`);
    told = key;
  };
};
