import { expect, test } from 'vitest';
import { NO_DECISIONS, type Decisions, type RolloutRecord } from '../journal/decisions.ts';
import type { Decision, Goal } from '../journal/entry.ts';
import { givenConfig, givenNetwork } from '../network/network.test-data.ts';
import { given, NOW, ownPull } from '../rollout/rollout.test-data.ts';
import type { Snapshot } from '../rollout/snapshot.ts';
import { planRequests } from './plan-requests.ts';

/** What `/rollout corda 4.14.1` on an issue comes to. */

const ISSUE = 9;

type Request = Extract<Decision, { kind: 'request' }>;

/** @param nodes their versions of corda by name; those that begin with c are the ring canary */
const ask = (
  body: string,
  nodes: Readonly<Record<string, string>>,
  more: Partial<Snapshot> = {},
  login = 'olivia',
): Request => {
  const files = Object.entries(nodes).map(([node, version]) => [
    `nodes/${node}/kustomization.yaml`,
    `images:\n  - name: r.example/corda\n    newTag: "${version}"\n`,
  ]);
  const config = givenConfig('- {name: canary, nodes: {names: c*}}\n- {name: all}');
  const network = givenNetwork(Object.fromEntries(files), config);
  const comment = { id: 77, url: '', on: ISSUE, onPull: false, login, bot: false, body, createdAt: 1, updatedAt: 1 };
  const role = login === 'olivia' ? 'admin' : 'read';
  const people = new Map([[login, { login, role, teams: new Set<string>() } as const]]);
  const snapshot = {
    ...given({ nodes: {}, releases: [] }),
    network,
    releases: [],
    comments: [comment],
    people,
    ...more,
  };
  const [entry] = planRequests(snapshot, network, []).decisions ?? [];
  if (entry?.decision.kind !== 'request') throw new Error('the comment asks for nothing');
  return entry.decision;
};

const refusal = ({ accepted, effects, answers }: Request): readonly string[] => {
  expect([accepted, effects]).toEqual([false, []]);
  return answers.flatMap((answer) =>
    answer.kind === 'problems' ? answer.problems.map(({ message, remedy }) => `${message}. ${remedy}`) : [],
  );
};

const GOAL: Goal = {
  version: '4.14.1',
  by: 'olivia',
  at: NOW,
  way: ['4.10.6', '4.11.7', '4.12.9', '4.13.4', '4.14.1'],
};
const OLD = { c1: '4.10.6', n1: '4.10.6', n2: '4.12.9' };

const start = (version: string, goal?: Goal) => ({
  kind: 'start' as const,
  rollout: `corda@${version}`,
  artifact: 'corda',
  version,
  origin: { issue: ISSUE },
  ...(goal && { goal }),
});

const under = (version: string, goal?: Goal): Decisions => {
  const said = { seq: 1, by: 'olivia', at: 1 };
  const id = `corda@${version}`;
  const record: RolloutRecord = {
    id,
    start: { ...said, ...start(version, goal) },
    grants: [],
    overrides: [],
    merged: [],
    passed: [],
  };
  return { ...NO_DECISIONS, seq: 1, rollouts: { [id]: record } };
};

const pulls = [ownPull('4.11.7', { artifact: 'corda' })];

test('more than one step away: the first step starts, and the goal is kept', () => {
  const { effects, answers } = ask('/rollout corda 4.14.1', OLD);
  expect(effects).toEqual([start('4.11.7', GOAL)]);
  expect(answers).toEqual([{ kind: 'done' }]);
});

test('a ring is let in for the step, not for the goal', () => {
  expect(ask('/rollout corda 4.14.1 canary', OLD).effects).toEqual([
    start('4.11.7', GOAL),
    { kind: 'grant', rollout: 'corda@4.11.7', ring: 'canary' },
  ]);
  expect(ask('/rollout corda 4.14.1 all', OLD).effects[1]).toMatchObject({ rollout: 'corda@4.11.7', ring: 'all' });
});

test.each([
  ['one step away', '4.11.7', OLD],
  ['there already', '4.12.9', { c1: '4.12.9' }],
  ['of another kind', '1.4.0', OLD],
])('%s: no goal', (_where, version, nodes) => {
  const artifact = version === '1.4.0' ? 'trade' : 'corda';
  const [effect] = ask(`/rollout ${artifact} ${version}`, nodes).effects;
  expect(effect).toMatchObject({ kind: 'start', rollout: `${artifact}@${version}` });
  expect(effect).not.toHaveProperty('goal');
});

test('held nodes do not say where the others go', () => {
  const holds = [{ seq: 1, by: 'olivia', at: 1, nodes: '{c1,n1}', until: NOW + 1, reason: 'x' }];
  const each = holds.flatMap((hold) => ['c1', 'n1'].map((nodes) => ({ ...hold, nodes })));
  const [effect] = ask('/rollout corda 4.14.1', OLD, { decisions: { ...NO_DECISIONS, holds: each } }).effects;
  expect(effect).toMatchObject({ rollout: 'corda@4.13.4', goal: { way: ['4.12.9', '4.13.4', '4.14.1'] } });
});

test('what cannot be reached is refused with its reason', () => {
  expect(refusal(ask('/rollout corda 4.9.1', OLD))[0]).toMatch(/^Corda 4\.9\.1 is older than 4\.10\.6/);
  expect(refusal(ask('/rollout corda 4.19.0', OLD))[0]).toMatch(/^Corda 4\.19 is not in Cordage's table/);
  expect(refusal(ask('/rollout corda 4.14.1', OLD, {}, 'mallory'))[0]).toMatch(/start/);
});

test('a step that is under way is told, with its goal', () => {
  const told = (decisions: Decisions) => refusal(ask('/rollout corda 4.14.1', OLD, { decisions, ownPulls: pulls }));
  expect([told(under('4.11.7', GOAL)), told(under('4.11.7', { ...GOAL, version: '4.13.4' })), told(under('4.11.7'))])
    .toMatchInlineSnapshot(`
      [
        [
          "corda@4.11.7 is under way already, as a step to 4.14.1. nothing; the next step begins when this one is done",
        ],
        [
          "corda@4.11.7 is under way already, as a step to 4.13.4. abort it on its pull request, which ends the way to 4.13.4, and ask for 4.14.1 then",
        ],
        [
          "the first step to 4.14.1 is corda@4.11.7, and that is under way already. ask again when it is done",
        ],
      ]
    `);
});

test('a step whose nodes have moved all the same is under way until it is done', () => {
  const moved = { c1: '4.11.7', n1: '4.11.7' };
  const on = (version: string, decisions: Decisions) => ask(`/rollout corda ${version}`, moved, { decisions });
  for (const version of ['4.14.1', '4.12.9', '4.13.4']) {
    expect(refusal(on(version, under('4.11.7', GOAL)))[0]).toMatch(/^corda@4\.11\.7 is under way already, as a step/);
  }
  expect(refusal(on('4.11.7', under('4.11.7', GOAL)))[0]).toMatch(/^corda@4\.11\.7 is under way already\./);
  // The last step is a rollout like any other, and so is one that nobody asked for as a step.
  const last = { ...GOAL, version: '4.11.7', way: ['4.10.6', '4.11.7'] };
  expect(on('4.12.9', under('4.11.7', last)).effects).toEqual([start('4.12.9')]);
  expect(on('4.12.9', under('4.11.7')).effects).toEqual([start('4.12.9')]);
});

test('a step that has no pull request to say it on is let in from the issue, for its own goal only', () => {
  const on = (decisions: Decisions, ownPulls: Snapshot['ownPulls'] = []) =>
    ask('/rollout corda 4.14.1 canary', OLD, { decisions, ownPulls });
  expect(on(under('4.11.7', GOAL)).effects).toEqual([{ kind: 'grant', rollout: 'corda@4.11.7', ring: 'canary' }]);
  expect(refusal(on(under('4.11.7', { ...GOAL, version: '4.13.4' })))).toHaveLength(1);
  expect(refusal(on(under('4.11.7', GOAL), pulls))).toHaveLength(1);
});
