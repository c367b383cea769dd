import { findChain, foldChain, type JournalCommit } from '../core/journal/chain.ts';
import type { Decisions } from '../core/journal/decisions.ts';
import type { Problem } from '../core/problem.ts';
import { journalNewer } from '../core/text/journal-problems.ts';
import { readJournalCommits } from '../git/journal-commits.ts';
import type { Mirror } from '../git/mirror.ts';
import { findRef, JOURNAL_REFS } from './audit-checkout.ts';

const PAGE = 2000;

/** Takes everything for signed that looks like it: who only reads the status has no key. */
const UNCHECKED = { network: '', verify: () => true } as const;

export type ReadDecisions =
  | { readonly ref: string; readonly decisions: Decisions }
  | { readonly problem: Problem }
  /** It was not fetched, or there is none. */
  | undefined;

/** What the journal of a checkout has decided, without a look at its signatures. */
export const readDecisions = async (checkout: Mirror): Promise<ReadDecisions> => {
  const found = await findRef(checkout, JOURNAL_REFS);
  if (!found) return undefined;
  const commits: JournalCommit[] = [];
  for (let next: string | undefined = found.tip; next !== undefined;) {
    const page: Awaited<ReturnType<typeof readJournalCommits>> = await readJournalCommits(
      checkout,
      next,
      PAGE,
      UNCHECKED,
    );
    for (const commit of page.commits) commits.push(commit);
    next = page.next;
    const reading = findChain(commits, next === undefined);
    if (reading.kind === 'newer') return { problem: journalNewer(found.ref, reading.commit) };
    if (reading.kind === 'chain') return { ref: found.ref, decisions: foldChain(reading.chain) };
  }
  return undefined;
};
