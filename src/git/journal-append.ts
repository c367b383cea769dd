import { randomBytes } from 'node:crypto';
import type { Entry } from '../core/journal/entry.ts';
import { renderEntry } from '../core/journal/message.ts';
import { journalEntryTooLarge, journalUnverified } from '../core/text/journal-problems.ts';
import type { Identity } from './commit-request.ts';
import { commitFiles } from './commit.ts';
import { GitError } from './git-error.ts';
import type { Journal, JournalPlace } from './journal.ts';
import { LONGEST_MESSAGE_BYTES } from './journal-commits.ts';
import type { Mirror } from './mirror.ts';
import { pushRefs } from './push.ts';

/** A decision on its way into the journal, which gives it its number. */
export type TimedEntry = Omit<Entry, 'seq'>;

/** Commits between two snapshots: what a reader reads at most, as long as nobody forges. */
const SNAPSHOT_EVERY = 200;

/**
 * Puts entries on top of the journal as it was read, all or none: a commit each and one push, which fails when the ref is
 * not what it was then. After `lost` the caller reads again and decides anew. A journal that was set back is restored by
 * the same push, and no entries restore it, too. Throws GitError; `stop` on a journal of which no entry can be verified,
 * because a second one beside it would give way to the first as soon as its key is there.
 */
export const appendEntries = async (
  mirror: Mirror,
  journal: Journal,
  entries: readonly TimedEntry[],
  place: JournalPlace & { readonly identity: Identity },
): Promise<'appended' | 'lost'> => {
  const { ref, network, keys, identity } = place;
  if (entries.length === 0 && !journal.rewound) return 'appended';
  if (journal.unverified) throw new GitError('stop', journalUnverified(ref, network));
  // Without it two replicas that decide the same within a millisecond would make the same commit, and both would have won.
  const nonce = randomBytes(8).toString('hex');
  let {
    head,
    valid: prev,
    decisions: { seq },
  } = journal;
  for (const entry of withSnapshot(journal, entries, identity)) {
    const message = renderEntry({ seq: seq + 1, ...entry }, { network, prev, nonce }, keys[0].sign);
    if (Buffer.byteLength(message) > LONGEST_MESSAGE_BYTES) {
      // Reading on from the last snapshot costs time; a snapshot that nobody reads would cost the journal.
      if (entry.decision.kind === 'snapshot' && Number.isFinite(journal.sinceSnapshot)) continue;
      throw new GitError('stop', journalEntryTooLarge(ref, entry.decision.kind));
    }
    head = await commitFiles(mirror, {
      parent: head,
      changes: [],
      message,
      author: identity,
      committer: identity,
      time: entry.at,
    });
    prev = head;
    seq += 1;
  }
  const pushed = await pushRefs(mirror, [{ ref, from: journal.tip, to: head }]);
  return pushed === 'pushed' ? 'appended' : 'lost';
};

/** The snapshot comes first, because it is of what was read; what it holds is as old as the newest word in it. */
const withSnapshot = (
  { decisions, sinceSnapshot }: Journal,
  entries: readonly TimedEntry[],
  { name }: Identity,
): readonly TimedEntry[] => {
  const at = entries[0]?.at ?? decisions.told.at(-1)?.at ?? 0;
  const snapshot: TimedEntry = { at, by: name, decision: { kind: 'snapshot', state: decisions } };
  return sinceSnapshot >= SNAPSHOT_EVERY ? [snapshot, ...entries] : entries;
};
