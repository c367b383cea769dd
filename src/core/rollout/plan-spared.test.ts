import { expect, test } from 'vitest';
import { renderSparedCheck } from '../text/spared-check.ts';
import { planRollouts } from './plan.ts';
import { blobId, given, id, networkOf, ownPull } from './rollout.test-data.ts';
import type { Snapshot } from './snapshot.ts';

const OTHER = { head: id('f'), checks: new Map() };
const ALL = ['cordage/rollout', 'cordage/config', 'cordage/rules'];

/** `commit name: title` of the checks that say that there is nothing to say. */
const spared = (requiredChecks: readonly string[], more: Partial<Snapshot>): readonly string[] =>
  planRollouts(
    {
      ...given({ nodes: { c1: '1.3.2', n1: '1.3.2' }, releases: [] }),
      merging: { methods: ['merge'], queue: false, requiredChecks },
      ...more,
    },
    blobId,
  ).actions.flatMap((action) =>
    action.kind === 'put-check' && action.check.summary.startsWith('Branch protection requires')
      ? [`${action.commit[0]} ${action.check.name}`]
      : [],
  );

test('whatever of ours is required, and nothing else', () => {
  expect(spared(['test'], { otherPulls: [OTHER] })).toEqual([]);
  expect(spared(['test', 'cordage/rules'], { otherPulls: [OTHER] })).toEqual(['f cordage/rules']);
  expect(spared(ALL, { otherPulls: [OTHER] })).toEqual(ALL.map((name) => `f ${name}`));
});

test('once', () => {
  const checks = new Map([['cordage/rules', renderSparedCheck('cordage/rules')]]);
  expect(spared(['cordage/rules'], { otherPulls: [{ ...OTHER, checks }] })).toEqual([]);
});

test('on pull requests that other checks of ours judge, those that do not', () => {
  const own = ownPull('1.4.0');
  expect(spared(ALL, { ownPulls: [own] })).toEqual(['b cordage/config']);
  const theirs = {
    pull: { ...own.pull, number: 7, head: id('9') },
    moves: [{ artifact: 'trade', version: '1.4.0', nodes: ['c1'] }],
    next: networkOf({ c1: '1.4.0', n1: '1.3.2' }),
    checks: new Map(),
  };
  expect(spared(ALL, { personPulls: [theirs] })).toEqual(['9 cordage/config']);
  const config = { number: 8, head: id('8'), problems: [], scope: undefined, network: undefined, checks: new Map() };
  expect(spared(ALL, { configPulls: [config] })).toEqual(['8 cordage/rollout', '8 cordage/rules']);
  expect(spared(ALL, { personPulls: [{ ...theirs, moves: [] }] })).toEqual(['9 cordage/rollout', '9 cordage/config']);
  expect(spared(ALL, { personPulls: [theirs], configPulls: [{ ...config, number: 7 }] })).toEqual([]);
});
