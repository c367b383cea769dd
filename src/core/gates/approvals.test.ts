import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { judgeApprovals } from './approvals.ts';
import { DAY, HEAD, HOUR, NOW, PATIENCE, review, tell, textsOf } from './gates.test-data.ts';

type Question = Parameters<typeof judgeApprovals>[0];

/** Everybody but mallory may approve. */
const judge = (more: Partial<Question> = {}) =>
  judgeApprovals({
    needed: 1,
    reviews: [],
    head: HEAD,
    mayApprove: (login) => login.toLowerCase() !== 'mallory',
    requesters: [],
    since: NOW - HOUR,
    now: NOW,
    patience: PATIENCE,
    who: 'anyone with the role write',
    ...more,
  });

const ONE = 'wait: 1 approval; until +335h';
const TWO = 'wait: 2 approvals; until +335h';
const against = (login: string, more = {}) => review(login, { state: 'changes-requested', ...more });
const [olivia, peter] = [review('olivia'), review('peter')];
const earlier = { commit: 'a'.repeat(40) };

test.each<[string, Partial<Question>, unknown]>([
  ['none', {}, ONE],
  ['enough', { reviews: [olivia] }, 'pass'],
  ['one of two', { needed: 2, reviews: [olivia] }, ONE],
  ['two of two', { needed: 2, reviews: [olivia, peter] }, 'pass'],
  ['one person twice', { needed: 2, reviews: [olivia, review('Olivia')] }, ONE],
  ['none is asked for', { needed: 0 }, 'pass (this ring asks for no approval)'],
  ['a bot', { reviews: [review('renovate[bot]', { bot: true })] }, ONE],
  ['somebody who may not', { reviews: [review('mallory')] }, ONE],
  [
    'of an earlier commit',
    { reviews: [review('olivia', earlier)] },
    'wait: 1 approval of the present commit, for one was of an earlier one; until +335h',
  ],
  [
    'two of an earlier commit',
    { needed: 2, reviews: [review('olivia', earlier), review('peter', earlier)] },
    'wait: 2 approvals of the present commit, for 2 were of an earlier one; until +335h',
  ],
  ['overdue', { since: NOW - PATIENCE }, 'block gate-overdue'],
  ['its last moment', { since: NOW - PATIENCE + 1 }, expect.stringMatching(/^wait/)],
  ['late, but enough', { since: NOW - PATIENCE, reviews: [olivia] }, 'pass'],
])('approvals: %s', (_, more, expected) => {
  expect(tell(judge(more))).toEqual(expected);
});

test.each<[string, Partial<Question>, string]>([
  ["the requester's own", { requesters: ['olivia'], reviews: [olivia] }, ONE],
  ['written otherwise', { requesters: ['OLIVIA'], reviews: [olivia] }, ONE],
  ["the requester's and another", { requesters: ['olivia'], reviews: [olivia, peter] }, 'pass'],
  ['two needed, one is the requester', { needed: 2, requesters: ['olivia'], reviews: [olivia, peter] }, ONE],
  ['one requester approves what the other asked for', { requesters: ['olivia', 'peter'], reviews: [peter] }, 'pass'],
  ['two requesters for two', { needed: 2, requesters: ['olivia', 'peter'], reviews: [olivia, peter] }, ONE],
  ['one who asked twice', { requesters: ['olivia', 'Olivia'], reviews: [olivia] }, ONE],
  ['nobody asked', { needed: 2, reviews: [] }, TWO],
])('requesters: %s', (_, more, expected) => {
  expect(tell(judge(more))).toBe(expected);
});

test.each<[string, Partial<Question>, string]>([
  [
    'somebody asks for changes',
    { reviews: [olivia, against('peter', { at: NOW - DAY })] },
    'wait: peter to approve after asking for changes; until +312h',
  ],
  [
    'though none is needed',
    { needed: 0, reviews: [against('peter')] },
    'wait: peter to approve after asking for changes; until +335h',
  ],
  [
    'of an earlier commit',
    { reviews: [olivia, against('peter', earlier)] },
    'wait: peter to approve after asking for changes; until +335h',
  ],
  ['for two weeks', { reviews: [olivia, against('peter', { at: NOW - PATIENCE })] }, 'block gate-overdue'],
  ['who may not', { reviews: [olivia, against('mallory')] }, 'pass'],
  ['a bot', { reviews: [olivia, against('coderabbit', { bot: true })] }, 'pass'],
  ['and then approves', { reviews: [against('olivia', { at: NOW - DAY }), olivia] }, 'pass'],
  [
    'in the same moment as an approval',
    { reviews: [against('olivia'), olivia] },
    'wait: olivia to approve after asking for changes; until +335h',
  ],
  [
    'after an approval',
    { reviews: [review('olivia', { at: NOW - DAY }), against('olivia')] },
    'wait: olivia to approve after asking for changes; until +335h',
  ],
])('changes: %s', (_, more, expected) => {
  expect(tell(judge(more))).toBe(expected);
});

test.each([
  [[], 'anyone with the role write can approve'],
  [['olivia'], 'anyone with the role write but olivia, who asked for it, can approve'],
  [
    ['olivia', 'peter'],
    'anyone with the role write can approve; of olivia, peter, who asked for it, one does not count',
  ],
])('who can approve when %j asked', (requesters, expected) => {
  expect(textsOf(judge({ requesters }))[1]).toBe(expected);
});

describe('whatever people write', () => {
  const login = fc.constantFrom('a', 'B', 'b', 'c', 'mallory');
  const words = fc.array(
    fc.record({
      login,
      bot: fc.boolean(),
      state: fc.constantFrom('approved', 'changes-requested'),
      commit: fc.constantFrom(HEAD, earlier.commit),
      at: fc.nat(3).map((at) => NOW - at),
    }),
    { maxLength: 8 },
  );

  it('passes only with so many good approvals, of which none is by the one who alone asked', () => {
    fc.assert(
      fc.property(
        words,
        fc.array(login, { maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (reviews, requesters, needed) => {
          const good = reviews.filter(
            (one) => !one.bot && one.login !== 'mallory' && one.state === 'approved' && one.commit === HEAD,
          );
          const people = new Set(good.map((one) => one.login.toLowerCase()));
          const asking = new Set(requesters.map((one) => one.toLowerCase()));
          const least = [
            people.size,
            ...(asking.size > 0 ? [people.union(asking).size - 1] : []),
            ...(asking.size === 1 ? [people.difference(asking).size] : []),
          ];
          const passes = judge({ reviews, requesters, needed }).kind === 'pass';
          expect(passes && Math.min(...least) < needed).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
