import * as fc from 'fast-check';
import type { Command, Vocabulary } from './command.ts';

export const VOCABULARY: Vocabulary = {
  rings: ['canary', 'wave-2', 'early', 'settlement'],
  artifacts: ['corda', 'trade', 'trade-app', 'settlement'],
  overridable: ['R7', 'R10', 'freeze', 'approvals'],
};

const ring = fc.constantFrom(...VOCABULARY.rings);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const version = fc
  .stringMatching(/^[0-9]{1,3}(?:[._+-][0-9A-Za-z]{1,9}){0,4}$/)
  .filter((text) => !text.endsWith('.lock'));
const node = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,40}$/);
const glob = fc.stringMatching(/^[a-z0-9*?][a-z0-9.*?-]{0,40}$/).filter((text) => text !== 'until');

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** What people write between quotes, and what they should not; HTML has its own tests. */
const reason = fc
  .stringMatching(
    /^[^<"\u201C-\u201F\u00AB\u00BB\u301D-\u301F\uFF02\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]{1,40}$/u,
  )
  .map((text) => text.split('_').filter(Boolean).join(' ') || 'why');

/** Any command that may be asked for, of the vocabulary above. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant('rollout' as const),
    to: fc.oneof(
      ring.map((name) => ({ ring: name })),
      fc.constantFrom('all' as const, 'next' as const),
    ),
  }),
  fc.record({
    kind: fc.constant('start' as const),
    artifact: fc.constantFrom(...VOCABULARY.artifacts),
    version,
    ring: optional(fc.oneof(ring, fc.constant('all'))),
  }),
  fc.record({ kind: fc.constant('plan' as const), ring: optional(ring) }),
  fc.constantFrom({ kind: 'status' as const }, { kind: 'retry' as const }, { kind: 'help' as const }),
  fc.record({
    kind: fc.constantFrom('pause' as const, 'resume' as const),
    scope: fc.constantFrom('rollout' as const, 'network' as const),
    reason,
  }),
  fc.record({ kind: fc.constant('abort' as const), reason }),
  fc.record({
    kind: fc.constant('rollback' as const),
    targets: fc.array(fc.oneof(ring, node), { maxLength: 50 }),
    reason,
  }),
  fc.record({ kind: fc.constant('hold' as const), nodes: glob, until: optional(day), reason }),
  fc.record({ kind: fc.constant('unhold' as const), nodes: glob }),
  fc.record({ kind: fc.constant('override' as const), subject: fc.constantFrom(...VOCABULARY.overridable), reason }),
);
