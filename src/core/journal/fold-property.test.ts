import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decisions } from './decisions.ts';
import { NO_DECISIONS } from './decisions.ts';
import { decisionsSchema } from './decisions-schema.ts';
import { journals } from './entry.test-data.ts';
import type { Decision, Effect, Entry } from './entry.ts';
import { fold } from './fold.ts';
import { prune } from './prune.ts';

const foldAll = (entries: readonly Entry[], from = NO_DECISIONS): Decisions => entries.reduce(fold, from);

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
};

test('a journal read from a snapshot at any place says what the whole journal says', () => {
  fc.assert(
    fc.property(journals(25), fc.nat(), (entries, where) => {
      const cut = where % entries.length;
      const before = entries.slice(0, cut + 1);
      const { seq, at } = before.at(-1)!;
      // As it comes back from git, not as it was.
      const state: unknown = JSON.parse(JSON.stringify(foldAll(before)));
      const snapshot: Entry = { seq: seq + 1, at, by: 'cordage[bot]', decision: { kind: 'snapshot', state } };
      expect(foldAll([snapshot, ...entries.slice(cut + 1)])).toEqual({
        ...foldAll(entries),
        ...(cut + 1 === entries.length && { seq: seq + 1 }),
      });
    }),
    { numRuns: 1000 },
  );
});

test('what is folded can always be written as a snapshot, and no entry changes what came before', () => {
  fc.assert(
    fc.property(journals(25), (entries) => {
      let state = freeze(NO_DECISIONS);
      for (const entry of entries) {
        state = freeze(fold(state, freeze(entry)));
        expect(state.seq).toBe(entry.seq);
        const read = decisionsSchema.safeParse(JSON.parse(JSON.stringify(state)));
        expect(read.error?.issues).toBeUndefined();
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing is dropped twice, and what is dropped later was there before', () => {
  fc.assert(
    fc.property(journals(25), fc.nat(400 * 86_400_000), fc.nat(86_400_000), (entries, at, later) => {
      const state = foldAll(entries);
      const once = prune(state, at);
      expect(prune(once, at)).toEqual(once);
      expect(prune(once, at + later)).toEqual(prune(state, at + later));
    }),
    { numRuns: 300 },
  );
});

/** Every effect that counts, in order, with the entry it came in. */
const effectsOf = (entries: readonly Entry[]): readonly (Effect & { readonly seq: number })[] =>
  entries.flatMap(({ seq, decision }) =>
    decision.kind === 'request' && decision.accepted ? decision.effects.map((effect) => ({ ...effect, seq })) : [],
  );

const ofKind = <K extends Decision['kind']>(entries: readonly Entry[], kind: K) =>
  entries.flatMap(({ at, decision }) =>
    decision.kind === kind ? [{ at, ...(decision as Extract<Decision, { kind: K }>) }] : [],
  );

test('the newest word on the network decides whether it is paused', () => {
  fc.assert(
    fc.property(journals(25), (entries) => {
      const last = effectsOf(entries).findLast(
        (effect) => (effect.kind === 'pause' || effect.kind === 'resume') && effect.rollout === undefined,
      );
      expect(foldAll(entries).pause?.seq).toBe(last?.kind === 'pause' ? last.seq : undefined);
    }),
    { numRuns: 500 },
  );
});

test('within 90 days every merge is kept, once for each pull request of a rollout', () => {
  fc.assert(
    fc.property(journals(25), (journal) => {
      const entries = journal.map((entry) => ({ ...entry, at: entry.at % (80 * 86_400_000) }));
      const { rollouts } = foldAll(entries);
      const kept = Object.values(rollouts).flatMap(({ id, merged }) => merged.map(({ pull }) => `${id} ${pull}`));
      const told = ofKind(entries, 'merged').map(({ rollout, pull }) => `${rollout} ${pull}`);
      expect(kept.toSorted()).toEqual([...new Set(told)].toSorted());
    }),
    { numRuns: 500 },
  );
});

test('comments of the last three days are all remembered when time goes forward', () => {
  fc.assert(
    fc.property(journals(25), (journal) => {
      const times = journal.map(({ at }) => at % (10 * 86_400_000)).toSorted((a, b) => a - b);
      const entries = journal.map((entry, index) => ({ ...entry, at: times[index] ?? 0 }));
      const end = times.at(-1) ?? 0;
      const recent = ofKind(entries, 'request').filter(({ at }) => at > end - 3 * 86_400_000);
      expect(foldAll(entries).requests.map(({ comment }) => comment)).toEqual(recent.map(({ comment }) => comment));
    }),
    { numRuns: 500 },
  );
});

test('nodes are kept from a version by the rollbacks since they were last let in', () => {
  fc.assert(
    fc.property(journals(25), (entries) => {
      const kept = new Set<string>();
      for (const effect of effectsOf(entries)) {
        if (effect.kind === 'rollback') for (const node of effect.nodes) kept.add(node);
        if (effect.kind !== 'unhold') continue;
        const pattern = new RegExp(`^${effect.nodes.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        for (const node of kept) if (pattern.test(node)) kept.delete(node);
      }
      const held = new Set(foldAll(entries).versionHolds.flatMap(({ nodes }) => nodes));
      expect([...held].toSorted()).toEqual([...kept].toSorted());
    }),
    { numRuns: 500 },
  );
});
