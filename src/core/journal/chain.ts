import type { Decisions } from './decisions.ts';
import { NO_DECISIONS } from './decisions.ts';
import type { Entry } from './entry.ts';
import { fold } from './fold.ts';
import { readEntry, type SignedEntry, type SignedReading, type Unsigned } from './message.ts';

/** A commit of the journal's ref with what its message is; a merge has no message that counts. */
export type JournalCommit = {
  readonly commit: string;
  readonly author: string;
  readonly reading: SignedReading | { readonly ok: false; readonly why: 'merge' | 'size' };
};

/** `copied`: signed by Cordage for another place in the journal. `merge`, `size`: no entry looks like that. */
export type WhyForged = Unsigned | 'merge' | 'size' | 'copied';
export type Forged = { readonly commit: string; readonly why: WhyForged; readonly author: string };

export type LinkedEntry = { readonly commit: string; readonly entry: Entry };

/** What the commits of the ref come to. Newest first, as they were read. */
export type Chain = {
  /** Empty when no entry counts. The last is a snapshot, or the first entry of all. */
  readonly entries: readonly LinkedEntry[];
  /** Commits since that snapshot, or all, that count for nothing. */
  readonly forged: readonly Forged[];
  /** How many commits had to be read besides that snapshot, whatever they are. */
  readonly since: number;
};

export type ChainReading =
  | { readonly kind: 'chain'; readonly chain: Chain }
  /** What was read so far does not decide it. */
  | { readonly kind: 'more' }
  /** Signed by Cordage, and of a shape that this version does not know. */
  | { readonly kind: 'newer'; readonly commit: string };

/**
 * Finds the entries that count among commits read from the tip backwards. The newest is the signed one with the highest
 * number; it names the commit of the one before it, which is thereby vouched for, and so on. What is signed but not in
 * that line was copied from elsewhere. Of two with the same number the older commit is the original.
 *
 * When `isWhole` is false there is more to read behind the last commit. The newest entry is certain only once the one
 * it names was seen too: were it a copy of an old entry, then the entries made since would stand in between.
 */
export const findChain = (
  commits: readonly JournalCommit[],
  isWhole: boolean,
  mode: ChainMode = 'state',
): ChainReading => {
  if (mode === 'history' && !isWhole) return { kind: 'more' };
  const signed = new Map(
    commits.flatMap(({ commit, reading }, at): readonly (readonly [string, Placed])[] =>
      reading.ok ? [[commit, { ...reading.value, commit, at }]] : [],
    ),
  );
  const candidates = [...signed.values()].toSorted((a, b) => b.seq - a.seq || b.at - a.at);
  const broken = new Set<string>();
  let cut: readonly LinkedEntry[] | undefined;
  for (const newest of candidates) {
    if (broken.has(newest.commit)) continue;
    const line = follow(newest, signed, mode);
    if (line.kind === 'newer') return line;
    if (!isWhole && (line.kind === 'broken' || isUncertain(newest, signed))) return { kind: 'more' };
    if (line.kind === 'line') return { kind: 'chain', chain: describe(commits, line.entries, mode) };
    for (const { commit } of line.entries) broken.add(commit);
    cut ??= line.entries;
  }
  const rest = mode === 'history' ? (cut ?? []) : [];
  return isWhole ? { kind: 'chain', chain: describe(commits, rest, mode) } : { kind: 'more' };
};

/**
 * `state` goes back to the newest snapshot, which is all that deciding needs; `history` to the first entry, or as far as
 * there are any: who reads a shallow checkout still wants to know what was decided.
 */
export type ChainMode = 'state' | 'history';

type Placed = SignedEntry & { readonly commit: string; readonly at: number };

const isUncertain = ({ prev }: Placed, signed: ReadonlyMap<string, Placed>): boolean =>
  prev === undefined || !signed.has(prev);

type Line =
  | { readonly kind: 'line' | 'broken'; readonly entries: readonly LinkedEntry[] }
  | { readonly kind: 'newer'; readonly commit: string };

/** From an entry back by the commits that each names. Broken where one is missing, or is not the one that must come. */
const follow = (newest: Placed, signed: ReadonlyMap<string, Placed>, mode: ChainMode): Line => {
  const entries: LinkedEntry[] = [];
  for (let placed: Placed = newest; ;) {
    const entry = readEntry(placed);
    if (!entry) return { kind: 'newer', commit: placed.commit };
    entries.push({ commit: placed.commit, entry });
    const isSnapshot = entry.decision.kind === 'snapshot';
    if (isSnapshot && mode === 'state') return { kind: 'line', entries };
    const before = placed.prev === undefined ? undefined : signed.get(placed.prev);
    if (placed.prev === undefined && (placed.seq === 1 || isSnapshot)) return { kind: 'line', entries };
    // A snapshot may skip numbers: it is written, too, where entries that were lost must not be numbered again.
    const follows = before !== undefined && (isSnapshot ? before.seq < placed.seq : before.seq + 1 === placed.seq);
    if (!follows || before.at <= placed.at) return { kind: isSnapshot ? 'line' : 'broken', entries };
    placed = before;
  }
};

const describe = (commits: readonly JournalCommit[], entries: readonly LinkedEntry[], mode: ChainMode): Chain => {
  const linked = new Set(entries.map(({ commit }) => commit));
  const oldest = entries.at(-1);
  const isEnough = mode === 'state' && oldest?.entry.decision.kind === 'snapshot';
  const above = isEnough
    ? commits.slice(
        0,
        commits.findIndex(({ commit }) => commit === oldest.commit),
      )
    : commits;
  const forged = above.flatMap(({ commit, author, reading }): readonly Forged[] =>
    linked.has(commit) ? [] : [{ commit, author, why: reading.ok ? 'copied' : reading.why }],
  );
  return { entries, forged, since: above.length };
};

/** Everything that the entries decide. */
export const foldChain = ({ entries }: Chain): Decisions =>
  entries.toReversed().reduce((state, { entry }) => fold(state, entry), NO_DECISIONS);
