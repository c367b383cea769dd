import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import type { NodeVerdict } from '../argo/verdict.ts';
import { HOUR, NOW, tell, textsOf } from './gates.test-data.ts';
import { judgeSoak } from './soak.ts';

const MINUTE = 60_000;

/** `live:30 degraded:5`: a node each, since so many minutes. */
const verdictsOf = (text: string): ReadonlyMap<string, NodeVerdict> =>
  new Map(
    text.split(' ').flatMap((one, at) => {
      const [kind, minutes] = one.split(':');
      if (kind !== 'live' && kind !== 'syncing' && kind !== 'degraded' && kind !== 'unknown') return [];
      return [[`party-${at}`, { kind, since: NOW - Number(minutes) * MINUTE }]];
    }),
  );

const judge = (text: string, budget = 0, soak = 30 * MINUTE, now = NOW) => {
  const verdicts = verdictsOf(text);
  return judgeSoak({ verdicts, nodes: [...verdicts.keys()], budget, soak, now });
};

const SOAKING = 'wait: its nodes to stay live for 30 min; until +0.25h';
const NOT_LIVE = /^wait: its nodes to be live, and then for 30 min/;

test.each([
  ['just soaked', 'live:30 live:45', 0, 'pass'],
  ['just not', 'live:29 live:45', 0, expect.stringMatching(/^wait: its nodes to stay live for 30 min/)],
  ['the last one counts', 'live:15 live:45 live:90', 0, SOAKING],
  ['but for the budget', 'live:5 live:15 live:90', 1, SOAKING],
  ['the budget is degraded', 'degraded:5 live:15 live:90', 1, SOAKING],
  ['a node that degraded and came back', 'live:15 live:600', 0, SOAKING],
  ['one is degraded', 'degraded:600 live:600', 0, expect.stringMatching(NOT_LIVE)],
  ['one is unknown', 'unknown:600 live:600', 0, expect.stringMatching(NOT_LIVE)],
  ['nobody knows anything', '', 0, expect.stringMatching(NOT_LIVE)],
  ['a budget for all, and none is live', 'unknown:600 degraded:600', 2, expect.stringMatching(NOT_LIVE)],
  ['a budget for all, and one is live', 'unknown:600 live:15', 2, SOAKING],
])('%s', (_, text, budget, expected) => {
  expect(tell(judge(text, budget))).toEqual(expected);
});

test('no soak at all still asks for live nodes', () => {
  expect(tell(judge('live:0', 0, 0))).toBe('pass');
  expect(judge('syncing:0', 0, 0).kind).toBe('wait');
});

test('a node that moved and of which nothing is known is not live', () => {
  const verdicts = verdictsOf('live:600');
  const question = { verdicts, budget: 0, soak: HOUR, now: NOW };
  expect(judgeSoak({ ...question, nodes: ['party-0'] }).kind).toBe('pass');
  expect(judgeSoak({ ...question, nodes: ['party-0', 'party-1'] }).kind).toBe('wait');
});

test('the text of a soak that has not begun stays for an hour', () => {
  const at = (minutes: number) => judge('syncing:0', 0, 10 * MINUTE, NOW + minutes * MINUTE);
  expect(at(59)).toEqual(at(0));
  expect(at(60)).not.toEqual(at(0));
  expect(textsOf(at(0))[1]).toBe(
    'it ends by itself if nothing degrades; whoever may override can pass over it: `/override soak "reason"`',
  );
});

it('passes exactly when enough nodes have been live for so long, and its waits end later than now', () => {
  const verdict = fc.record({
    kind: fc.constantFrom('live', 'live', 'degraded', 'syncing', 'unknown'),
    since: fc.integer({ min: -90, max: 5 }).map((minutes) => NOW + minutes * MINUTE),
  });
  const soaks = fc.integer({ min: 0, max: 60 }).map((minutes) => minutes * MINUTE);
  fc.assert(
    fc.property(fc.array(verdict, { maxLength: 8 }), fc.nat(9), soaks, (all, budget, soak) => {
      const verdicts = new Map(all.map((one, at) => [`party-${at}`, one]));
      const judged = judgeSoak({ verdicts, nodes: [...verdicts.keys()], budget, soak, now: NOW });
      const soaked = all.filter(({ kind, since }) => kind === 'live' && since + soak <= NOW).length;
      expect(judged.kind).toBe(soaked >= Math.max(1, all.length - budget) ? 'pass' : 'wait');
      expect(judged).not.toMatchObject({ until: expect.toSatisfy((until: number) => until <= NOW) });
    }),
    { numRuns: 3000 },
  );
});
