import type { JournalCommit } from '../core/journal/chain.ts';
import { readSigned, type Verify } from '../core/journal/message.ts';
import type { Mirror } from './mirror.ts';
import { requireObjectId } from './names.ts';
import { runGit } from './run-git.ts';

/** Far above any snapshot of a network of thousands of nodes. Of a longer message nothing is kept. */
export const LONGEST_MESSAGE_BYTES = 32 * 1024 * 1024;

/** What is checked against, for every message read. */
export type Checking = { readonly network: string; readonly verify: Verify };

export type CommitPage = {
  /** Newest first, by first parents. */
  readonly commits: readonly JournalCommit[];
  /** Where the next page starts; undefined after the last commit. */
  readonly next: string | undefined;
};

/**
 * Reads up to `count` commits from one back, by one process, and keeps of each message what it comes to. Does not heal the
 * mirror, so it may be used on a person's checkout. Throws GitError when `from` is no commit.
 */
export const readJournalCommits = async (
  mirror: Mirror,
  from: string,
  count: number,
  checking: Checking,
): Promise<CommitPage> => {
  const commits: JournalCommit[] = [];
  let next: string | undefined;
  const fields = createFieldReader(4, LONGEST_MESSAGE_BYTES, ([commit, parents, author, message]) => {
    const [first, ...others] = (parents ?? '').split(' ').filter(Boolean);
    next = first;
    commits.push({
      commit: (commit ?? '').trim(),
      author: author ?? '',
      reading: others.length > 0 ? { ok: false, why: 'merge' } : readMessage(message, checking),
    });
  });
  await runGit(mirror, {
    // Plumbing, which no setting of a checkout changes. A message ends at its first NUL, so none is in the output.
    args: [
      'rev-list',
      '--first-parent',
      '--no-commit-header',
      '--encoding=UTF-8',
      `--max-count=${count}`,
      '--format=tformat:%H%x00%P%x00%an%x00%B%x00',
      requireObjectId(from),
      '--',
    ],
    onOutput: fields,
  });
  return { commits, next };
};

const readMessage = (message: string | undefined, { network, verify }: Checking): JournalCommit['reading'] =>
  message === undefined ? { ok: false, why: 'size' } : readSigned(message, network, verify);

/** Reads fields that end with NUL, cut anywhere, and hands over every `count` of them; undefined for one over the limit. */
export const createFieldReader = (
  count: number,
  limitBytes: number,
  onRecord: (fields: readonly (string | undefined)[]) => void,
): ((chunk: Buffer) => void) => {
  let record: (string | undefined)[] = [];
  let pieces: Buffer[] = [];
  let size = 0;
  const keep = (piece: Buffer): void => {
    size += piece.length;
    if (size > limitBytes) pieces = [];
    else pieces.push(piece);
  };
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      keep(chunk.subarray(from, end));
      record.push(size > limitBytes ? undefined : Buffer.concat(pieces).toString('utf8'));
      pieces = [];
      size = 0;
      from = end + 1;
      if (record.length < count) continue;
      onRecord(record);
      record = [];
    }
    keep(chunk.subarray(from));
  };
};
