import { expect, test } from 'vitest';
import { HOUR, NOW, PATIENCE, tell, textsOf } from './gates.test-data.ts';
import { judgeMergeable } from './mergeable.ts';

type Question = Parameters<typeof judgeMergeable>[0];

const judge = (more: Partial<Question> = {}) =>
  judgeMergeable({
    mergeable: 'yes',
    queue: false,
    draft: false,
    base: 'main',
    since: NOW - HOUR,
    now: NOW,
    patience: PATIENCE,
    canRebase: true,
    ...more,
  });

const old = { since: NOW - PATIENCE };

test.each<[string, Partial<Question>, string]>([
  ['yes', {}, 'pass'],
  ['yes, and old', old, 'pass'],
  ['blocked, by what other gates judge', { mergeable: 'blocked' }, 'pass'],
  ['behind', { mergeable: 'behind' }, 'pass (behind `main`; Cordage brings it up to date by itself)'],
  ['behind, taken over', { mergeable: 'behind', canRebase: false }, 'wait: an update from `main`; until +335h'],
  ['conflict', { mergeable: 'conflict' }, 'wait: a conflict with `main` to be solved; until +335h'],
  ['conflict that stays', { mergeable: 'conflict', ...old }, 'block gate-overdue'],
  ['conflict, taken over', { mergeable: 'conflict', canRebase: false }, 'block gate-conflict'],
  ['unknown', { mergeable: 'unknown' }, 'wait: GitHub to work out whether it can be merged; until +335h'],
  ['unknown for ever', { mergeable: 'unknown', ...old }, 'block gate-overdue'],
  ['draft', { draft: true }, 'wait: the draft to be marked as ready for review; until +335h'],
  [
    'draft and conflict',
    { draft: true, mergeable: 'conflict' },
    'wait: the draft to be marked as ready for review; until +335h',
  ],
  ['queue', { queue: true }, 'wait: somebody to add it to the merge queue of `main`; until +335h'],
  [
    'queue, behind',
    { queue: true, mergeable: 'behind' },
    'wait: somebody to add it to the merge queue of `main`; until +335h',
  ],
  ['queue, conflict', { queue: true, mergeable: 'conflict' }, 'wait: a conflict with `main` to be solved; until +335h'],
])('%s', (_, more, expected) => {
  expect(tell(judge(more))).toBe(expected);
});

test('a conflict that only people can solve', () => {
  expect(textsOf(judge({ mergeable: 'conflict', canRebase: false }))).toEqual([
    'this conflicts with `main`, and Cordage may not change its branch',
    'merge `main` into the branch and solve the conflict, or close this and comment `/rollout retry` for a fresh one',
  ]);
});
