import { compileGlob } from '../config/glob.ts';
import { tellEffect } from '../text/journal-told.ts';
import type { Decisions, RolloutRecord, Said } from './decisions.ts';
import type { Decision, Effect } from './entry.ts';
import { beginAnew, changeRecord } from './fold-record.ts';
import { addTold } from './fold-told.ts';

type Request = Pick<Extract<Decision, { kind: 'request' }>, 'on' | 'head'>;
type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** One effect of an accepted comment, and the line that tells it. */
export const foldEffect = (state: Decisions, said: Said, effect: Effect, request: Request): Decisions => {
  const changed = 'rollout' in effect && effect.rollout !== undefined ? effect.rollout : undefined;
  const told = { ...said, ...(changed !== undefined && { rollout: changed }), text: tellEffect(effect) };
  const after = carryOut(state, said, effect, request);
  return { ...after, told: addTold(after.told, [told]) };
};

const carryOut = (state: Decisions, said: Said, effect: Effect, request: Request): Decisions => {
  switch (effect.kind) {
    case 'pause':
    case 'resume':
      return foldPause(state, effect.rollout, effect.kind === 'pause' ? { ...said, reason: effect.reason } : undefined);
    case 'hold': {
      const { nodes, until, reason } = effect;
      return {
        ...state,
        holds: [...state.holds.filter((hold) => hold.nodes !== nodes), { ...said, nodes, until, reason }],
      };
    }
    case 'unhold':
      return foldUnhold(state, effect.nodes);
    case 'rollback':
      return foldRollback(state, said, effect);
    case 'start':
    case 'grant':
    case 'abort':
    case 'retry':
    case 'override':
      return changeRecord(state, effect.rollout, (record) => foldOnRecord(record, said, effect, request));
  }
};

const foldOnRecord = (
  record: RolloutRecord,
  said: Said,
  effect: Of<'start' | 'grant' | 'abort' | 'retry' | 'override'>,
  { on, head }: Request,
): RolloutRecord => {
  switch (effect.kind) {
    case 'start':
      return { ...beginAnew(record), start: { ...effect, ...said } };
    case 'grant':
      return {
        ...record,
        grants: [...record.grants, { ...said, ring: effect.ring, on, ...(head !== undefined && { head }) }],
      };
    case 'abort':
      return { ...record, ended: { ...said, how: 'aborted', reason: effect.reason } };
    case 'retry':
      return { ...record, retry: said };
    case 'override': {
      const { ring, subject, reason } = effect;
      return { ...record, overrides: [...record.overrides, { ...said, ring, subject, reason }] };
    }
  }
};

const foldPause = (state: Decisions, rollout: string | undefined, pause: Decisions['pause']): Decisions =>
  rollout === undefined ? { ...state, pause } : changeRecord(state, rollout, (record) => ({ ...record, pause }));

/** A hold goes by the glob it was given with; nodes kept from a version go by what the glob matches. */
const foldUnhold = (state: Decisions, nodes: string): Decisions => {
  const matches = compileGlob(nodes);
  return {
    ...state,
    holds: state.holds.filter((hold) => hold.nodes !== nodes),
    versionHolds: state.versionHolds
      .map((hold) => ({ ...hold, nodes: hold.nodes.filter((node) => !matches(node)) }))
      .filter((hold) => hold.nodes.length > 0),
  };
};

/** The rollout ends, for whoever takes nodes back does not want the others to go where they were. */
const foldRollback = (state: Decisions, said: Said, effect: Of<'rollback'>): Decisions => {
  const { kind: _, ...rollback } = effect;
  const { artifact, version, nodes, reason } = rollback;
  const ended = { ...said, how: 'rolled-back', reason } as const;
  return {
    ...changeRecord(state, effect.rollout, (record) => ({ ...record, ended })),
    rollbacks: [...state.rollbacks, { ...said, ...rollback }],
    versionHolds: [...state.versionHolds, { ...said, artifact, version, nodes, reason }],
  };
};
