import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../rollout/progress.ts';
import type { NodeVerdict } from '../argo/verdict.ts';
import { hostileText } from '../text/hostile.test-data.ts';
import { judgeApprovals } from './approvals.ts';
import { judgeBudget } from './budget.ts';
import { judgeBusy } from './busy.ts';
import { judgeChecks } from './checks.ts';
import type { GateVerdict } from './gate.ts';
import { DAY, findActive, grant, HEAD, HOUR, NOW, PATIENCE, pause, review, textsOf } from './gates.test-data.ts';
import { judgeGrant } from './grant.ts';
import { applyOverrides } from './judge.ts';
import { judgeLive } from './live.ts';
import { judgeMergeable } from './mergeable.ts';
import { judgeOrder } from './order.ts';
import { judgePause } from './pause.ts';
import { judgeSoak } from './soak.ts';

const now = NOW;
const time = fc.integer({ min: -30 * 24, max: 1 }).map((hours) => now + hours * HOUR);
const patience = fc.constantFrom(HOUR, DAY, PATIENCE);
const ring = fc.oneof(fc.constant('canary'), hostileText);
const login = fc.oneof(fc.constantFrom('olivia', 'peter'), hostileText);
const who = fc.constantFrom('anyone with the role write', 'nobody (`cordage.yaml` names no one)');
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });
const pull = maybe(fc.nat());
const said = fc.record({ by: login, at: time, reason: hostileText }).map(pause);

const verdicts = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'party-1', 'party-2'),
      fc.record({
        kind: fc.constantFrom('live', 'syncing', 'degraded', 'unknown'),
        since: time,
        message: maybe(hostileText),
      }),
    ),
  )
  .map((all): ReadonlyMap<string, NodeVerdict> => new Map(all));

const settling = fc
  .record({ verdicts, mergedAt: time, ring, who, budget: fc.nat(4), soak: fc.nat(48).map((hours) => hours * HOUR) })
  .map(({ verdicts, mergedAt, ring, who, budget, soak }): readonly GateVerdict[] => {
    const nodes = ['a', 'party-1', 'party-2'];
    const liveWithin = DAY;
    const progress = progressOf(verdicts, nodes, { mergedAt, liveWithin, now });
    return [
      judgeBudget({ ring, nodes: nodes.length, maxUnhealthy: { count: budget }, progress }),
      judgeLive({ ring, progress, budget, mergedAt, liveWithin, now, who }),
      judgeSoak({ verdicts, nodes, budget, soak, now }),
    ];
  });

const merging = fc
  .record({
    network: maybe(said),
    rollout: maybe(said),
    ring,
    login,
    who,
    pull,
    since: time,
    patience,
    names: fc.array(fc.oneof(fc.constant('build'), hostileText), { maxLength: 4 }),
    states: fc.array(fc.constantFrom('success', 'failure', 'pending'), { minLength: 4, maxLength: 4 }),
    mergeable: fc.constantFrom('yes', 'conflict', 'behind', 'blocked', 'unknown'),
    flags: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    needed: fc.nat(2),
  })
  .map((all): readonly GateVerdict[] => {
    const { network, rollout, ring, login, who, pull, since, patience, names, mergeable, needed } = all;
    const [queue, draft, canRebase] = all.flags;
    const base = { since, now, patience, who };
    const asked = review(login, { state: queue ? 'approved' : 'changes-requested', at: since });
    const state = draft ? 'pending' : 'nothing-to-do';
    return [
      judgePause({ network, rollout, now, patience, who }),
      judgeOrder({ formers: [{ ring, state, pull, since }], now, patience }),
      judgeBusy({ ring, other: { rollout: `${ring}@${login}`, pull, since }, concurrent: queue, now, patience }),
      judgeGrant({ ...base, ring, automatic: false, grant: queue ? grant() : undefined }),
      judgeApprovals({ ...base, needed, reviews: [asked], head: HEAD, mayApprove: () => true, requesters: [login] }),
      judgeChecks({
        required: names,
        checks: names.slice(1).map((name, at) => ({ name, state: all.states[at] ?? 'success' })),
        since,
        now,
      }),
      judgeMergeable({ mergeable, queue, draft, base: ring, since, now, patience, canRebase }),
    ];
  });

describe('whatever is said, and whoever says it', () => {
  const both = fc.tuple(merging, settling).map(([one, other]) => [...one, ...other]);

  it('every wait ends later than now, and nothing waits that began before all patience', () => {
    fc.assert(
      fc.property(both, (all) => {
        const waits = all.filter((verdict) => verdict.kind === 'wait');
        expect(waits.filter(({ until }) => until <= now)).toEqual([]);
        expect(waits.filter(({ gate, since }) => gate !== 'soak' && since <= now - PATIENCE)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('every text is inert', () => {
    const overrides = fc.array(fc.record({ by: login, at: time, reason: hostileText }), { maxLength: 1 });
    fc.assert(
      fc.property(both, overrides, (all, given) => {
        const lifting = given.map((one) => ({ ...one, seq: 1, ring: 'canary', subject: 'approvals' }));
        expect(applyOverrides(all, lifting).flatMap(textsOf).flatMap(findActive)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('a ring with a node that is not live passes neither by its budget of none nor by its soak', () => {
    fc.assert(
      fc.property(verdicts, time, (known, mergedAt) => {
        const nodes = ['a', 'party-1', 'party-2'];
        const live = nodes.every((node) => known.get(node)?.kind === 'live');
        const progress = progressOf(known, nodes, { mergedAt, liveWithin: DAY, now });
        const judged = [
          judgeLive({ ring: 'canary', progress, budget: 0, mergedAt, liveWithin: DAY, now, who: 'anyone' }),
          judgeSoak({ verdicts: known, nodes, budget: 0, soak: 0, now: now + DAY }),
        ];
        expect(judged.map(({ kind }) => kind === 'pass')).toEqual([live, live]);
      }),
      { numRuns: 2000 },
    );
  });
});
