import { expect, test } from 'vitest';
import type { RolloutRecord } from '../journal/decisions.ts';
import { NO_DECISIONS } from '../journal/decisions.ts';
import type { Decision, Ending, Goal } from '../journal/entry.ts';
import { fold } from '../journal/fold.ts';
import { planRollouts } from './plan.ts';
import { blobId, given, NOW } from './rollout.test-data.ts';

/** What follows when a step is done. The one artifact of the stage stands for Corda here: the way is a matter of versions. */

const AT = NOW - 1000;
const GOAL: Goal = { version: '4.13.4', by: 'olivia', at: AT, way: ['4.10.6', '4.11.7', '4.12.9', '4.13.4'] };

const record = (version: string, more: Partial<RolloutRecord> = {}, goal: Goal | undefined = GOAL): RolloutRecord => {
  const id = `trade@${version}`;
  const said = { seq: 1, by: 'olivia', at: AT };
  const start = { kind: 'start', rollout: id, artifact: 'trade', version, origin: { issue: 12 } } as const;
  return {
    id,
    start: { ...said, ...start, ...(goal && { goal }) },
    grants: [],
    overrides: [],
    merged: [],
    passed: [],
    ...more,
  };
};

const passed = ['canary', 'all'].map((ring) => ({ ring, at: AT, nodes: 1, laggards: [] }));
const done = record('4.11.7', { passed });

const decide = (
  records: readonly RolloutRecord[] = [done],
  nodes: Readonly<Record<string, string>> = { c1: '4.11.7', n1: '4.11.7' },
): readonly Decision[] => {
  const rollouts = Object.fromEntries(records.map((one) => [one.id, one]));
  const world = given({ nodes, releases: [], decisions: { ...NO_DECISIONS, seq: 5, rollouts } });
  const appends = planRollouts(world, blobId).actions.filter(({ kind }) => kind === 'append-journal');
  expect(appends.length).toBeLessThanOrEqual(1);
  return appends
    .flatMap((action) => (action.kind === 'append-journal' ? action.entries : []))
    .map((entry) => {
      expect(entry.by).toBe('cordage[bot]');
      return entry.decision;
    });
};

const ENDED = { kind: 'ended', rollout: 'trade@4.11.7', how: 'done' };
const START = {
  kind: 'start' as const,
  rollout: 'trade@4.12.9',
  artifact: 'trade',
  version: '4.12.9',
  origin: { issue: 12 },
  goal: GOAL,
};

test('a step that is done ends, and the next begins in the same append', () => {
  expect(decide()).toEqual([ENDED, START]);
});

test('the pass after that begins nothing: it is once', () => {
  const before = { ...NO_DECISIONS, seq: 5, rollouts: { [done.id]: done } };
  const after = decide().reduce(
    (state, decision) => fold(state, { seq: state.seq + 1, at: NOW, by: 'cordage[bot]', decision }),
    before,
  );
  expect(after.rollouts['trade@4.12.9']).toMatchObject({
    start: { by: 'cordage[bot]', goal: { by: 'olivia' } },
    grants: [],
  });
  const { actions } = planRollouts(
    given({ nodes: { c1: '4.11.7', n1: '4.11.7' }, releases: [], decisions: after }),
    blobId,
  );
  expect(actions.filter(({ kind }) => kind === 'append-journal')).toEqual([]);
});

test('nothing follows before every ring has passed, and nothing without a goal or behind it', () => {
  expect(decide([record('4.11.7', { passed: passed.slice(0, 1) })])).toEqual([]);
  expect(decide([record('4.11.7', { passed }, { ...GOAL, version: '4.11.7', way: ['4.10.6', '4.11.7'] })])).toEqual([
    ENDED,
  ]);
  const { goal: _, ...plain } = { ...done.start, goal: undefined };
  expect(decide([{ ...done, start: plain as RolloutRecord['start'] }])).toEqual([ENDED]);
});

test.each<Ending>(['aborted', 'rolled-back', 'superseded', 'withdrawn'])('a step that is %s ends the goal', (how) => {
  expect(decide([{ ...done, ended: { seq: 4, by: 'olivia', at: NOW, how } }])).toEqual([]);
});

test('nodes that were moved on by hand need no step again, and those that were left behind keep nobody', () => {
  expect(decide([done], { c1: '4.12.9', n1: '4.12.9' })[1]).toMatchObject({
    version: '4.13.4',
    goal: { way: ['4.10.6', '4.11.7', '4.12.9', '4.13.4'] },
  });
  expect(decide([done], { c1: '4.13.4', n1: '4.13.4' })).toEqual([ENDED]);
  expect(decide([done], { c1: '4.11.7', n1: '4.11.7', n2: '4.10.6' })[1]).toEqual(START);
});

test.each<[string, Partial<RolloutRecord>, string | undefined]>([
  ['under way already', { start: { ...START, seq: 1, by: 'rob', at: AT - 1 } }, 'trade@4.12.9 is under way already'],
  [
    'aborted since the goal was asked for',
    { ended: { seq: 4, by: 'olivia', at: AT + 1, how: 'aborted' } },
    'trade@4.12.9 was aborted or taken back',
  ],
  ['aborted before', { ended: { seq: 1, by: 'olivia', at: AT - 1, how: 'aborted' } }, undefined],
  ['done once', { ended: { seq: 4, by: 'cordage[bot]', at: AT + 1, how: 'done' } }, undefined],
  ['only granted', { start: undefined }, undefined],
])('a next step that is %s', (_how, more, why) => {
  const [, next] = decide([done, record('4.12.9', more)]);
  expect(next).toEqual(
    why === undefined
      ? START
      : { kind: 'noticed', rollout: 'trade@4.11.7', text: `goes no further to trade 4.13.4: ${why}` },
  );
});

test('a goal that cannot be reached any more is told', () => {
  const goal = { ...GOAL, version: '4.19.0' };
  expect(decide([record('4.11.7', { passed }, goal)])[1]).toMatchObject({
    kind: 'noticed',
    text: expect.stringMatching(/^goes no further to trade 4\.19\.0: Corda 4\.19 is not in/) as string,
  });
});
