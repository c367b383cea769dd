import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArgoConfig } from '../config/config.ts';
import type { Network } from '../network/network.ts';
import { given } from '../rollout/rollout.test-data.ts';
import type { DriftIssue, Snapshot } from '../rollout/snapshot.ts';
import type { Step } from '../rollout/step.ts';
import { renderDriftIssue } from '../text/drift-issue.ts';
import { MINUTE, networkOf, NOW } from './drift.test-data.ts';
import type { Drift } from './drift.ts';
import { planDrift } from './plan-drift.ts';

const instance = (name: string): ArgoConfig['instances'][number] => ({
  name,
  context: undefined,
  namespaces: ['argocd'],
  selector: undefined,
  url: undefined,
});

const network = (drift: ArgoConfig['drift'] = 'issue', instances = ['tokyo', 'osaka']): Network => {
  const plain = networkOf({ a: '1.4.0', b: '1.4.0', c: '1.4.0' });
  const { policy } = plain;
  return { ...plain, policy: { ...policy, argocd: { ...policy.argocd, drift, instances: instances.map(instance) } } };
};

const CLEAN: Drift = { findings: [], away: [], undecided: 0 };
const drift = (...nodes: readonly string[]): Drift => ({
  ...CLEAN,
  findings: nodes.map((node) => ({ kind: 'no-ring', node })),
});
const AWAY = [{ instance: 'osaka', heardAt: 1 }];
const DAY = 24 * 60 * MINUTE;

type World = { readonly issues: readonly DriftIssue[]; readonly now: number };
const EMPTY: World = { issues: [], now: NOW };

const plan = ({ issues, now }: World, seen: Drift | undefined, net = network()): Step => {
  const snapshot: Snapshot = {
    ...given({ nodes: {}, releases: [] }),
    refreshes: [],
    drift: seen,
    driftIssues: issues,
    now,
  };
  return planDrift(snapshot, net);
};

/** The world after what was planned was done, and again some time later. */
const live = (world: World, seen: Drift | undefined, later = 20 * MINUTE, net = network()): World => {
  let { issues } = world;
  for (const action of plan(world, seen, net).actions) {
    if (action.kind === 'create-issue')
      issues = [
        {
          number: 1 + Math.max(0, ...issues.map(({ number }) => number)),
          state: 'open',
          title: action.title,
          body: action.body,
        },
        ...issues,
      ];
    if (action.kind === 'update-issue')
      issues = issues.map((issue) => (issue.number === action.number ? { ...issue, ...action } : issue));
  }
  return { issues, now: world.now + later };
};

/** `create`, `update 1 closed`: what a plan does. */
const tell = ({ actions }: Step): readonly string[] =>
  actions.map((action) => {
    if (action.kind === 'create-issue') return `create ${action.title}, ${action.labels.join(' ')}`;
    if (action.kind !== 'update-issue') return action.kind;
    return [`update ${action.number} ${action.title}`, ...(action.state ? [action.state] : [])].join(', ');
  });
const told = (...args: Parameters<typeof plan>): readonly string[] => tell(plan(...args));

const ONE_OPEN = live(EMPTY, drift('a'));
const byPerson = (world: World, change: Partial<DriftIssue>): World => ({
  ...world,
  issues: world.issues.map((issue) => ({ ...issue, ...change })),
});

describe('one issue for each network', () => {
  test('is opened when there is something to tell, and then stands', () => {
    expect(told(EMPTY, CLEAN)).toEqual([]);
    expect(told(EMPTY, drift('a', 'b'))).toEqual(['create Drift in network test: 2 nodes, cordage drift']);
    expect(told(ONE_OPEN, drift('a'))).toEqual([]);
  });

  test('is edited when the text changed, once in 15 minutes', () => {
    const soon = { ...ONE_OPEN, now: NOW + 14 * MINUTE };
    expect(plan(soon, drift('a', 'b'))).toMatchObject({ actions: [], lookAgainMs: MINUTE });
    expect(told({ ...soon, now: NOW + 15 * MINUTE }, drift('a', 'b'))).toEqual([
      'update 1 Drift in network test: 2 nodes',
    ]);
    expect(told({ ...soon, now: NOW + 15 * MINUTE }, drift('b'))).toEqual(['update 1 Drift in network test: 1 node']);
  });

  test('is closed at once when nothing differs, and that is said once', () => {
    const soon = { ...ONE_OPEN, now: NOW + MINUTE };
    expect(told(soon, CLEAN)).toEqual(['update 1 Drift in network test: none, closed']);
    const clean = live(soon, CLEAN);
    expect(clean.issues).toMatchObject([
      { state: 'closed', body: expect.stringContaining('Clean since 2026-11-22 14:01 UTC') },
    ]);
    expect(told(clean, CLEAN)).toEqual([]);
  });

  test('is opened again within 7 days, not sooner than 15 minutes after, and later begun anew', () => {
    const clean = live(ONE_OPEN, CLEAN, MINUTE);
    expect(plan(clean, drift('a'))).toMatchObject({ actions: [], lookAgainMs: 14 * MINUTE });
    const at = ({ now }: World, later: number): World => ({ ...clean, now: now + later });
    expect(told(at(ONE_OPEN, 15 * MINUTE), drift('a'))).toEqual(['update 1 Drift in network test: 1 node, open']);
    expect(told(at(ONE_OPEN, 7 * DAY), drift('a'))).toEqual(['update 1 Drift in network test: 1 node, open']);
    expect(told(at(ONE_OPEN, 7 * DAY + 1), drift('a'))).toEqual([
      'create Drift in network test: 1 node, cordage drift',
    ]);
  });

  test('that a person opened again is closed again', () => {
    expect(told(byPerson(live(ONE_OPEN, CLEAN), { state: 'open' }), CLEAN)).toEqual([
      'update 1 Drift in network test: none, closed',
    ]);
  });

  test('that a person closed is kept current, and stays closed until it was clean', () => {
    const closed = byPerson(ONE_OPEN, { state: 'closed' });
    expect(told(closed, drift('a'))).toEqual([]);
    expect(told(closed, drift('a', 'b'))).toEqual(['update 1 Drift in network test: 2 nodes']);
    expect(told(closed, CLEAN)).toEqual(['update 1 Drift in network test: none']);
    expect(told(live(closed, CLEAN), drift('a'))).toEqual(['update 1 Drift in network test: 1 node, open']);
  });

  test('whose text a person changed is put right at once, whatever time it says', () => {
    const soon = { ...ONE_OPEN, now: NOW + MINUTE };
    const [{ body } = { body: '' }] = ONE_OPEN.issues;
    for (const other of [body.replace('Next', 'Later'), body.replace(`"at":${NOW}`, `"at":${NOW + DAY}`), '', 'x'])
      expect(told(byPerson(soon, { body: other }), drift('a'))).toEqual(['update 1 Drift in network test: 1 node']);
    expect(told(byPerson({ ...soon, now: NOW + 15 * MINUTE }, { title: 'x' }), drift('a'))).toHaveLength(1);
  });

  test('written by a clock that is ahead does not wait for that time', () => {
    const ahead = live({ ...EMPTY, now: NOW + DAY }, drift('a'));
    expect(told({ ...ahead, now: NOW }, drift('a', 'b'))).toEqual(['update 1 Drift in network test: 2 nodes']);
  });

  test('a second one leads to the first', () => {
    const second = { ...ONE_OPEN, issues: [{ ...ONE_OPEN.issues[0]!, number: 7 }, ...ONE_OPEN.issues] };
    expect(told(second, drift('a'))).toEqual(['update 7 Drift in network test: told elsewhere, closed']);
    const after = live(second, drift('a'));
    expect(told(after, drift('a'))).toEqual([]);
    expect(after.issues[0]?.body).toContain('Told in #1.');
    expect(told(live(after, CLEAN), CLEAN)).toEqual([]);
    expect(told(second, undefined)).toHaveLength(1);
  });
});

describe('what cannot be seen', () => {
  test('never makes it clean, and says so', () => {
    const away = { ...CLEAN, away: AWAY };
    expect(told(EMPTY, away)).toEqual([]);
    expect(told(ONE_OPEN, away)).toEqual(['update 1 Drift in network test: none where Cordage can see']);
    expect(told(live(ONE_OPEN, away), away)).toEqual([]);
    expect(told(live(ONE_OPEN, away), CLEAN)).toEqual(['update 1 Drift in network test: none, closed']);
  });

  test('what is undecided leaves it as it is, and is looked at again', () => {
    const undecided = { ...CLEAN, undecided: 2 };
    expect(plan(ONE_OPEN, undecided)).toMatchObject({ actions: [], lookAgainMs: MINUTE });
    expect(told(ONE_OPEN, { ...drift('a', 'b'), undecided: 2 })).toHaveLength(1);
  });

  test.each([
    ['nobody watches', undefined, network()],
    ['all are away', { ...drift('a'), away: [...AWAY, { instance: 'tokyo', heardAt: undefined }] }, network()],
    ['there is no instance', drift('a'), network('issue', [])],
  ] as const)('nothing is done where %s', (_name, seen, net) => {
    expect(told(EMPTY, seen, net)).toEqual([]);
    expect(told(ONE_OPEN, seen, net)).toEqual([]);
  });
});

test('switched off, it is closed with a sentence; switched on, it is opened again', () => {
  const off = network('status');
  expect(told(EMPTY, drift('a'), off)).toEqual([]);
  expect(told(ONE_OPEN, drift('a'), off)).toEqual(['update 1 Drift in network test: not told here, closed']);
  expect(told(ONE_OPEN, undefined, off)).toHaveLength(1);
  const closed = live(ONE_OPEN, drift('a'), DAY, off);
  expect(told(closed, drift('a'), off)).toEqual([]);
  expect(told(closed, drift('a'))).toEqual(['update 1 Drift in network test: 1 node, open']);
  expect(
    planDrift(
      { ...given({ nodes: {}, releases: [] }), refreshes: [], drift: drift('a'), driftIssues: undefined },
      network(),
    ).actions,
  ).toEqual([]);
});

test('a world in which the plan was performed needs no other, and there is never more than one open', () => {
  const seen = fc.oneof(
    fc.record({
      findings: fc.subarray(['a', 'b', 'c']).map((nodes) => drift(...nodes).findings),
      away: fc.constantFrom([], AWAY),
      undecided: fc.constantFrom(0, 0, 3),
    }),
    fc.constant(undefined),
  );
  const happening = fc.record({
    seen,
    later: fc.constantFrom(MINUTE, 20 * MINUTE, 8 * DAY),
    mode: fc.constantFrom('issue', 'issue', 'status'),
    person: fc.constantFrom(
      undefined,
      undefined,
      { state: 'open' },
      { state: 'closed' },
      { body: 'x' },
      { title: 'x' },
    ),
  } as const);
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 12 }), (happenings) => {
      let world = EMPTY;
      for (const { seen: drift, later, mode, person } of happenings) {
        world = live(byPerson(world, person ?? {}), drift, 0, network(mode));
        expect(told(world, drift, network(mode))).toEqual([]);
        expect(world.issues.filter(({ state }) => state === 'open').length).toBeLessThanOrEqual(1);
        world = { ...world, now: world.now + later };
      }
    }),
  );
});

test('a clean text of long ago is not the newest word', () => {
  const old: DriftIssue = {
    number: 3,
    state: 'closed',
    ...renderDriftIssue('test', { state: 'clean' }, NOW - 30 * DAY),
  };
  expect(told({ issues: [old], now: NOW }, drift('a'))).toEqual([
    'create Drift in network test: 1 node, cordage drift',
  ]);
});
