import type { Decisions } from '../core/journal/decisions.ts';
import type { Problem } from '../core/problem.ts';
import type { NewEntry } from '../core/rollout/action.ts';
import { entryForged, journalRewound, journalUnverified } from '../core/text/journal-problems.ts';
import { appendEntries } from '../git/journal-append.ts';
import { createJournalMemory, JOURNAL_REF, readJournal, type Journal, type JournalPlace } from '../git/journal.ts';
import type { JournalKey } from '../git/journal-key.ts';
import type { Mirror } from '../git/mirror.ts';
import type { Bot } from '../github/installations.ts';
import type { Memory } from './memory.ts';

/** What was decided so far, and all that it takes to add to it. */
export type ObservedJournal = {
  readonly decisions: Decisions;
  /** What somebody else put there; it counts for nothing. */
  readonly problems: readonly Problem[];
  readonly journal: Journal;
  readonly place: JournalPlace;
};

export const observeJournal = async (
  mirror: Mirror,
  repository: string,
  memory: Memory,
  keys: readonly [JournalKey, ...JournalKey[]],
  refs: ReadonlyMap<string, string>,
): Promise<ObservedJournal> => {
  const place = { ref: JOURNAL_REF, network: repository, keys };
  memory.journal ??= createJournalMemory();
  const journal = await readJournal(mirror, place, memory.journal, refs);
  const problems = [
    ...(journal.unverified ? [journalUnverified(JOURNAL_REF, repository)] : journal.forged.map(entryForged)),
    ...(journal.rewound ? [journalRewound(JOURNAL_REF)] : []),
  ];
  return { decisions: journal.decisions, problems, journal, place };
};

/** All or none, and only if nobody was faster; what it was built on is then read anew. */
export const appendDecisions = async (
  {
    mirror,
    journal: { journal, place },
    bot,
    now,
  }: { readonly mirror: Mirror; readonly journal: ObservedJournal; readonly bot: Bot; readonly now: number },
  entries: readonly NewEntry[],
): Promise<'done' | 'lost'> => {
  const stamped = entries.map((entry) => ({ ...entry, at: now }));
  const outcome = await appendEntries(mirror, journal, stamped, { ...place, identity: bot });
  return outcome === 'appended' ? 'done' : 'lost';
};
