import { expect, test } from 'vitest';
import type { NodeVerdict } from '../argo/verdict.ts';
import { NO_DECISIONS, type Decisions } from '../journal/decisions.ts';
import { courseOf } from './course.ts';
import { planDeployments } from './plan-deployments.ts';
import { given, id, NOW, release } from './rollout.test-data.ts';
import type { RingDeployment } from './snapshot.ts';

const NODES = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`c${at}`, '1.4.0']));
const ROLLOUT = 'trade@1.4.0';
const part = { ring: 'canary', pull: 1, commit: id('d'), nodes: Object.keys(NODES), at: NOW };

const decided = (more: Partial<Decisions['rollouts'][string]> = {}): Decisions => ({
  ...NO_DECISIONS,
  rollouts: { [ROLLOUT]: { id: ROLLOUT, grants: [], overrides: [], merged: [part], passed: [], ...more } },
});

const PASSED = { ring: 'canary', seq: 9, at: NOW, nodes: 20, laggards: [], overridden: undefined } as const;

/** So many live, so many unwell, the others on their way. */
const planned = (there: RingDeployment | undefined, live: number, unwell = 0, decisions = decided()) => {
  const verdicts = Object.keys(NODES).map((node, at): [string, NodeVerdict] => [
    node,
    { kind: at < live ? 'live' : at < live + unwell ? 'degraded' : 'syncing', since: NOW },
  ]);
  const snapshot = {
    ...given({ nodes: { ...NODES, n1: '1.3.2' }, releases: [release('1.4.0')], decisions }),
    verdicts: new Map([[ROLLOUT, new Map(verdicts)]]),
    deployments: new Map(there ? [[`${ROLLOUT} canary`, there]] : []),
  };
  const network = snapshot.network!;
  const { actions, lookAgainMs } = planDeployments(
    snapshot,
    snapshot.prospects.map(({ draft }) => courseOf(snapshot, network, draft)),
  );
  const told = actions.map((action) =>
    action.kind === 'set-deployment' || action.kind === 'create-deployment'
      ? `${action.kind} ${action.state}: ${action.description}`
      : action.kind,
  );
  return lookAgainMs === undefined ? told : [...told, `look again in ${lookAgainMs}`];
};

const told = (description: string, state = 'in_progress', at = NOW - 60_000) => ({ id: 1, state, description, at });
const HALF = told('canary on its way, 10 of 20 live: trade 1.4.0');

test.each<[string, readonly string[], readonly string[]]>([
  ['the first', planned(undefined, 0), ['create-deployment in_progress: canary on its way, 0 of 20 live: trade 1.4.0']],
  ['within the same quarter', planned(HALF, 14), []],
  ['a quarter more', planned(HALF, 15), ['set-deployment in_progress: canary on its way, 15 of 20 live: trade 1.4.0']],
  ['a quarter less', planned(HALF, 9), ['set-deployment in_progress: canary on its way, 9 of 20 live: trade 1.4.0']],
  ['too soon after the last', planned({ ...HALF, at: NOW - 5000 }, 15), ['look again in 10000']],
  [
    'stopped is told at once',
    planned({ ...HALF, at: NOW }, 10, 1),
    ['set-deployment failure: canary stopped, 10 of 20 live: trade 1.4.0'],
  ],
  [
    'of an older Cordage',
    planned(told('canary on its way: trade 1.4.0'), 0),
    ['set-deployment in_progress: canary on its way, 0 of 20 live: trade 1.4.0'],
  ],
  ['passed', planned(HALF, 20, 0, decided({ passed: [PASSED] })), ['set-deployment success: canary done: trade 1.4.0']],
  ['passed, and told', planned(told('canary done: trade 1.4.0', 'success'), 3, 0, decided({ passed: [PASSED] })), []],
])('%s', (_, actions, expected) => {
  expect(actions).toEqual(expected);
});
