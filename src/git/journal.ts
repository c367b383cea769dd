import { findChain, foldChain, type Chain, type Forged, type JournalCommit } from '../core/journal/chain.ts';
import { NO_DECISIONS, type Decisions } from '../core/journal/decisions.ts';
import { journalNewer, journalTooLong } from '../core/text/journal-problems.ts';
import { GitError } from './git-error.ts';
import { withHealing } from './heal.ts';
import { readJournalCommits, type CommitPage } from './journal-commits.ts';
import { verifyWithAny, type JournalKeys } from './journal-key.ts';
import type { Mirror } from './mirror.ts';
import { requireRef } from './names.ts';
import { readCommit } from './read.ts';
import { readRefs } from './read-refs.ts';

/** Where it is kept unless it is told otherwise; `fetchMirror` brings it along. */
export const JOURNAL_REF = 'refs/cordage/journal';

export type JournalPlace = {
  readonly ref: string;
  /** `owner/name` of the manifests repository. Entries of another one do not count. */
  readonly network: string;
  readonly keys: JournalKeys;
};

export type Journal = {
  /** What the ref is on the remote; undefined where there is none. An append replaces this and nothing else. */
  readonly tip: string | undefined;
  /** The commit that the next entry is put on: the tip, but for a ref that was set back. */
  readonly head: string | undefined;
  /** The commit of the newest entry that counts. */
  readonly valid: string | undefined;
  readonly decisions: Decisions;
  /** The newest 20 commits since the last snapshot that count for nothing. */
  readonly forged: readonly Forged[];
  /** Commits since the last snapshot, whatever they are. */
  readonly sinceSnapshot: number;
  /** Somebody set the ref back or deleted it, and this is what was known before; the next append restores it. */
  readonly rewound: boolean;
  /** There are entries by their form, and none that counts: the key was replaced, the repository renamed, or all is forged. */
  readonly unverified: boolean;
};

/** What a process keeps of one network's journal from pass to pass. Losing it costs one read. */
export type JournalMemory = { last: Journal | undefined };

export const createJournalMemory = (): JournalMemory => ({ last: undefined });

/** More than the commits between two snapshots, so that one page is all that is read of a journal that nobody forges. */
const FIRST_PAGE = 300;
const GROWTH = 10;
const MOST_COMMITS = 200_000;
const MOST_FORGED = 20;

/**
 * Reads what was decided, as far as the mirror was fetched: back to the newest snapshot, by one process, and by none when
 * the ref is where it was. Throws GitError: `stop` when a signed entry cannot be understood, or when somebody buried the
 * journal under commits of his own, because to go on without what it says could lift a pause.
 * @param refs of the mirror, where they are known already
 */
export const readJournal = (
  mirror: Mirror,
  place: JournalPlace,
  memory: JournalMemory,
  refs?: ReadonlyMap<string, string>,
): Promise<Journal> =>
  withHealing(mirror, async () => {
    const tip = (refs ?? (await readRefs(mirror, requireRef(place.ref)))).get(place.ref);
    const { last } = memory;
    if (last?.tip === tip && last?.rewound === false) return last;
    const found = tip === undefined ? describe(undefined, [], NOTHING) : await readFrom(mirror, place, tip);
    const journal = last && isOlder(found, last) ? await keepNewer(mirror, last, found) : found;
    memory.last = journal;
    return journal;
  });

const NOTHING: Chain = { entries: [], forged: [], since: 0 };

const readFrom = async (mirror: Mirror, place: JournalPlace, tip: string): Promise<Journal> => {
  const checking = { network: place.network, verify: verifyWithAny(place.keys) };
  let commits: readonly JournalCommit[] = [];
  let next: string | undefined = tip;
  for (let count = FIRST_PAGE; next !== undefined; count *= GROWTH) {
    const page: CommitPage = await readJournalCommits(mirror, next, count, checking).catch(async (error: unknown) => {
      // Anybody may point a ref of this kind to a file. There is no journal then, and nothing to build on.
      if (commits.length > 0 || (await readCommit(mirror, tip)) !== undefined) throw error;
      return { commits: [], next: undefined };
    });
    commits = [...commits, ...page.commits];
    next = page.next;
    const found = findChain(commits, next === undefined);
    if (found.kind === 'newer') throw new GitError('stop', journalNewer(place.ref, found.commit));
    if (found.kind === 'chain') return describe(tip, commits, found.chain);
    if (commits.length >= MOST_COMMITS) break;
  }
  throw new GitError('stop', journalTooLong(place.ref, commits.length));
};

const describe = (tip: string | undefined, commits: readonly JournalCommit[], chain: Chain): Journal => ({
  tip,
  head: commits[0]?.commit,
  valid: chain.entries[0]?.commit,
  decisions: chain.entries.length > 0 ? foldChain(chain) : NO_DECISIONS,
  forged: chain.forged.slice(0, MOST_FORGED),
  sinceSnapshot: chain.since,
  rewound: false,
  unverified: chain.entries.length === 0 && chain.forged.some(({ why }) => why === 'signature'),
});

/** Entries are only ever added, so fewer of them mean that somebody took some away. */
const isOlder = (found: Journal, last: Journal): boolean => found.decisions.seq < last.decisions.seq;

/**
 * What was decided stays decided: who may push may otherwise lift a pause or let a command be carried out twice by setting
 * the ref back. Numbers decide, so that two replicas agree on the same side. A replica that knew nothing of it may have
 * appended to the older entries meanwhile; what it decided is given up with them, and its comments are found again as not
 * dealt with. When the mirror was made anew meanwhile, the newer commits are gone with the old one: the state is then put on
 * what is there as a snapshot, which goes on behind the last number.
 */
const keepNewer = async (mirror: Mirror, last: Journal, found: Journal): Promise<Journal> => {
  const { tip, forged } = found;
  const isThere = last.head !== undefined && (await readCommit(mirror, last.head)) !== undefined;
  const rewound = { ...last, tip, forged, rewound: true, unverified: false };
  return isThere ? rewound : { ...rewound, head: found.head, valid: found.valid, sinceSnapshot: Infinity };
};
