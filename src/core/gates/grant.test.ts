import { expect, test } from 'vitest';
import { grant, HOUR, NOW, PATIENCE, tell, textsOf } from './gates.test-data.ts';
import { judgeGrant } from './grant.ts';

type Question = Parameters<typeof judgeGrant>[0];

const judge = (more: Partial<Question> = {}) =>
  judgeGrant({
    ring: 'canary',
    automatic: false,
    grant: undefined,
    since: NOW - HOUR,
    now: NOW,
    patience: PATIENCE,
    who: 'anyone with the role write',
    ...more,
  });

test.each([
  ['nobody said so', {}, 'wait: `/rollout canary`; until +335h'],
  ['somebody did', { grant: grant() }, 'pass'],
  ['for a later ring', { grant: grant({ ring: 'all' }) }, 'pass'],
  ['none is needed', { automatic: true }, 'pass'],
  ['its last moment', { since: NOW - PATIENCE + 1 }, expect.stringMatching(/^wait/)],
  ['nobody for too long', { since: NOW - PATIENCE }, 'block gate-overdue'],
  ['somebody, late', { since: NOW - PATIENCE, grant: grant() }, 'pass'],
])('%s', (_, more, expected) => {
  expect(tell(judge(more))).toEqual(expected);
});

test('who can say so', () => {
  expect(textsOf(judge())).toEqual(['`/rollout canary`', '`/rollout canary` by anyone with the role write']);
});
