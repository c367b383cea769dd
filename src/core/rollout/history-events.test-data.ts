import * as fc from 'fast-check';
import { inject } from 'vitest';
import { merge } from './history-act.test-data.ts';
import { MINUTE, type World } from './history.test-data.ts';

/**
 * Random histories of a rollout: people say things, nodes come and go, time passes, and after every event the plan is
 * carried out until it rests. CI lives through 10,000 of them (`npm run endurance`).
 */
export const RUNS = inject('histories');

export const RINGS = `- {name: canary, nodes: {names: c*}, soak: 30m}
- {name: early, nodes: {names: e*}, soak: 1h, batch: 2}
- {name: late, soak: 1h, maxUnhealthy: 1}`;

/** Frozen every day from 18:00 to 20:00 UTC. */
const FREEZE = 'freezes: [{zone: UTC, daily: "18:00 - 20:00"}]';
export const APPROVED = `gates: {approvals: 1, ${FREEZE}}`;
export const FREE = `gates: {approvals: 0, ${FREEZE}}`;
export const ORDER = ['canary', 'early', 'late'];

type Event =
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'say'; readonly login: string; readonly on: number; readonly words: string }
  | { readonly kind: 'approve'; readonly login: string; readonly pull: number }
  | { readonly kind: 'node'; readonly node: string; readonly state: 'live' | 'degraded' | 'syncing' }
  | { readonly kind: 'all-live' }
  /** Everybody does what is to be done, nodes come up, an hour goes by. */
  | { readonly kind: 'all-well' }
  | { readonly kind: 'release'; readonly version: string }
  | { readonly kind: 'close'; readonly pull: number }
  | { readonly kind: 'merge'; readonly pull: number };

export const NODES = ['c1', 'c2', 'e1', 'e2', 'e3', 'n1', 'n2'];
const WORDS = [
  '/rollout canary',
  '/rollout early',
  '/rollout next',
  '/rollout all',
  '/rollout pause "wait"',
  '/rollout resume "go"',
  '/rollout pause network "wait"',
  '/rollout resume network "go"',
  '/rollout retry',
  '/rollout abort "no"',
  '/hold e1 "audit"',
  '/unhold e1',
  '/override soak "known"',
  '/override freeze "urgent"',
  '/override order "urgent"',
  '/rollout trade 1.4.0 all',
];

/** 0 is the newest: most of what people say is about that. */
const pull = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 20, 35, 70, 400) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      login: fc.constantFrom('olivia', 'olivia', 'rob', 'mallory'),
      on: fc.oneof(pull, fc.constant(99)),
      words: fc.constantFrom(...WORDS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('approve' as const),
      login: fc.constantFrom('olivia', 'rob', 'mallory'),
      pull,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('node' as const),
      node: fc.constantFrom(...NODES),
      state: fc.constantFrom('live' as const, 'degraded' as const, 'syncing' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('all-live' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('all-well' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('release' as const), version: fc.constantFrom('1.4.0', '1.4.1') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), pull }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), pull }) },
);

export const live = (world: World, nodes: readonly string[]): void => {
  for (const node of nodes) {
    const known = world.verdicts.get(node);
    if (known && known.kind !== 'live') world.verdicts.set(node, { kind: 'live', since: world.now });
  }
};

export const happen = (world: World, what: Event): void => {
  world.now += 16_000;
  const at = 'pull' in what ? what.pull : 'on' in what ? what.on : 0;
  const number = at === 0 ? world.pulls.length : at;
  const own = world.pulls[number - 1];
  switch (what.kind) {
    case 'wait':
      world.now += what.minutes * MINUTE;
      break;
    case 'say':
      world.comments.push({
        id: (world.count += 1),
        url: 'https://github.example/c',
        on: number,
        onPull: number !== 99,
        login: what.login,
        bot: false,
        body: what.words,
        createdAt: world.now,
        updatedAt: world.now,
      });
      break;
    case 'approve':
      own?.reviews.push({ login: what.login, bot: false, state: 'approved', commit: own.pull.head, at: world.now });
      break;
    case 'node':
      if (world.verdicts.has(what.node)) world.verdicts.set(what.node, { kind: what.state, since: world.now });
      break;
    case 'all-live':
      live(world, NODES);
      break;
    case 'all-well':
      live(world, NODES);
      world.now += 65 * MINUTE;
      for (const {
        pull: { head, state },
        reviews,
      } of world.pulls) {
        if (state === 'open')
          reviews.push({ login: 'rob', bot: false, state: 'approved', commit: head, at: world.now });
      }
      break;
    case 'release':
      if (!world.releases.includes(what.version)) world.releases.push(what.version);
      break;
    case 'close':
      if (own?.pull.state === 'open') own.pull = { ...own.pull, state: 'closed', closedAt: world.now };
      break;
    case 'merge':
      merge(world, number);
  }
};

export const histories = fc.array(event, { minLength: 4, maxLength: 24 });
