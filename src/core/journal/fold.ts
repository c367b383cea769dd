import { tellEnded, tellMerged, tellNoticed, tellPassed } from '../text/journal-told.ts';
import type { Decisions, Said, Told } from './decisions.ts';
import { decisionsSchema } from './decisions-schema.ts';
import type { Decision, Entry } from './entry.ts';
import { foldEffect } from './fold-effect.ts';
import { changeRecord } from './fold-record.ts';
import { prune } from './prune.ts';
import { addTold } from './fold-told.ts';

/**
 * What is decided once this entry is. Total: an entry that makes no sense on this state changes nothing but the number.
 * It does not ask whether the entry may follow; `findChain` does.
 */
export const fold = (state: Decisions, entry: Entry): Decisions => ({
  ...prune(foldDecision(state, entry), entry.at),
  seq: entry.seq,
});

type Of<K extends Decision['kind']> = Extract<Decision, { kind: K }>;

const foldDecision = (state: Decisions, { seq, at, by, decision }: Entry): Decisions => {
  const said: Said = { seq, by, at };
  switch (decision.kind) {
    case 'request':
      return foldRequest(state, { ...said, url: decision.url }, decision);
    case 'merge':
      return { ...state, merging: { ...said, pull: decision.pull, head: decision.head } };
    case 'merged':
      return foldMerged(state, said, decision);
    case 'passed':
      return foldPassed(state, said, decision);
    case 'ended':
      return tell(
        changeRecord(state, decision.rollout, (record) => ({ ...record, ended: { ...said, how: decision.how } })),
        { ...said, rollout: decision.rollout, text: tellEnded(decision) },
      );
    case 'start': {
      const { origin } = decision;
      return foldEffect(state, said, decision, { on: 'issue' in origin ? origin.issue : origin.pull });
    }
    case 'noticed':
      return tell(state, { ...said, rollout: decision.rollout, text: tellNoticed(decision) });
    case 'snapshot':
      return foldSnapshot(state, decision);
  }
};

const tell = (state: Decisions, told: Told): Decisions => ({ ...state, told: addTold(state.told, [told]) });

/** A comment counts as dealt with whatever came of it; only an accepted one has effects. */
const foldRequest = (state: Decisions, said: Said, request: Of<'request'>): Decisions => {
  const { comment, on, accepted, lines, answers, effects } = request;
  const done = { ...state, requests: [...state.requests, { ...said, comment, on, accepted, lines, answers }] };
  return accepted
    ? effects.reduce<Decisions>((before, effect) => foldEffect(before, said, effect, request), done)
    : done;
};

/** Once per pull request, however often it is told: GitHub's answers lag, and two passes may see the same merge. */
const foldMerged = (state: Decisions, said: Said, decision: Of<'merged'>): Decisions => {
  const { rollout, ring, batch, pull, commit, nodes, mergedAt } = decision;
  if (state.rollouts[rollout]?.merged.some((part) => part.pull === pull)) return state;
  const part = { ring, ...(batch !== undefined && { batch }), pull, commit, nodes, at: mergedAt };
  const merged = changeRecord(state, rollout, (record) => ({ ...record, merged: [...record.merged, part] }));
  return tell(merged, { ...said, rollout, text: tellMerged(decision) });
};

const foldPassed = (state: Decisions, said: Said, decision: Of<'passed'>): Decisions => {
  const { rollout, ring, nodes, laggards, overridden } = decision;
  const passed = { ring, at: said.at, nodes, laggards, ...(overridden !== undefined && { overridden }) };
  const changed = changeRecord(state, rollout, (record) => ({
    ...record,
    passed: [...record.passed.filter((other) => other.ring !== ring), passed],
  }));
  return tell(changed, { ...said, rollout, text: tellPassed(decision) });
};

const foldSnapshot = (state: Decisions, { state: held }: Of<'snapshot'>): Decisions => {
  const read = decisionsSchema.safeParse(held);
  return read.success ? read.data : state;
};
