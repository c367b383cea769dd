import { expect, test } from 'vitest';
import type { Decisions } from './decisions.ts';
import { NO_DECISIONS } from './decisions.ts';
import type { Decision, Effect } from './entry.ts';
import { fold } from './fold.ts';

const DAY = 86_400_000;
const ID = 'trade@1.4.0';

/** Folds decisions in a row, a minute apart unless a day is given. */
const given = (...steps: readonly (Decision | { readonly day: number; readonly decision: Decision })[]): Decisions => {
  let state = NO_DECISIONS;
  for (const [index, step] of steps.entries()) {
    const { day, decision } = 'day' in step ? step : { day: 0, decision: step };
    const at = day * DAY + index * 60_000;
    state = fold(state, { seq: index + 1, at, by: 'olivia', decision });
  }
  return state;
};

const asked = (...effects: readonly Effect[]): Decision => ({
  kind: 'request',
  comment: 91,
  url: 'https://github.example/c/91',
  on: 12,
  head: 'a'.repeat(40),
  lines: ['…'],
  accepted: true,
  effects,
  answers: [],
});
const refused = (...effects: readonly Effect[]): Decision => ({ ...asked(...effects), accepted: false }) as Decision;
const merged = (pull: number, nodes: readonly string[] = ['a']): Decision => ({
  kind: 'merged',
  rollout: ID,
  ring: 'canary',
  pull,
  commit: 'b'.repeat(40),
  nodes,
  mergedAt: 5,
});
const passed = (ring: string, nodes = 1): Decision => ({ kind: 'passed', rollout: ID, ring, nodes, laggards: [] });

const grant = (ring: string): Effect => ({ kind: 'grant', rollout: ID, ring });
const pause: Effect = { kind: 'pause', reason: 'month end' };
const pauseOne: Effect = { ...pause, rollout: ID };
const abort: Effect = { kind: 'abort', rollout: ID, reason: 'wrong build' };
const retry: Effect = { kind: 'retry', rollout: ID };
const start: Effect = { kind: 'start', rollout: ID, artifact: 'trade', version: '1.4.0', origin: { issue: 3 } };
const hold = (nodes: string, until = 30 * DAY, reason = 'audit'): Effect => ({ kind: 'hold', nodes, until, reason });
const unhold = (nodes: string): Effect => ({ kind: 'unhold', nodes });
const rollback = (...nodes: readonly string[]): Effect => ({
  kind: 'rollback',
  rollout: ID,
  artifact: 'trade',
  version: '1.4.0',
  nodes,
  rings: ['canary'],
  reason: 'loses messages',
});
const ended = (how: 'done' | 'superseded' | 'withdrawn'): Decision => ({ kind: 'ended', rollout: ID, how });

const recordOf = (state: Decisions) => state.rollouts[ID];

test('grants add up, with the pull request and the head they were given on', () => {
  const url = 'https://github.example/c/91';
  expect(recordOf(given(asked(grant('canary')), asked(grant('early'))))?.grants).toEqual([
    { seq: 1, by: 'olivia', at: 0, url, ring: 'canary', on: 12, head: 'a'.repeat(40) },
    { seq: 2, by: 'olivia', at: 60_000, url, ring: 'early', on: 12, head: 'a'.repeat(40) },
  ]);
});

test('a refused comment is dealt with and does nothing', () => {
  const state = given(refused(grant('canary'), pause));
  expect(state).toEqual({
    ...NO_DECISIONS,
    seq: 1,
    requests: [expect.objectContaining({ comment: 91, accepted: false })],
  });
});

test('a pause and its end concern the rollout or the network that they name', () => {
  const both = given(asked(pause), asked(pauseOne));
  expect([both.pause?.seq, recordOf(both)?.pause?.seq]).toEqual([1, 2]);
  const resume = (rollout?: string): Effect => ({ kind: 'resume', rollout, reason: '' });
  const one = given(asked(pause), asked(pauseOne), asked(resume(ID)));
  expect([one.pause?.seq, recordOf(one)?.pause]).toEqual([1, undefined]);
  const other = given(asked(pause), asked(pauseOne), asked(resume()));
  expect([other.pause, recordOf(other)?.pause?.seq]).toEqual([undefined, 2]);
});

test('a retry clears nothing else', () => {
  const before = given(asked(grant('canary'), pauseOne), merged(7));
  const after = given(asked(grant('canary'), pauseOne), merged(7), asked(retry));
  expect(recordOf(after)).toEqual({ ...recordOf(before), retry: expect.objectContaining({ seq: 3 }) as unknown });
});

test('an abort ends the rollout; asked for anew, it begins from nothing but what was merged', () => {
  const steps = [asked(start, grant('canary')), merged(7), passed('canary'), asked(retry, pauseOne), asked(abort)];
  expect(recordOf(given(...steps))).toMatchObject({
    grants: [{}],
    passed: [{}],
    ended: { seq: 5, how: 'aborted', reason: 'wrong build' },
  });
  const again = recordOf(given(...steps, asked(start, grant('canary'))));
  expect(again).toMatchObject({ start: { seq: 6 }, grants: [{ seq: 6 }], merged: [{ pull: 7 }], passed: [] });
  expect(again).not.toHaveProperty('ended');
  expect(again).not.toHaveProperty('pause');
});

test('asked for while it is under way, a rollout keeps what was decided', () => {
  expect(recordOf(given(asked(grant('canary')), asked(start)))).toMatchObject({
    grants: [{ seq: 1 }],
    start: { seq: 2 },
  });
});

test('a step to a goal that Cordage begins is as one that a person asked for', () => {
  const goal = { version: '1.6.0', by: 'rob', at: 1, way: ['1.3.0', '1.4.0', '1.6.0'] };
  const step = { ...start, goal } as Extract<Decision, { kind: 'start' }>;
  const state = given(asked(grant('canary')), ended('done'), step);
  expect(recordOf(state)).toEqual({
    id: ID,
    start: { ...step, seq: 3, by: 'olivia', at: 120_000 },
    grants: [],
    overrides: [],
    merged: [],
    passed: [],
  });
  expect(state.told.at(-1)).toMatchObject({ rollout: ID, text: expect.stringMatching(/^started trade 1\.4\.0/) });
});

test('a pull request is merged once and a ring passes once, by the later word', () => {
  expect(
    recordOf(given(merged(7), merged(7, ['b']), merged(8)))?.merged.map(({ pull, nodes }) => [pull, nodes]),
  ).toEqual([
    [7, ['a']],
    [8, ['a']],
  ]);
  const state = given(passed('canary', 1), passed('early', 2), passed('canary', 3));
  expect(recordOf(state)?.passed.map(({ ring, nodes }) => [ring, nodes])).toEqual([
    ['early', 2],
    ['canary', 3],
  ]);
});

test('of holds with one glob the later counts, and each ends at its time', () => {
  const state = given(asked(hold('party-*', 3 * DAY)), asked(hold('notary')), asked(hold('party-*', 2 * DAY, 'later')));
  expect(state.holds.map(({ nodes, until, reason }) => [nodes, until / DAY, reason])).toEqual([
    ['notary', 30, 'audit'],
    ['party-*', 2, 'later'],
  ]);
  const note = { day: 2, decision: { kind: 'noticed', text: 'x' } } as const;
  expect(given(asked(hold('party-*', 2 * DAY)), asked(hold('b')), note).holds.map(({ nodes }) => nodes)).toEqual(['b']);
});

test('a rollback keeps nodes from the version until they are let in again, some or all', () => {
  const taken = given(asked(grant('canary')), asked(rollback('party-1', 'party-2', 'notary')));
  expect(recordOf(taken)?.ended).toMatchObject({ how: 'rolled-back', seq: 2 });
  expect(taken.rollbacks).toMatchObject([{ seq: 2, rollout: ID, nodes: ['party-1', 'party-2', 'notary'] }]);
  const some = given(asked(rollback('party-1', 'party-2', 'notary')), asked(hold('party-*')), asked(unhold('party-*')));
  expect(some).toMatchObject({ holds: [], versionHolds: [{ artifact: 'trade', version: '1.4.0', nodes: ['notary'] }] });
  const all = given(asked(rollback('a', 'b')), asked(unhold('a')), asked(hold('a*')), asked(unhold('?')));
  expect(all).toMatchObject({ versionHolds: [], holds: [{ nodes: 'a*' }] });
});

test('comments are remembered for three days, counted from the entry', () => {
  const state = given(asked(), asked(), { day: 3, decision: asked() });
  // The entries are a minute apart, and the last is two minutes and three days after the first.
  expect(state.requests.map(({ seq }) => seq)).toEqual([3]);
});

test.each([
  ['done', ended('done'), undefined],
  ['superseded', ended('superseded'), undefined],
  ['withdrawn', ended('withdrawn'), undefined],
  ['aborted', asked(abort), 'aborted'],
  ['taken back', asked(rollback('a')), 'rolled-back'],
])('a rollout that was %s is forgotten after 90 days, but for what a person said of it', (_, end, remains) => {
  const steps = [asked(grant('canary')), merged(7), end];
  const note = (day: number) => ({ day, decision: { kind: 'noticed', text: 'x' } }) as const;
  expect(recordOf(given(...steps, note(89)))?.merged).toHaveLength(1);
  const record = recordOf(given(...steps, note(91)));
  expect(record?.ended?.how).toBe(remains);
  expect(record?.merged ?? []).toEqual([]);
  expect(given(...steps, note(91)).rollbacks).toEqual([]);
});

test('a rollout that goes on is not forgotten', () => {
  const state = given(merged(7), { day: 400, decision: { kind: 'noticed', text: 'x' } });
  expect(recordOf(state)?.merged).toHaveLength(1);
});

test('a snapshot takes the place of everything, and one that cannot be read of nothing', () => {
  const state = given(asked(grant('canary')));
  expect(fold(given(asked(pause)), { seq: 9, at: 1, by: 'c', decision: { kind: 'snapshot', state } })).toEqual({
    ...state,
    seq: 9,
  });
  expect(fold(state, { seq: 9, at: 1, by: 'c', decision: { kind: 'snapshot', state: { seq: 1 } } })).toEqual({
    ...state,
    seq: 9,
  });
});

test('the decision to merge is remembered, the newest only', () => {
  const merge = (pull: number): Decision => ({
    kind: 'merge',
    rollout: ID,
    ring: 'canary',
    pull,
    head: 'a'.repeat(40),
  });
  expect(given(merge(7), merge(8)).merging).toEqual({
    seq: 2,
    by: 'olivia',
    at: 60_000,
    pull: 8,
    head: 'a'.repeat(40),
  });
});
