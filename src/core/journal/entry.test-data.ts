import * as fc from 'fast-check';
import type { Answer, Decision, Effect, Entry } from './entry.ts';

/** Entries of every kind, with texts as strangers write them. */

const hex = fc.stringMatching(/^[0-9a-f]{40}$/);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '@olivia fixes #12',
    '\n\nCordage-Seq: 9\nCordage-Prev: none',
    '\u202Eevil',
    '\u001B[31m',
    '```',
    'a\r\n\r\nb',
  ),
);
const name = fc.constantFrom('party-0001', 'party-0002', 'notary-01', 'canary', 'early', 'all', '__proto__');
const names = fc.array(name, { maxLength: 4 });
const id = fc.constantFrom('trade@1.4.0', 'trade@1.5.0', 'corda@4.12.9');
const glob = fc.constantFrom('party-*', 'party-0001', '*', 'notary-??');
const number = fc.integer({ min: 1, max: 40 });
/** Of a few months, so that what is pruned and what is kept both come up. */
const time = fc.integer({ min: 0, max: 200 * 86_400_000 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const record = <K extends string, T>(kind: K, fields: { readonly [F in keyof T]: fc.Arbitrary<T[F]> }) =>
  fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<{ readonly kind: K } & T>;

const start = record('start', {
  rollout: id,
  artifact: name,
  version: fc.constant('1.4.0'),
  origin: fc.oneof(fc.record({ issue: number }), fc.record({ pull: number, head: hex, author: name })),
  nodes: optional(names),
  goal: optional(fc.record({ version: fc.constant('1.6.0'), by: name, at: time, way: names })),
});

export const effects: fc.Arbitrary<Effect> = fc.oneof(
  start,
  record('grant', { rollout: id, ring: name }),
  record('pause', { rollout: optional(id), reason: hostile }),
  record('resume', { rollout: optional(id), reason: hostile }),
  record('abort', { rollout: id, reason: hostile }),
  record('retry', { rollout: id }),
  record('hold', { nodes: glob, until: time, reason: hostile }),
  record('unhold', { nodes: glob }),
  record('override', { rollout: id, ring: name, subject: fc.constantFrom('R7', 'soak'), reason: hostile }),
  record('rollback', {
    rollout: id,
    artifact: name,
    version: fc.constant('1.4.0'),
    nodes: names,
    rings: names,
    reason: hostile,
  }),
);

const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc.constantFrom<Answer>({ kind: 'help' }, { kind: 'status' }, { kind: 'done' }),
  record('plan', { rollout: optional(id), ring: optional(name) }),
  record('problems', {
    problems: fc.array(
      fc.record({ code: name, severity: fc.constantFrom('error', 'warning'), message: hostile, remedy: hostile }),
      { maxLength: 2 },
    ),
  }),
);

const part = { rollout: id, ring: name, batch: optional(number), pull: number };

export const decisions: fc.Arbitrary<Decision> = fc.oneof(
  {
    weight: 5,
    arbitrary: record('request', {
      comment: number,
      url: hostile,
      on: number,
      head: optional(hex),
      lines: fc.array(hostile, { maxLength: 3 }),
      accepted: fc.boolean(),
      effects: fc.array(effects, { maxLength: 3 }),
      answers: fc.array(answers, { maxLength: 2 }),
    }),
  },
  record('merge', { ...part, head: hex }),
  record('merged', { ...part, commit: hex, nodes: names, mergedAt: time }),
  record('passed', {
    rollout: id,
    ring: name,
    nodes: fc.nat(9),
    laggards: fc.array(fc.record({ node: name, owner: optional(name), until: time }), { maxLength: 2 }),
    overridden: optional(name),
  }),
  record('ended', { rollout: id, how: fc.constantFrom('done', 'aborted', 'superseded', 'withdrawn', 'rolled-back') }),
  start,
  record('noticed', { on: optional(number), rollout: optional(id), text: hostile }),
);

/** A journal: entries with odd numbers from 1, so that a snapshot finds an even one between any two. */
export const journals = (maxLength: number): fc.Arbitrary<readonly Entry[]> =>
  fc
    .array(fc.record({ at: time, by: fc.constantFrom('olivia', 'cordage[bot]', 'a\u202Eb'), decision: decisions }), {
      minLength: 1,
      maxLength,
    })
    .map((entries) => entries.map((entry, index) => ({ seq: 2 * index + 1, ...entry })));
