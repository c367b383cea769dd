import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChain, foldChain, type Chain, type ChainMode, type JournalCommit } from './chain.ts';
import { NO_DECISIONS } from './decisions.ts';
import type { Entry } from './entry.ts';
import { fold } from './fold.ts';
import { readSigned, renderEntry } from './message.ts';

const NETWORK = 'acme/net';
const MAC = '5'.repeat(64);

type Commit = { readonly id: string; readonly message: string; readonly merge?: true };

/** A ref to which Cordage appends and strangers push, in memory. */
const makeRef = () => {
  const commits: Commit[] = [];
  const valid: { id: string; entry: Entry }[] = [];
  let state = NO_DECISIONS;
  const push = (message: string, merge?: true): string => {
    const id = (commits.length + 1).toString(16).padStart(40, '0');
    commits.push({ id, message, ...(merge && { merge }) });
    return id;
  };
  const put = (decision: Entry['decision']): void => {
    const entry: Entry = { seq: state.seq + 1, at: 1000 + state.seq, by: 'olivia', decision };
    const place = { network: NETWORK, prev: valid.at(-1)?.id, nonce: 'f' };
    const id = push(renderEntry(entry, place, () => MAC));
    state = fold(state, entry);
    valid.push({ id, entry });
  };
  return {
    commits,
    valid,
    state: () => state,
    append: (text: string) => put({ kind: 'noticed', text }),
    snapshot: () => put({ kind: 'snapshot', state }),
    push,
    copy: (which: number) => push(commits[which % commits.length]?.message ?? 'x'),
    read: (): readonly JournalCommit[] =>
      commits.toReversed().map(({ id, message, merge }) => ({
        commit: id,
        author: 'A Person',
        reading: merge ? { ok: false, why: 'merge' } : readSigned(message, NETWORK, (_, mac) => mac === MAC),
      })),
  };
};

/** Reads page by page until it is decided, and tells how many commits that took. */
const readChain = (
  commits: readonly JournalCommit[],
  page: number,
  mode?: ChainMode,
): Chain & { readonly read: number } => {
  for (let count = page; ; count += page) {
    const found = findChain(commits.slice(0, count), count >= commits.length, mode);
    if (found.kind === 'newer') throw new Error('newer');
    if (found.kind === 'chain') return { ...found.chain, read: Math.min(count, commits.length) };
  }
};

test('no commits are no entries', () => {
  expect(findChain([], true)).toEqual({ kind: 'chain', chain: { entries: [], forged: [], since: 0 } });
});

test('a journal ends at its newest snapshot, and what stands before is not asked for', () => {
  const ref = makeRef();
  for (let index = 0; index < 50; index += 1) {
    ref.append(`${index}`);
    if (index % 10 === 9) ref.snapshot();
  }
  ref.append('last');
  const { entries, since, read } = readChain(ref.read(), 2);
  expect(entries.map(({ entry }) => entry.decision.kind)).toEqual(['noticed', 'snapshot']);
  expect([since, read]).toEqual([1, 2]);
  expect(readChain(ref.read(), 2, 'history').entries).toHaveLength(56);
});

describe('commits of others', () => {
  const makeTen = () => {
    const ref = makeRef();
    for (let index = 0; index < 10; index += 1) ref.append(`${index}`);
    return ref;
  };
  test.each([
    ['garbage', 'format', (ref: ReturnType<typeof makeRef>) => ref.push('Fix a typo')],
    [
      'a wrong signature',
      'signature',
      (ref: ReturnType<typeof makeRef>) => ref.push((ref.commits[9]?.message ?? '').replace(MAC, '6'.repeat(64))),
    ],
    ['a merge', 'merge', (ref: ReturnType<typeof makeRef>) => ref.push(ref.commits[9]?.message ?? '', true)],
    ['a copy of an old entry', 'copied', (ref: ReturnType<typeof makeRef>) => ref.copy(3)],
    ['a copy of the first entry', 'copied', (ref: ReturnType<typeof makeRef>) => ref.copy(0)],
    ['a copy of the newest entry', 'copied', (ref: ReturnType<typeof makeRef>) => ref.copy(9)],
  ])('%s counts for nothing, on top and below', (_, why, forge) => {
    const ref = makeTen();
    const forged = forge(ref);
    expect(readChain(ref.read(), 3)).toMatchObject({
      entries: { length: 10 },
      forged: [{ commit: forged, why, author: 'A Person' }],
    });
    ref.append('goes on');
    expect(readChain(ref.read(), 3)).toMatchObject({ entries: { length: 11 }, forged: [{ commit: forged, why }] });
  });

  test('a copy of an old snapshot does not bring the old state back', () => {
    const ref = makeTen();
    ref.snapshot();
    ref.append('after');
    ref.copy(10);
    const chain = readChain(ref.read(), 1);
    expect(foldChain(chain)).toEqual(ref.state());
    expect(chain.forged).toMatchObject([{ why: 'copied' }]);
  });

  test('an entry whose former ones are gone is none; those below it count', () => {
    const ref = makeTen();
    const later = ref.commits[9]?.message ?? '';
    ref.commits.splice(5);
    ref.push(later);
    expect(readChain(ref.read(), 2)).toMatchObject({ entries: { length: 5 }, forged: [{ why: 'copied' }] });
  });

  test('a snapshot alone says all that it says', () => {
    const ref = makeTen();
    ref.snapshot();
    ref.commits.splice(0, 10);
    expect(foldChain(readChain(ref.read(), 2))).toEqual({ ...ref.state(), seq: 11 });
  });
});

test('a snapshot may skip numbers, and an ordinary entry may not', () => {
  const ref = makeRef();
  ref.append('a');
  const prev = ref.valid[0]?.id;
  const entry = { seq: 5, at: 1, by: 'c', decision: { kind: 'snapshot', state: { ...NO_DECISIONS, seq: 4 } } } as const;
  const place = { network: NETWORK, prev, nonce: 'f' };
  ref.push(renderEntry({ ...entry, decision: { kind: 'noticed', text: 'x' } }, place, () => MAC));
  expect(readChain(ref.read(), 9).entries.map(({ entry: { seq } }) => seq)).toEqual([1]);
  ref.push(renderEntry(entry, place, () => MAC));
  expect(foldChain(readChain(ref.read(), 9)).seq).toBe(5);
});

test('a signed entry of an unknown shape stops the reading, and an unsigned one does not', () => {
  const ref = makeRef();
  ref.append('a');
  const message = (ref.commits[0]?.message ?? '').replace('"noticed"', '"promoted"').replace('Seq: 1', 'Seq: 2');
  const id = ref.push(message.replace('Prev: none', `Prev: ${ref.valid[0]?.id}`));
  expect(findChain(ref.read(), true)).toEqual({ kind: 'newer', commit: id });
  ref.commits.pop();
  ref.push(message.replace(MAC, '6'.repeat(64)));
  expect(readChain(ref.read(), 1).entries).toHaveLength(1);
});

test('whatever others push in between, what counts is what Cordage appended', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant('append' as const) },
    fc.constant('snapshot' as const),
    fc.constant('garbage' as const),
    fc.nat(60),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), (steps, page) => {
      const ref = makeRef();
      for (const what of steps) {
        if (what === 'append') ref.append('x');
        else if (what === 'snapshot') ref.snapshot();
        else if (what === 'garbage' || ref.commits.length === 0) ref.push('garbage');
        else ref.copy(what);
      }
      const chain = readChain(ref.read(), page);
      const ids = ref.valid.map(({ id }) => id).toReversed();
      expect(chain.entries.map(({ commit }) => commit)).toEqual(ids.slice(0, chain.entries.length));
      expect(foldChain(chain)).toEqual(ref.state());
      const all = readChain(ref.read(), page, 'history');
      expect(all.entries.map(({ commit }) => commit)).toEqual(ids);
      expect(all.forged).toHaveLength(ref.commits.length - ids.length);
    }),
    { numRuns: 1000 },
  );
});
