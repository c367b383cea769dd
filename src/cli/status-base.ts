import { NO_DECISIONS, type Decisions } from '../core/journal/decisions.ts';
import type { Network } from '../core/network/network.ts';
import type { Problem } from '../core/problem.ts';
import { readJournalStatus, type JournalStatus } from '../core/status/journal.ts';
import { readOrigin, type Origin } from '../core/status/read-origin.ts';
import { listRows, type Row } from '../core/status/rows.ts';
import type { Touched } from '../core/status/touched.ts';
import { noHistory, noOrigin } from '../core/text/status-problems.ts';
import { GitError } from '../git/git-error.ts';
import type { Mirror } from '../git/mirror.ts';
import { findOrigin } from './audit-checkout.ts';
import { readHead, readTouched } from './status-history.ts';
import { readDecisions } from './status-journal.ts';

/** What a checkout says, all that needs no cluster. */
export type Base = {
  readonly network: Network;
  readonly rows: readonly Row[];
  readonly head: string | undefined;
  readonly touched: ReadonlyMap<Row, Touched>;
  readonly origin: Origin | undefined;
  readonly journal: JournalStatus | undefined;
  readonly decisions: Decisions;
  readonly problems: readonly Problem[];
  /** Milliseconds. */
  readonly readAt: number;
};

/** The network with what git has of it. What git cannot tell is a problem, and the rest is told all the same. */
export const readBase = async (
  network: Network,
  checkout: Mirror | undefined,
  repository: string | undefined,
  readAt: number,
): Promise<Base> => {
  const rows = listRows(network);
  const nothing = { head: undefined, touched: new Map(), journal: undefined, decisions: NO_DECISIONS } as const;
  const named = repository === undefined ? undefined : { serverUrl: 'https://github.com', repository };
  if (checkout === undefined) {
    const problems = [noHistory(), ...(named ? [] : [noOrigin()])];
    return { network, rows, ...nothing, origin: named, problems, readAt };
  }
  try {
    const head = await readHead(checkout);
    const touched = head === undefined ? new Map() : await readTouched(checkout, head, rows);
    const found = readOrigin(await findOrigin(checkout));
    const origin = named && { ...named, ...(found && { serverUrl: found.serverUrl }) };
    const read = await readDecisions(checkout);
    const decisions = read && 'decisions' in read ? read : undefined;
    return {
      network,
      rows,
      head,
      touched,
      origin: origin ?? found,
      journal: decisions && readJournalStatus(decisions.ref, decisions.decisions),
      decisions: decisions?.decisions ?? NO_DECISIONS,
      problems: [...((origin ?? found) ? [] : [noOrigin()]), ...(read && 'problem' in read ? [read.problem] : [])],
      readAt,
    };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { network, rows, ...nothing, origin: named, problems: [error.problem], readAt };
  }
};
